//! Answers to requests for a decision.

use super::answer::{Answer, Form};
use domain::{
    Gate,
    wire::{Resolve, Resolved},
};
use leptos::prelude::*;

/// The note as it is sent: the short reason, then what was typed. A reason belongs to a "no" only.
pub(super) fn note(decision: &str, reason: &str, typed: &str) -> Option<String> {
    let reason = if decision == "reject" { reason.trim() } else { "" };
    let typed = typed.replace("\r\n", "\n");
    match (reason.is_empty(), typed.trim().is_empty()) {
        (true, true) => None,
        (true, false) => Some(typed),
        (false, true) => Some(format!("{reason}.")),
        (false, false) => Some(format!("{reason}. {typed}")),
    }
}

/// What the server has confirmed, in the design's words.
pub(super) fn outcome(resolved: &Resolved) -> String {
    let approval = &resolved.approval;
    let label = resolved.task.label();
    match (approval.state.as_str(), approval.gate) {
        ("approved", Gate::AfterRun) => format!("Approved. {label} is Done."),
        ("approved", _) => format!("Approved. {} is next.", approval.desktop.name),
        ("rejected", Gate::AfterRun) => format!("Rejected. {label} is Failed."),
        ("rejected", _) => format!("Rejected. {label} did not run."),
        (state, _) => format!("{label} is {state}."),
    }
}

/// Approves or rejects a request.
#[server(prefix = "/forms", endpoint = "resolve_approval")]
pub async fn resolve_approval(
    /// The request.
    #[server(default)]
    id: String,
    /// `approve` or `reject`.
    #[server(default)]
    decision: String,
    /// One of the short reasons, if one was chosen.
    #[server(default)]
    reason: String,
    /// A note.
    #[server(default)]
    feedback: String,
    /// The digest of what was read.
    #[server(default)]
    digest: String,
    /// The page to go on to; the request's own when empty.
    #[server(default)]
    back: String,
) -> Answer {
    let form = Form::here().typed("feedback", &feedback).typed("reason", &reason);
    let answer = Resolve {
        feedback: note(&decision, &reason, &feedback),
        digest: (!digest.is_empty()).then_some(digest),
        reason: None,
        checklist: None,
        decision,
    };
    let came = async { form.mission.resolve(&form.actor()?, &id, answer).await }.await;
    let came = came.map(|resolved| {
        let own = format!("/approvals/{}", resolved.approval.id);
        (if back.is_empty() { own } else { back }, outcome(&resolved))
    });
    form.answer(came).await
}

/// Takes an approval back before it is used.
#[server(prefix = "/forms", endpoint = "revoke_approval")]
pub async fn revoke_approval(
    /// The request.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.revoke(&form.actor()?, &id).await }.await;
    form.answer(
        came.map(|_| (String::new(), "The approval was taken back. Nothing ran.".to_owned())),
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn a_reason_goes_before_the_note_and_only_with_a_no() {
        assert_eq!(note("reject", "", " "), None);
        assert_eq!(note("reject", "Wrong time", "").as_deref(), Some("Wrong time."));
        assert_eq!(
            note("reject", "Wrong time", "Wait for\r\nthe backup.").as_deref(),
            Some("Wrong time. Wait for\nthe backup.")
        );
        assert_eq!(note("approve", "Wrong time", ""), None);
        assert_eq!(note("approve", "", "Good").as_deref(), Some("Good"));
    }
}
