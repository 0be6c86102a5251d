//! A task on the board: one link, and the only amber is the strip that says a person is needed.

mod kept;

pub use kept::drawn;

use super::{
    age::{Age, Moment},
    badge::Badge,
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
    target::Online,
    task_outcome::task_outcome,
};
use domain::{
    TaskState, TaskType, Timestamp,
    action::{Difference, Findings},
    task::Pending,
};
use leptos::prelude::*;
use service::Card;

/// `Command` or `Prompt`, with its drawing.
pub const fn kind_words(kind: TaskType) -> (Symbol, &'static str) {
    match kind {
        TaskType::Command => (Symbol::Command, "Command"),
        TaskType::Prompt => (Symbol::Prompt, "Prompt"),
    }
}

/// A card.
#[component]
pub fn TaskCard(
    /// The task.
    card: Card,
    /// When the board was made.
    now: Timestamp,
) -> impl IntoView {
    let (symbol, kind) = kind_words(card.kind);
    let quiet = card.status().is_final() && !card.lost && card.unclosed.is_none();
    let outcome = task_outcome(&card.state, now)
        .map(|words| view! { <p class="task-card-reason">{words}</p> });
    view! {
        <li class="task-card" id=format!("card-{}", card.id) data-quiet=quiet.then_some("")>
            <div class="task-card-top">
                <Icon of=symbol />
                " "
                {kind}
                " "
                <span class="mono">{format!("MC-{}", card.number)}</span>
                {time_of(&card, now)}
            </div>
            <h3>
                <a href=format!("/tasks/{}", card.id)>{safe_text::prose(&card.title)}</a>
            </h3>
            {place(&card)}
            {links(&card)}
            {progress(&card)}
            {changed(&card)}
            {outcome}
            {gate(&card)}
        </li>
    }
}

/// Why a person is needed now, if one is, with the way to where they answer.
fn gate(card: &Card) -> Option<AnyView> {
    let (of, words) = match &card.state {
        _ if card.unclosed.is_some() || card.lost => {
            (Symbol::Unknown, "Outcome unknown: a person must close this")
        }
        TaskState::Pending(Pending::Asking { .. }) => {
            (Symbol::Gate, "Technician approval required")
        }
        TaskState::Running(_) if card.approval.is_some() => {
            (Symbol::Gate, "Technician approval required")
        }
        TaskState::Review { .. } => (Symbol::Eye, "Result waits for approval"),
        _ => return None,
    };
    let href = match (&card.unclosed, &card.approval) {
        (Some(action), _) => Some(format!("/tasks/{}#action-{action}", card.id)),
        (None, _) if card.lost => Some(format!("/tasks/{}#close", card.id)),
        (None, Some(approval)) => Some(format!("/approvals/{approval}")),
        (None, None) => None,
    };
    let words = match href {
        Some(href) => view! { <a class="link-quiet" href=href>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    Some(
        view! {
            <p class="task-card-gate">
                <Icon of />
                " "
                {words}
            </p>
        }
        .into_any(),
    )
}

/// How long it has been where it is; for a task that is over, when that was.
fn time_of(card: &Card, now: Timestamp) -> AnyView {
    if let Some(since) = since(card) {
        return view! { <Age since now /> }.into_any();
    }
    let at = card.state.ended_at().unwrap_or(card.created_at);
    view! { <Moment at now /> }.into_any()
}

/// Since when it is where it is, unless it is over.
fn since(card: &Card) -> Option<Timestamp> {
    match &card.state {
        TaskState::Pending(_) => Some(card.created_at),
        TaskState::Running(running) => Some(running.started_at),
        TaskState::Review { run, .. } => Some(run.finished_at),
        TaskState::Done { .. } | TaskState::Failed { .. } | TaskState::Cancelled { .. } => None,
    }
}

fn place(card: &Card) -> AnyView {
    let agent = card.agent.as_ref().map(|agent| {
        view! {
            <span>
                <Icon of=Symbol::Agent />
                " "
                {safe_text::prose(agent)}
            </span>
        }
    });
    let open = !card.status().is_final();
    let offline = (open && !card.online).then(|| view! { " " <Online online=false /> });
    let ran = matches!(card.state, TaskState::Review { .. });
    let requires = (open && card.requires_approval && !ran).then(|| {
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
                {safe_text::prose(&card.desktop)}
                {offline}
            </span>
            {agent}
            {requires}
        </div>
    }
    .into_any()
}

/// What it waits for and what waits for it.
fn links(card: &Card) -> Option<AnyView> {
    let held = (card.holds > 0).then(|| {
        view! {
            <li>
                <Icon of=Symbol::Holds />
                {format!(" holds {}", counted(card.holds, "task", "tasks"))}
            </li>
        }
    });
    let blocked = (!card.blocked_by.is_empty()).then(|| {
        let names = card.blocked_by.iter().enumerate().map(|(place, (id, number))| {
            let comma = (place > 0).then_some(", ");
            view! { {comma} <a href=format!("/tasks/{id}")>{format!("MC-{number}")}</a> }
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

/// How much there is to look at before a result is decided, and how it compares with what was announced.
fn changed(card: &Card) -> Option<AnyView> {
    let TaskState::Review { run, .. } = &card.state else { return None };
    let words = card.files_changed.map(|number| match number {
        0 => "no files changed".to_owned(),
        number => format!("{} changed", counted(number, "file", "files")),
    });
    let compared = run.findings.as_ref().map(compared);
    if words.is_none() && compared.is_none() {
        return None;
    }
    let words = words.map(|words| {
        view! {
            <Icon of=Symbol::File />
            " "
            {words}
        }
    });
    Some(view! { <ul class="task-card-deps"><li>{words} {compared}</li></ul> }.into_any())
}

/// `1 not announced`, where a file changed that nobody spoke of; else whether it is what was described.
fn compared(findings: &Findings) -> AnyView {
    let unannounced = |found: &&Difference| matches!(found, Difference::FileNotAnnounced { .. });
    let number = findings.0.iter().filter(unannounced).count();
    let (tone, of, words) = match number {
        0 if findings.matches() => ("go", Symbol::Check, "as described".to_owned()),
        0 => ("stop", Symbol::Warning, "differs from described".to_owned()),
        number => ("stop", Symbol::Warning, format!("{number} not announced")),
    };
    view! {
        <Badge tone>
            <Icon of />
            {words}
        </Badge>
    }
    .into_any()
}

/// What the column alone does not say.
fn progress(card: &Card) -> Option<AnyView> {
    let words = match &card.state {
        TaskState::Pending(Pending::Queued { .. }) if card.online => {
            "Asked to run, starts by itself"
        }
        TaskState::Pending(Pending::Queued { .. }) => "Runs when the desktop is back",
        TaskState::Running(running) if running.cancel.is_some() => "Told to stop",
        _ => return None,
    };
    Some(view! { <p class="task-card-progress">{words}</p> }.into_any())
}
