//! The road of a task that exists.

use super::{Look, Stop};
use crate::parts::{
    age::{Precision, duration_text, moment_text},
    icon::Symbol,
    status::status_symbol,
};
use domain::{
    FailureCode, Gate, TaskStatus, TaskType, Timestamp,
    wire::{Approval, Task},
};

/// What the road of a task depends on beside the task itself.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Its approvals, oldest first.
    pub approvals: &'a [Approval],
    /// The numbers of the tasks behind it that wait.
    pub behind: &'a [i64],
    /// Whether Task Approval Mode is on now.
    pub mode: bool,
    /// When the page is made.
    pub now: Timestamp,
}

/// The road of a task.
pub fn road(task: &Task, around: &Around<'_>) -> Vec<Stop> {
    let mut stops = Vec::new();
    if !task.depends_on.is_empty() {
        stops.push(dependencies(task));
    }
    if task.approve_before_run {
        stops.push(before_run(task, around));
    }
    stops.push(run(task, around));
    stops.extend(actions(task, around));
    stops.push(result(task, around));
    stops.push(end(task, around));
    stops
}

fn dependencies(task: &Task) -> Stop {
    let (all, open) = (task.depends_on.len(), task.blocked_by.len());
    if open == 0 {
        return Stop::new(Look::Done, Symbol::Done, "Tasks before it are Done");
    }
    let look = if task.status.is_final() { Look::Off } else { Look::Plain };
    Stop::new(look, Symbol::Blocked, "Waits for other tasks")
        .note(format!("{open} of {all} not Done"))
}

fn before_run(task: &Task, around: &Around<'_>) -> Stop {
    let Some(last) = around.approvals.iter().rfind(|a| a.gate == Gate::BeforeRun) else {
        let look = if task.status.is_final() { Look::Off } else { Look::Gate };
        return Stop::new(look, Symbol::Gate, "Asks before it runs").note("before anything runs");
    };
    let (look, symbol) = match last.state.as_str() {
        "pending" => (Look::Gate, Symbol::Gate),
        "approved" => (Look::Done, Symbol::Done),
        "rejected" => (Look::Plain, Symbol::Failed),
        "revoked" if !task.status.is_final() => (Look::Gate, Symbol::Gate),
        _ => (Look::Off, Symbol::Cancelled),
    };
    let title = if look == Look::Gate { "Asks before it runs" } else { "Asked before it ran" };
    let title = if look == Look::Done && task.started_at.is_none() {
        "Asked before it runs"
    } else {
        title
    };
    Stop::new(look, symbol, title).note(answer(last, around.now))
}

fn run(task: &Task, around: &Around<'_>) -> Stop {
    let desktop = &task.desktop.name;
    match (task.status, &task.failure) {
        (TaskStatus::Cancelled, _) if task.started_at.is_some() => {
            return Stop::new(Look::Plain, Symbol::Cancelled, "Ran, then stopped");
        }
        (_, Some(failure)) if failure.code == FailureCode::RunnerLost => {
            return Stop::new(Look::Plain, Symbol::Unknown, "May have run")
                .note("in whole or in part");
        }
        _ => {}
    }
    if let (Some(start), Some(end)) = (task.started_at, task.completed_at) {
        let took = duration_text(end.micros_since(start));
        let symbol = if task.exit_code.is_some_and(|code| code != 0) {
            Symbol::Failed
        } else {
            Symbol::Done
        };
        let look = if symbol == Symbol::Done { Look::Done } else { Look::Plain };
        return Stop::new(look, symbol, "Ran").note(took);
    }
    match task.status {
        TaskStatus::Running => {
            let title =
                if task.phase.as_deref() == Some("cancelling") { "Stopping" } else { "Running" };
            let stop = Stop::new(Look::Plain, Symbol::Running, title);
            match task.started_at {
                Some(at) => stop
                    .note(format!("since {} UTC", moment_text(at, around.now, Precision::Minute))),
                None => stop,
            }
        }
        TaskStatus::Pending => {
            let stop = Stop::new(Look::Plain, Symbol::Pending, "Runs");
            match task.phase.as_deref() {
                Some("draft") => stop.note("when somebody asks it to"),
                Some("queued") => stop.note(format!("as soon as {desktop} takes it")),
                _ => stop.note(format!("on {desktop}")),
            }
        }
        _ => Stop::new(Look::Off, Symbol::Cancelled, "Did not run"),
    }
}

/// Only an agent proposes actions.
fn actions(task: &Task, around: &Around<'_>) -> Option<Stop> {
    if task.kind != TaskType::Prompt {
        return None;
    }
    let number = |state: &str| {
        around.approvals.iter().filter(|a| a.gate == Gate::Action && a.state == state).count()
    };
    let counts = [("approved", "approved"), ("rejected", "rejected"), ("pending", "waits")];
    let words = counts.map(|(state, word)| (number(state), word));
    let words = words.into_iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = words.map(|(number, word)| format!("{number} {word}")).collect();
    let look = if task.status.is_final() { Look::Off } else { Look::Gate };
    let title = if look == Look::Off { "Actions asked first" } else { "Actions ask first" };
    let stop = Stop::new(look, Symbol::Gate, title);
    Some(if words.is_empty() {
        stop.note("as the policy says")
    } else {
        stop.note(words.join(", "))
    })
}

fn result(task: &Task, around: &Around<'_>) -> Stop {
    let why = if task.requires_approval {
        format!("Requires Approval, set by {}", task.created_by.name)
    } else {
        "Task Approval Mode is on".to_owned()
    };
    let last = around.approvals.iter().rfind(|a| a.gate == Gate::AfterRun);
    if let Some(last) = last {
        let (look, symbol, title) = match last.state.as_str() {
            "pending" => return Stop::new(Look::Gate, Symbol::Eye, "Result asks").note(why),
            "approved" => (Look::Done, Symbol::Done, "Result asked"),
            "rejected" => (Look::Plain, Symbol::Failed, "Result asked"),
            _ => (Look::Off, Symbol::Cancelled, "Result asked"),
        };
        return Stop::new(look, symbol, title).note(answer(last, around.now));
    }
    let applies = task.gated.unwrap_or(task.requires_approval || around.mode);
    if task.status.is_final() || !applies {
        let note = match (task.status, task.gated) {
            (TaskStatus::Failed | TaskStatus::Cancelled, _) => "there is no result to accept",
            (TaskStatus::Done, _) | (_, Some(false)) => {
                "Requires Approval and Task Approval Mode were off"
            }
            _ => "Requires Approval and Task Approval Mode are off",
        };
        return Stop::new(Look::Off, Symbol::Eye, "Result does not ask").note(note);
    }
    Stop::new(Look::Gate, Symbol::Eye, "Result asks").note(why)
}

fn end(task: &Task, around: &Around<'_>) -> Stop {
    let (look, status) = match task.status {
        TaskStatus::Done => (Look::Done, TaskStatus::Done),
        status if status.is_final() => (Look::Plain, status),
        _ => (Look::Plain, TaskStatus::Done),
    };
    let symbol = if task.status.is_final() { status_symbol(status) } else { Symbol::Pending };
    let stop = Stop::new(look, symbol, status.label());
    match (task.status.is_final(), around.behind) {
        (true, _) | (_, []) => stop,
        (_, [one]) => stop.note(format!("then MC-{one} may start")),
        (_, [first, rest @ ..]) => {
            stop.note(format!("then MC-{first} and {} more may start", rest.len()))
        }
    }
}

/// Who answered, or what became of the request.
fn answer(approval: &Approval, now: Timestamp) -> String {
    match &approval.decision {
        Some(decision) if matches!(approval.state.as_str(), "approved" | "rejected") => {
            let when = moment_text(decision.at, now, Precision::Minute);
            let verb = if approval.state == "approved" { "Approved" } else { "Rejected" };
            format!("{verb} by {}, {when} UTC", decision.by.name)
        }
        _ => match approval.state.as_str() {
            "pending" => "before anything runs",
            "expired" => "Nobody decided in time",
            "lapsed" => "Approved, but not taken in time",
            "revoked" => "The approval was taken back",
            "withdrawn" => "No longer asked",
            "superseded" => "Something newer took its place",
            _ => "",
        }
        .to_owned(),
    }
}

#[cfg(test)]
mod tests;
