//! How a task that is over came to its end, in one line.

use super::age::{Precision, duration_text, moment_text};
use super::safe_text;
use domain::{FailureCode, TaskStatus, Timestamp, wire::Task};
use leptos::prelude::*;

/// The line under the title of a task that is over; nothing while it is not.
pub fn task_outcome(task: &Task, now: Timestamp) -> Option<AnyView> {
    match task.status {
        TaskStatus::Done => Some(done(task, now)),
        TaskStatus::Failed => Some(failed(task)),
        TaskStatus::Cancelled => Some(cancelled(task)),
        _ => None,
    }
}

fn by(task: &Task) -> Option<AnyView> {
    task.decided_by.as_ref().map(|party| safe_text::prose(&party.name))
}

fn done(task: &Task, now: Timestamp) -> AnyView {
    let Some(name) = by(task) else {
        return "No approval required".into_any();
    };
    let at = task.decided_at.map(|at| format!(", {}", moment_text(at, now, Precision::Minute)));
    view! { "Approved by " {name} {at} }.into_any()
}

fn failed(task: &Task) -> AnyView {
    let code = task.failure.as_ref().map(|failure| failure.code);
    let message = task.failure.as_ref().map(|failure| safe_text::prose(&failure.message));
    match (code, task.exit_code) {
        (Some(FailureCode::Rejected), _) => {
            let note = task.feedback.as_deref().filter(|note| !note.trim().is_empty());
            let note = note.map(|note| view! { ": " {safe_text::prose(note)} });
            view! { "Rejected by " {by(task)} {note} }.into_any()
        }
        (Some(FailureCode::RunnerLost), _) => {
            view! { <strong>"Outcome unknown."</strong> " Contact was lost while it ran." }
                .into_any()
        }
        (Some(FailureCode::ExitCode), Some(exit)) => {
            let took = run_time(task).map(|took| format!(" after {took}"));
            view! { {format!("Exit code {exit}")} {took} }.into_any()
        }
        _ => message.into_any(),
    }
}

fn cancelled(task: &Task) -> AnyView {
    let ran = if task.started_at.is_none() { ", nothing ran" } else { "" };
    match by(task) {
        Some(name) => view! { "Cancelled by " {name} {ran} }.into_any(),
        None => view! { "Cancelled" {ran} }.into_any(),
    }
}

/// How long the run took.
pub fn run_time(task: &Task) -> Option<String> {
    let micros = task.completed_at?.micros_since(task.started_at?);
    Some(duration_text(micros))
}
