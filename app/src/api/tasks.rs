//! Tasks: make, run, cancel, try again, review.
#![expect(clippy::too_many_arguments, reason = "one argument for each field of a form")]

use super::answer::{Answer, Form};
use crate::pages::new_task::names;
use domain::{
    Refusal, TaskType,
    action::Interpreter,
    wire::{self, Password, Review, Task},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

pub(super) fn page_of(task: &Task) -> String {
    format!("/tasks/{}", task.id)
}

/// A text field that was left empty was not given.
pub(crate) fn given(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A checkbox that is not ticked is not sent.
pub(super) fn ticked(value: &str) -> bool {
    !matches!(value, "" | "false" | "off" | "0")
}

/// Browsers send line ends as CR LF; what was typed had LF, and a command runs exactly as it is.
pub(super) fn typed_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn seconds(text: &str) -> Result<Option<u32>, service::Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = text.trim().parse();
    number.map(Some).map_err(|_| {
        Refusal::invalid("timeoutSeconds", "It must be a whole number of seconds.").into()
    })
}

/// The agent that was chosen for the desktop. The page offers the choices of every desktop, also for a command and
/// beside an external agent: then none is meant.
pub(crate) fn own_agent(
    kind: &str,
    agent: String,
    agent_on: &BTreeMap<String, String>,
    desktop: &str,
    external: &str,
) -> String {
    let of_desktop = || match kind {
        "prompt" if external.trim().is_empty() => agent_on.get(desktop).cloned(),
        _ => None,
    };
    if agent.is_empty() { of_desktop().unwrap_or_default() } else { agent }
}

fn shell(name: &str) -> Result<Interpreter, Refusal> {
    let refused = || Refusal::invalid("interpreter", "It must be bash, sh or powershell.");
    Interpreter::parse(name).ok_or_else(refused)
}

/// The address of the form for one more of the same.
fn one_more(fields: &[(&str, &String)]) -> String {
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("another", "on")
        .extend_pairs(fields)
        .finish();
    format!("/tasks/new?{query}")
}

/// Makes a task, and asks it to run when `run` is ticked.
#[server(prefix = "/forms", endpoint = "create_task")]
pub async fn create_task(
    /// `command` or `prompt`.
    #[server(default)]
    kind: String,
    /// The command or the prompt.
    #[server(default)]
    content: String,
    /// The machine it is for.
    #[server(default)]
    desktop_id: String,
    /// What to call it.
    #[server(default)]
    title: String,
    /// Ticked: its result waits for a person.
    #[server(default)]
    requires_approval: String,
    /// Ticked: a person is asked before it runs.
    #[server(default)]
    approve_before_run: String,
    /// Ids of the tasks that must be done first, as `depends_on[]`.
    #[server(default)]
    depends_on: Vec<String>,
    /// More of them, by number or id, as they were typed.
    #[server(default)]
    depends_find: String,
    /// The desktop's own agent.
    #[server(default)]
    agent: String,
    /// The agent chosen for each desktop, as `agent_on[ID]`: the one of the chosen desktop counts.
    #[server(default)]
    agent_on: BTreeMap<String, String>,
    /// The program that works on it over REST.
    #[server(default)]
    external_agent: String,
    /// The working directory.
    #[server(default)]
    cwd: String,
    /// How long it may run.
    #[server(default)]
    timeout_seconds: String,
    /// What reads a command: `bash`, `sh` or `powershell`; the desktop's own shell when empty.
    #[server(default)]
    interpreter: String,
    /// Ticked: run at once.
    #[server(default)]
    run: String,
    /// Ticked: the next page is the form for one more.
    #[server(default)]
    another: String,
) -> Answer {
    let unnamed = kind == "prompt"
        && external_agent.trim().is_empty()
        && agent_on.get(&desktop_id).is_some_and(String::is_empty);
    let agent = own_agent(&kind, agent, &agent_on, &desktop_id, &external_agent);
    let form = Form::here()
        .typed("kind", &kind)
        .typed("content", &content)
        .typed("desktop_id", &desktop_id)
        .typed("title", &title)
        .typed("requires_approval", &requires_approval)
        .typed("approve_before_run", &approve_before_run)
        .typed("depends_on", &depends_on.join(" "))
        .typed("depends_find", &depends_find)
        .typed("agent", &agent)
        .typed("external_agent", &external_agent)
        .typed("cwd", &cwd)
        .typed("timeout_seconds", &timeout_seconds)
        .typed("interpreter", &interpreter)
        .typed("run", &run)
        .typed("another", &another);
    let next = ticked(&another).then(|| {
        one_more(&[
            ("kind", &kind),
            ("desktop", &desktop_id),
            ("before", &approve_before_run),
            ("after", &requires_approval),
            ("run", &run),
        ])
    });
    let came = async {
        if unnamed {
            // Without a name it would go to the desktop's first agent, which was not chosen.
            let why = "Name the external agent, or choose one of the desktop's.";
            return Err(Refusal::invalid("externalAgent", why).into());
        }
        let wanted = wire::CreateTask {
            kind: TaskType::parse(&kind)
                .ok_or_else(|| Refusal::invalid("type", "It must be prompt or command."))?,
            content: typed_lines(&content),
            desktop_id,
            title: given(&title),
            requires_approval: ticked(&requires_approval),
            approve_before_run: ticked(&approve_before_run),
            depends_on: depends_on
                .into_iter()
                .filter(|id| !id.is_empty())
                .chain(names(&depends_find))
                .collect(),
            agent: given(&agent),
            external_agent: given(&external_agent),
            cwd: given(&cwd),
            timeout_seconds: seconds(&timeout_seconds)?,
            run: ticked(&run),
            external_ref: None,
            // A prompt has none, and its field is not shown.
            interpreter: given(&interpreter)
                .filter(|_| kind == "command")
                .map(|name| shell(&name))
                .transpose()?,
        };
        form.mission.create_task(&form.actor()?, wanted).await
    };
    let came = came.await.map(|task| match next {
        // The form says which one was made, with the way to it.
        Some(next) => (format!("{next}&made={}", task.id), String::new()),
        None => (page_of(&task), format!("{} was made.", task.label())),
    });
    form.answer(came).await
}

/// Asks a task to run.
#[server(prefix = "/forms", endpoint = "run_task")]
pub async fn run_task(
    /// The task.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.run_task(&form.actor()?, &id).await }.await;
    let came = came.map(|task| (page_of(&task), format!("{} was asked to run.", task.label())));
    form.answer(came).await
}

/// Calls a task off.
#[server(prefix = "/forms", endpoint = "cancel_task")]
pub async fn cancel_task(
    /// The task.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.cancel_task(&form.actor()?, &id).await }.await;
    let came = came.map(|task| {
        let done = match task.phase.as_deref() {
            Some("cancelling") => format!("{} is told to stop.", task.label()),
            _ => format!("{} is cancelled.", task.label()),
        };
        (page_of(&task), done)
    });
    form.answer(came).await
}

/// Makes a new task out of one that is over.
#[server(prefix = "/forms", endpoint = "retry_task")]
pub async fn retry_task(
    /// The task that is tried again.
    #[server(default)]
    id: String,
    /// The revised content; the old one when empty.
    #[server(default)]
    content: String,
    /// The revised title; the old one when empty.
    #[server(default)]
    title: String,
    /// Ticked: the new one's result waits for a person. Empty: as before.
    #[server(default)]
    requires_approval: String,
) -> Answer {
    let form = Form::here()
        .typed("content", &content)
        .typed("title", &title)
        .typed("requires_approval", &requires_approval);
    let wanted = wire::RetryTask {
        content: (!content.is_empty()).then(|| typed_lines(&content)),
        title: given(&title),
        requires_approval: given(&requires_approval).map(|value| ticked(&value)),
    };
    let came = async { form.mission.retry_task(&form.actor()?, &id, wanted).await }.await;
    let came = came.map(|task| (page_of(&task), format!("{} was made.", task.label())));
    form.answer(came).await
}

/// Makes the task that merges the branch of a task that is done.
#[server(prefix = "/forms", endpoint = "merge_branch")]
pub async fn merge_branch(
    /// The task whose branch it is.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.merge_branch(&form.actor()?, &id).await }.await;
    let came = came.map(|task| (page_of(&task), format!("{} was made.", task.label())));
    form.answer(came).await
}

/// Erases what was written in a task that is over.
#[server(prefix = "/forms", endpoint = "purge_task")]
pub async fn purge_task(
    /// The task.
    #[server(default)]
    id: String,
    /// Ticked: it is meant.
    #[server(default)]
    sure: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        if !ticked(&sure) {
            let why = "Tick it: what is erased does not come back. Nothing was erased.";
            return Err(Refusal::invalid("sure", why).into());
        }
        let body = wire::PurgeTask { password: Password::typed(password) };
        form.mission.purge_task(&form.actor()?, &id, body).await
    };
    let came = came.await.map(|task| (page_of(&task), format!("{} is purged.", task.label())));
    form.answer(came).await
}

/// Accepts or rejects a task's result.
#[server(prefix = "/forms", endpoint = "review_task")]
pub async fn review_task(
    /// The task.
    #[server(default)]
    id: String,
    /// `approve` or `reject`.
    #[server(default)]
    decision: String,
    /// A note.
    #[server(default)]
    feedback: String,
    /// The digest of what was read.
    #[server(default)]
    digest: String,
    /// The page to go on to; the task's own when empty.
    #[server(default)]
    back: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here().typed("feedback", &feedback);
    let answer = Review {
        feedback: super::approvals::note(&feedback),
        digest: given(&digest),
        decision,
        password: Password::typed(password),
    };
    let came = async { form.mission.review(&form.actor()?, &id, answer).await }.await;
    let form = form.remark(super::approvals::remark(&came));
    let came = came.map(|resolved| {
        let back = if back.is_empty() { page_of(&resolved.task) } else { back };
        (back, super::approvals::outcome(&resolved))
    });
    form.answer(came).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agent_of_the_chosen_desktop_counts() {
        let chosen = [("d_1", "Tour"), ("d_2", "Fern"), ("d_3", "")];
        let chosen = chosen.map(|(id, name)| (id.to_owned(), name.to_owned())).into();
        let of = |kind, agent: &str, desktop, external| {
            own_agent(kind, agent.to_owned(), &chosen, desktop, external)
        };
        assert_eq!(of("prompt", "", "d_2", ""), "Fern");
        assert_eq!(of("prompt", "", "d_3", ""), "");
        assert_eq!(of("prompt", "", "d_2", "Osprey"), "", "an external agent was named");
        assert_eq!(of("command", "", "d_2", ""), "", "a command has none");
        assert_eq!(of("prompt", "Tour", "d_2", ""), "Tour", "a program says it outright");
    }
}
