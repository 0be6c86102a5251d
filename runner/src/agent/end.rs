//! How things end: an agent's work from outside, and an action in the words its agent hears.

use crate::supervise::Patience;
use domain::wire::{Action, ActionOutcome, ActionResult};
use std::{fmt::Write as _, time::Duration};
use tokio::sync::watch;

/// How much of each output an agent is shown, in bytes.
const SHOWN: usize = 32 * 1024;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A person, the server, or the end of the runner.
    Ordered,
    /// The task's time is up.
    TimedOut,
}

/// Waits until the work has to stop.
pub(super) async fn stopped(
    orders: &mut watch::Receiver<Option<Patience>>,
    limit: Duration,
) -> Stop {
    let ordered = async {
        if orders.wait_for(Option::is_some).await.is_err() {
            // Nobody can give an order any more.
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = ordered => Stop::Ordered,
        () = tokio::time::sleep(limit) => Stop::TimedOut,
    }
}

/// The truth about an action that is over, as its agent hears it. `frame` marks what the command printed.
pub(super) fn words(action: &Action, frame: impl Fn(&str) -> String) -> String {
    let mut text = match action.state.as_str() {
        "rejected" => rejected(action),
        "expired" => "Nobody decided in time, so the proposal expired. That is not a no. Nothing ran.".to_owned(),
        "withdrawn" => "The proposal was withdrawn before anybody decided. Nothing ran.".to_owned(),
        "superseded" => "Another revision took the place of this proposal. Nothing ran.".to_owned(),
        "revoked" => "It was approved, but the approval was taken back before it ran. Nothing ran.".to_owned(),
        "lapsed" => "It was approved, but the desktop did not take it in time, so the approval lapsed. Nothing ran.".to_owned(),
        "outcome_unknown" => "It was started, and how it ended is not known. It may have run, in whole or in part. \
             Do not repeat it; a person is looking."
            .to_owned(),
        _ => ran(action),
    };
    if let Some(editor) = &action.edited_by {
        let _ = write!(
            text,
            "\n{} changed the command before that. It was this, not what you proposed:\n{}",
            editor.name,
            frame(&action.code())
        );
    }
    if let Some(result) = &action.result {
        text.push_str(&came_back(result, frame));
    }
    text
}

fn rejected(action: &Action) -> String {
    let Some(decision) = &action.decision else {
        return "It was rejected. Nothing ran.".to_owned();
    };
    let mut text = format!("{} rejected it. Nothing ran.", decision.by.name);
    if let Some(reason) = decision.reason {
        let _ = write!(text, "\nReason: {}", reason.label());
    }
    if let Some(note) = &decision.feedback {
        let _ = write!(text, "\nNote, word for word:\n{note}");
    }
    text
}

fn ran(action: &Action) -> String {
    let who = match &action.decision {
        Some(decision) => format!("{} approved it", decision.by.name),
        None => format!("The policy lets it run without asking ({})", action.policy.reason),
    };
    let mut text = who;
    if let Some(note) = action.decision.as_ref().and_then(|decision| decision.feedback.as_ref()) {
        let _ = write!(text, " with the note {note:?}");
    }
    let Some(result) = &action.result else {
        return format!("{text}. It is over ({}).", action.state);
    };
    text.push_str(match result.outcome {
        ActionOutcome::Exited => ", and it ran once.",
        ActionOutcome::Killed => ", and it ran once. A signal ended it.",
        ActionOutcome::TimedOut => ", and it ran once. It took longer than it may and was stopped.",
        ActionOutcome::Cancelled => {
            ", and it ran once. It was stopped because the task was called off."
        }
        ActionOutcome::NotStarted => ", but it could not be started. Nothing ran.",
    });
    text
}

fn came_back(result: &ActionResult, frame: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    if let Some(reason) = &result.reason {
        let _ = write!(text, "\nWhy: {reason}");
    }
    if result.outcome == ActionOutcome::NotStarted {
        return text;
    }
    if let Some(code) = result.exit_code {
        let _ = write!(text, "\nExit code: {code}");
    }
    let micros = result.finished_at.0.saturating_sub(result.started_at.0);
    let _ = write!(text, "\nDuration: {}.{:03} s", micros / 1_000_000, micros % 1_000_000 / 1000);
    match result.matches_expected {
        Some(true) => text.push_str("\nIt matches what was announced."),
        Some(false) => {
            text.push_str("\nIt is not what was announced:");
            for difference in &result.differences.0 {
                let _ = write!(text, "\n- {}", difference.text());
            }
        }
        None => {}
    }
    for (name, stream, bytes) in [
        ("stdout", &result.stdout, result.stdout_bytes),
        ("stderr", &result.stderr, result.stderr_bytes),
    ] {
        let shown = &stream[..stream.floor_char_boundary(SHOWN)];
        let cut = if (shown.len() as u64) < bytes { ", cut" } else { "" };
        let _ = write!(text, "\n{name} ({bytes} bytes{cut}):\n{}", frame(shown));
    }
    text
}
