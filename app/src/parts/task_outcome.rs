//! How a task that is over came to its end, in one line.

use super::age::{Precision, duration_text, moment_text};
use super::safe_text;
use domain::{
    FailureCode, TaskState, Timestamp,
    task::{Cancelled, Failure, Run},
    wire::Task,
};
use leptos::prelude::*;

/// The line under the title of a task that is over; nothing while it is not.
pub fn task_outcome(state: &TaskState, now: Timestamp) -> Option<AnyView> {
    match state {
        TaskState::Done { decision: Some(yes), .. } => {
            let at = format!(", {}", moment_text(yes.at, now, Precision::Minute));
            Some(view! { "Approved by " {safe_text::prose(&yes.by.name)} {at} }.into_any())
        }
        TaskState::Done { decision: None, .. } => Some("No approval required".into_any()),
        TaskState::Failed { failure, run, .. } => Some(failed(state, failure, run.as_ref())),
        TaskState::Cancelled { cancel, started_at, .. } => {
            Some(cancelled(cancel, started_at.is_none()))
        }
        TaskState::Pending(_) | TaskState::Running(_) | TaskState::Review { .. } => None,
    }
}

fn failed(state: &TaskState, failure: &Failure, run: Option<&Run>) -> AnyView {
    if let Some(closed) = state.closed() {
        let ran = if closed.ran { "it ran" } else { "it did not run" };
        return view! { {safe_text::prose(&closed.by.name)} " looked at the machine: " {ran} }
            .into_any();
    }
    match (failure.code, run.and_then(|run| Some((run, run.exit_code?)))) {
        (FailureCode::Rejected, _) => {
            let no = state.decision();
            let by = no.map(|no| safe_text::prose(&no.by.name));
            let note = no.and_then(|no| no.feedback.as_deref());
            let note = note.filter(|note| !note.trim().is_empty());
            let note = note.map(|note| view! { ": " {safe_text::prose(note)} });
            view! { "Rejected by " {by} {note} }.into_any()
        }
        (FailureCode::RunnerLost, _) => "Contact was lost while it ran.".into_any(),
        (FailureCode::ExitCode, Some((run, exit))) => {
            let took = duration_text(run.finished_at.micros_since(run.started_at));
            format!("Exit code {exit} after {took}").into_any()
        }
        _ => safe_text::prose(&failure.message),
    }
}

fn cancelled(cancel: &Cancelled, nothing_ran: bool) -> AnyView {
    let ran = nothing_ran.then_some(", nothing ran");
    view! { "Cancelled by " {safe_text::prose(&cancel.by.name)} {ran} }.into_any()
}

/// How long the run took.
pub fn run_time(task: &Task) -> Option<String> {
    let micros = task.completed_at?.micros_since(task.started_at?);
    Some(duration_text(micros))
}
