//! A task on the board: one link, and the only amber is the strip that says a person is needed.

use super::{
    age::{Age, Moment},
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
    target::Online,
    task_outcome::task_outcome,
};
use domain::{TaskStatus, TaskType, Timestamp, wire::Task};
use leptos::prelude::*;

/// A task that another one waits for: its id, and its number when it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// Opaque.
    pub id: String,
    /// The number people use.
    pub number: Option<i64>,
}

/// `Command` or `Prompt`, with its drawing.
pub const fn kind_words(kind: TaskType) -> (Symbol, &'static str) {
    match kind {
        TaskType::Command => (Symbol::Command, "Command"),
        TaskType::Prompt => (Symbol::Prompt, "Prompt"),
    }
}

/// Why a person is needed now, if one is.
pub fn gate_words(task: &Task) -> Option<(Symbol, &'static str)> {
    if task.attention.is_some() {
        return Some((Symbol::Gate, "Technician approval required"));
    }
    (task.status == TaskStatus::Review).then_some((Symbol::Eye, "Result waits for approval"))
}

/// A card.
#[component]
pub fn TaskCard(
    /// The task.
    task: Task,
    /// The tasks it waits for.
    #[prop(optional)]
    blockers: Vec<Blocker>,
    /// When the board was made.
    now: Timestamp,
) -> impl IntoView {
    let (symbol, kind) = kind_words(task.kind);
    let over = task.status.is_final();
    let quiet = over && !unclear(&task);
    let label = task.label();
    view! {
        <li class="task-card" id=format!("card-{}", task.id) data-quiet=quiet.then_some("")>
            <div class="task-card-top">
                <Icon of=symbol />
                " "
                {kind}
                " "
                <span class="mono">{label}</span>
                {time_of(&task, now)}
            </div>
            <h3>
                <a href=format!("/tasks/{}", task.id)>{safe_text::prose(&task.title)}</a>
            </h3>
            {place(&task)}
            {links(&task, blockers)}
            {progress(&task)}
            {changed(&task)}
            {task_outcome(&task, now).map(|words| view! { <p class="task-card-reason">{words}</p> })}
            {gate_words(&task)
                .map(|(of, words)| {
                    view! {
                        <p class="task-card-gate">
                            <Icon of />
                            " "
                            {gate_link(&task, words)}
                        </p>
                    }
                })}
        </li>
    }
}

/// Why a person is needed, with the way to the first request that waits.
fn gate_link(task: &Task, words: &'static str) -> AnyView {
    match task.pending_approval_ids.first() {
        Some(id) => {
            let href = format!("/approvals/{id}");
            view! { <a class="link-quiet" href=href>{words}</a> }.into_any()
        }
        None => words.into_any(),
    }
}

/// The run may have happened in part: the card stays loud.
fn unclear(task: &Task) -> bool {
    let code = task.failure.as_ref().map(|failure| failure.code);
    code == Some(domain::FailureCode::RunnerLost)
}

/// How long it has been where it is; for a task that is over, when that was.
fn time_of(task: &Task, now: Timestamp) -> AnyView {
    let since = match task.status {
        TaskStatus::Pending => task.created_at,
        TaskStatus::Running => task.started_at.unwrap_or(task.created_at),
        TaskStatus::Review => task.completed_at.unwrap_or(task.created_at),
        TaskStatus::Done | TaskStatus::Failed | TaskStatus::Cancelled => {
            let at = task.decided_at.or(task.completed_at).unwrap_or(task.created_at);
            return view! { <Moment at now /> }.into_any();
        }
    };
    view! { <Age since now /> }.into_any()
}

fn place(task: &Task) -> AnyView {
    let agent = task.external_agent.clone().or(task.agent.clone()).map(|agent| {
        view! {
            <span>
                <Icon of=Symbol::Agent />
                " "
                {safe_text::prose(&agent)}
            </span>
        }
    });
    let open = !task.status.is_final();
    let offline = (open && !task.desktop.online).then(|| view! { " " <Online online=false /> });
    let requires =
        (open && task.requires_approval && task.status != TaskStatus::Review).then(|| {
            view! {
                <span class="requires">
                    <Icon of=Symbol::Eye />
                    " Requires Approval"
                </span>
            }
        });
    view! {
        <div class="task-card-where">
            <span>
                <Icon of=Symbol::Desktop />
                " "
                {safe_text::prose(&task.desktop.name)}
                {offline}
            </span>
            {agent}
            {requires}
        </div>
    }
    .into_any()
}

/// What it waits for and what waits for it.
fn links(task: &Task, blockers: Vec<Blocker>) -> Option<AnyView> {
    let held = (task.holds > 0).then(|| {
        view! {
            <li>
                <Icon of=Symbol::Holds />
                {format!(" holds {}", counted(task.holds, "task", "tasks"))}
            </li>
        }
    });
    let blocked = (!blockers.is_empty()).then(|| {
        let names = blockers.into_iter().enumerate().map(|(place, blocker)| {
            let name = blocker.number.map_or("a task".to_owned(), |number| format!("MC-{number}"));
            let comma = (place > 0).then_some(", ");
            view! { {comma} <a href=format!("/tasks/{}", blocker.id)>{name}</a> }
        });
        view! {
            <li>
                <Icon of=Symbol::Blocked />
                " "
                <span>"blocked by " {names.collect_view()}</span>
            </li>
        }
    });
    (held.is_some() || blocked.is_some())
        .then(|| view! { <ul class="task-card-deps">{blocked} {held}</ul> }.into_any())
}

/// How much there is to look at before a result is decided.
fn changed(task: &Task) -> Option<AnyView> {
    let number = task.files_changed.filter(|_| task.status == TaskStatus::Review)?;
    let words = match number {
        0 => "no files changed".to_owned(),
        number => format!("{} changed", counted(number, "file", "files")),
    };
    Some(
        view! {
            <ul class="task-card-deps">
                <li>
                    <Icon of=Symbol::File />
                    " "
                    {words}
                </li>
            </ul>
        }
        .into_any(),
    )
}

/// What the column alone does not say.
fn progress(task: &Task) -> Option<AnyView> {
    let words = match task.phase.as_deref()? {
        "queued" if task.desktop.online => "Asked to run, starts by itself",
        "queued" => "Runs when the desktop is back",

        "cancelling" => "Told to stop",
        _ => return None,
    };
    Some(view! { <p class="task-card-progress">{words}</p> }.into_any())
}
