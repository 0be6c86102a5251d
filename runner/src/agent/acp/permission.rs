//! One request for permission, from the card to the word that the agent is told.

use crate::agent::{api::Api, end};
use domain::wire::{Action, Problem};
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

/// The least time between two looks that bring nothing, should the server answer at once.
const LEAST: Duration = Duration::from_millis(500);

/// What became of it.
#[derive(Debug)]
pub(super) enum Verdict {
    /// The agent may go on, and does so once.
    Go {
        /// The action.
        action: String,
        /// The right to report how it ended, where that will be told.
        lease: Option<String>,
        /// Whether a person said so, and not the policy.
        by_person: bool,
    },
    /// It may not; what it is told about that.
    No(String),
}

/// Waits for the decision, and on a yes takes it: from then on it cannot be taken back.
pub(super) async fn decided(api: Api, mut action: Action, what: String, reports: bool) -> Verdict {
    loop {
        let asked = Instant::now();
        let next = match action.state.as_str() {
            "pending" => api.action(&action.id).await,
            "approved" => match api.take(&action.id, reports).await {
                Ok(taken) => {
                    let by_person = taken.action.decision.is_some();
                    return Verdict::Go { action: action.id, lease: taken.lease, by_person };
                }
                // It may have been taken back a moment ago; then the action itself says so.
                Err(problem) => match api.look(&action.id).await {
                    Ok(now) if now.state == "approved" => {
                        return Verdict::No(refused(&what, &problem));
                    }
                    now => now,
                },
            },
            "running" | "released" | "succeeded" | "failed" | "outcome_unknown" => {
                return Verdict::No(format!(
                    "Somebody else went on with this: {what}\nDo not repeat it."
                ));
            }
            _ => return Verdict::No(words(&action, &what)),
        };
        match next {
            Ok(next) => action = next,
            Err(problem) => return Verdict::No(refused(&what, &problem)),
        }
        if action.state == "pending" {
            tokio::time::sleep(LEAST.saturating_sub(asked.elapsed())).await;
        }
    }
}

/// What the agent hears when the server does not even take its request.
pub(super) fn refused(what: &str, problem: &Problem) -> String {
    format!("This was not let run: {what}\n{} {}", problem.title, problem.detail)
}

/// What the agent hears about a no, and about what nobody decided.
fn words(action: &Action, what: &str) -> String {
    let Some(decision) = action.decision.as_ref().filter(|_| action.state == "rejected") else {
        return format!("This was not done: {what}\n{}", end::words(action, str::to_owned));
    };
    let mut text = format!("{} rejected this: {what}\nIt was not done.", decision.by.name);
    if let Some(reason) = decision.reason {
        let _ = write!(text, "\nReason: {}", reason.label());
    }
    if let Some(note) = &decision.feedback {
        let _ = write!(text, "\nFeedback: {note}");
    }
    text.push_str(
        "\nDo not try the same again. Do something else, or say why nothing else can be done.",
    );
    text
}
