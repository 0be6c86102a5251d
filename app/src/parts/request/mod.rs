//! A request for a decision, in its fixed order: who asks, where, exactly what, the decision.

mod outcome;
mod result;

pub use outcome::{Outcome, can_revoke};
pub use result::ResultSummary;

use super::{
    action_card::{ActionCard, ActionSections},
    age::{Moment, Precision, duration_text},
    command_block::CommandBlock,
    facts::{Account, Read, facts},
    icon::{Icon, Symbol},
    risk::Risk,
    safe_text,
    target::Target,
};
use domain::{
    Gate, TaskType, Timestamp,
    action::Interpreter,
    change::FileChange,
    desktop::SystemFacts,
    wire::{Approval, DesktopItem, Task},
};
use leptos::prelude::*;

/// What approving does while the desktop is away.
const OFFLINE: &str =
    "You can approve now. It runs when the desktop is back, within an hour, or not at all.";

/// A request and what one needs to know to decide it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The request.
    pub approval: Approval,
    /// Its task, with the first part of its output.
    pub task: Task,
    /// Its desktop, unless it was removed.
    pub desktop: Option<DesktopItem>,
    /// What the run changed.
    pub files: Vec<FileChange>,
    /// How many comments of whoever looks go with their answer.
    pub drafts: u32,
    /// The action it is about, at the action gate.
    pub action: Option<ActionCard>,
    /// The tasks that wait directly for it.
    pub behind: Vec<Task>,
    /// When the page was made.
    pub now: Timestamp,
}

impl Request {
    /// Whether a person is still asked.
    pub fn waits(&self) -> bool {
        self.approval.state == "pending"
    }

    /// Something runs when it is approved.
    pub fn runs(&self) -> bool {
        self.approval.gate.needs_digest()
    }

    /// `Command` or `Prompt`.
    fn content_word(&self) -> &'static str {
        match self.task.kind {
            TaskType::Command => "Command",
            TaskType::Prompt => "Prompt",
        }
    }

    fn content_note(&self) -> &'static str {
        match (self.approval.gate, self.task.kind) {
            (Gate::AfterRun, TaskType::Command) => "exactly what ran",
            (Gate::AfterRun, TaskType::Prompt) => "exactly what the agent was told",
            (_, TaskType::Command) => "exactly what will run",
            (_, TaskType::Prompt) => "exactly what the agent will be told",
        }
    }

    /// Everything beside the content that decides what runs, and how.
    fn facts(&self) -> Vec<(&'static str, String, bool)> {
        let system = self.desktop.as_ref().and_then(|desktop| desktop.system.as_ref());
        let known = |text: &String| !text.is_empty();
        let mut facts = Vec::new();
        if let Some(shell) = self.shell() {
            facts.push(("Shell", shell.to_owned(), false));
        }
        if let Some(user) = system.map(|system| system.user.clone()).filter(known) {
            facts.push(("Runs as", user, true));
        }
        if let Some(directory) = self.directory() {
            facts.push(("In", directory, true));
        }
        if let Some(group) = self.task.desktop.group.clone() {
            facts.push(("Group", group, false));
        }
        if let Some(agent) = self.task.external_agent.clone().or(self.task.agent.clone()) {
            facts.push(("Agent", agent, false));
        }
        let limit = duration_text(i64::from(self.task.timeout_seconds) * 1_000_000);
        facts.push(("At most", limit, false));
        facts
    }

    /// What reads the command: what the task names, else what its desktop takes for one that names nothing.
    fn shell(&self) -> Option<&'static str> {
        if self.task.kind != TaskType::Command {
            return None;
        }
        let system = self.desktop.as_ref().and_then(|desktop| desktop.system.as_ref());
        match (self.task.interpreter, system.and_then(SystemFacts::shell)) {
            (Some(named), _) => Some(named.label()),
            (None, Some(Interpreter::Bash)) => Some("Bash, or sh where there is none"),
            (None, usual) => usual.map(Interpreter::label),
        }
    }

    /// Whether it shows what is read in its command: before a command task runs.
    fn reads(&self) -> bool {
        self.approval.gate == Gate::BeforeRun && self.task.kind == TaskType::Command
    }

    fn account(&self) -> Account {
        let system = self.desktop.as_ref().and_then(|desktop| desktop.system.as_ref());
        Account {
            name: system.map(|system| system.user.clone()).unwrap_or_default(),
            windows: system.map(|system| system.os == "windows"),
        }
    }

    fn directory(&self) -> Option<String> {
        directory(&self.task, self.desktop.as_ref())
    }
}

/// Where a task runs: what was asked for, inside the desktop's workspace root.
pub fn directory(task: &Task, desktop: Option<&DesktopItem>) -> Option<String> {
    place(task.cwd.as_deref(), task.number, desktop)
}

/// The directory that was asked for, else the task's own, inside the desktop's workspace root.
pub fn place(cwd: Option<&str>, number: i64, desktop: Option<&DesktopItem>) -> Option<String> {
    let root = desktop.and_then(|desktop| desktop.workspace.clone());
    match (cwd, root) {
        (Some(cwd), Some(root)) if !is_absolute(cwd) => Some(joined(&root, cwd)),
        (Some(cwd), _) => Some(cwd.to_owned()),
        (None, Some(root)) => {
            let own = joined("tasks", &number.to_string());
            Some(joined(&root, &own))
        }
        (None, None) => None,
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.starts_with('\\') || path.get(1..2) == Some(":")
}

/// Two parts of a path, as that machine writes them.
fn joined(root: &str, path: &str) -> String {
    let sign = if root.contains('\\') { '\\' } else { '/' };
    format!("{}{sign}{path}", root.trim_end_matches(['/', '\\']))
}

/// The sections of a card above its decision.
#[component]
pub fn RequestBody(
    /// The request.
    request: Request,
    /// What changed since an earlier attempt.
    #[prop(optional_no_strip)]
    changed: Option<AnyView>,
    /// The decision of one that waits. It stays at the lower edge of the window, and does not rise above the command.
    #[prop(optional_no_strip)]
    answer: Option<AnyView>,
    /// On a page of its own, whose head says who asks.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    if let Some(card) = request.action.clone() {
        return view! { <ActionSections card answer /> }.into_any();
    }
    let approval = &request.approval;
    let (symbol, words) = match approval.gate {
        Gate::AfterRun => (Symbol::Eye, "Result waits for approval"),
        Gate::BeforeRun | Gate::Action => (Symbol::Gate, "Technician approval required"),
    };
    let attempt =
        (request.task.attempt > 1).then(|| format!(" · attempt {}", request.task.attempt));
    let asks = (!alone).then(|| {
        view! {
            <span class="action-card-meta">
                {safe_text::prose(&approval.requested_by.name)} " asks · "
                <Moment at=approval.requested_at now=request.now precision=Precision::Second />
                {attempt}
            </span>
        }
    });
    let head = if request.waits() {
        // What is read in a command says its own risk, right above it.
        let risk = (!request.reads()).then_some(approval.risk);
        let class = if alone { "row-end" } else { "" };
        view! {
            <header>
                <Icon of=symbol />
                " "
                <span>{words}</span>
                {asks}
                {risk.map(|level| view! { <Risk level full=true class /> })}
            </header>
        }
        .into_any()
    } else {
        view! { <Outcome request=request.clone() /> }.into_any()
    };
    let last_seen = request.desktop.as_ref().and_then(|desktop| desktop.last_seen_at);
    let result = (!request.runs()).then(|| view! { <ResultSummary request=request.clone() /> });
    let read = request.reads().then(|| {
        facts(&Read {
            noted: approval.noted.clone(),
            risk: approval.risk,
            code: &request.task.content,
            prefix: "line-",
            account: request.account(),
        })
    });
    let pointed = approval.noted.as_ref().map(|noted| noted.facts.clone()).unwrap_or_default();
    let offline = if request.runs() && request.waits() { OFFLINE } else { "" };
    let what = view! {
        {result}
        {changed}
        <CommandBlock
            content=request.task.content.clone()
            title=request.content_word()
            note=request.content_note()
            copy_task=request.task.id.clone()
            facts=pointed
        />
    };
    let rest = match answer {
        Some(answer) => view! { <div class="card-rest">{what} {answer}</div> }.into_any(),
        None => what.into_any(),
    };
    view! {
        {head}
        <Target
            desktop=approval.desktop.clone()
            last_seen=last_seen.map(|at| (at, request.now))
            facts=request.facts()
            offline_note=offline
        />
        {read}
        {rest}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_the_machine_writes_them() {
        assert_eq!(joined("/srv/work/", "tasks/12"), "/srv/work/tasks/12");
        assert_eq!(joined("C:\\work", "app"), "C:\\work\\app");
        assert!(is_absolute("/srv") && is_absolute("C:\\x") && is_absolute("\\\\host\\share"));
        assert!(!is_absolute("app/logs"));
    }
}
