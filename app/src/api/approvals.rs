//! Answers to requests for a decision.
#![expect(clippy::too_many_arguments, reason = "one argument for each field of a form")]

use super::answer::{Answer, Form};
use crate::parts::{checklist::ticked, decision_bar::reason_of};
use domain::{
    Gate, Refusal, Timestamp, Verdict,
    approval::Reason,
    wire::{self, Password, Resolve, Resolved},
};
use leptos::prelude::*;
use service::Error;

/// A day, in microseconds.
const DAY: i64 = 24 * 3600 * 1_000_000;

/// What a decision says beside what it came to.
pub(super) const FINAL: &str = "A decision is final.";

/// The note as it is sent, word for word but for the line ends that browsers change.
pub(super) fn note(typed: &str) -> Option<String> {
    let typed = typed.replace("\r\n", "\n");
    (!typed.trim().is_empty()).then_some(typed)
}

/// A reason belongs to a "no" only: a chip that was tapped before a "yes" says nothing.
fn reason_for(decision: &str, reason: &str) -> Result<Option<Reason>, Refusal> {
    if decision != "reject" || reason.trim().is_empty() {
        return Ok(None);
    }
    let unknown = || Refusal::invalid("reason", "It must be one of the four.");
    reason_of(reason).map(Some).ok_or_else(unknown)
}

/// What the server has confirmed, in the design's words.
pub(super) fn outcome(resolved: &Resolved) -> String {
    let approval = &resolved.approval;
    let label = resolved.task.label();
    match (approval.state.as_str(), approval.gate) {
        ("approved", Gate::AfterRun) => format!("Approved. {label} is Done."),
        ("approved", _) => format!("Approved. {} is next.", approval.desktop.name),
        ("rejected", Gate::Action) => {
            let noted = approval.decision.as_ref().is_some_and(|d| d.feedback.is_some());
            let told = if noted { "has your note" } else { "is told" };
            format!("Rejected. Nothing ran. {} {told}.", approval.requested_by.name)
        }
        ("rejected", Gate::AfterRun) => format!("Rejected. {label} is Failed."),
        ("rejected", _) => format!("Rejected. {label} did not run."),
        ("pending", _) => {
            let yes = approval.votes.iter().filter(|vote| vote.decision == Verdict::Approve);
            format!("Counted: {} of {} approved.", yes.count(), approval.required)
        }
        (state, _) => format!("{label} is {state}."),
    }
}

/// A decision is not taken back by a click, so nothing offers that.
pub(super) fn remark(came: &Result<Resolved, Error>) -> &'static str {
    let decided = came.as_ref().is_ok_and(|resolved| resolved.approval.state != "pending");
    if decided { FINAL } else { "" }
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
    /// The lines of the checklist that were ticked, by their number from 1, as `checklist[]`.
    #[server(default)]
    checklist: Vec<String>,
    /// The name of the desktop, where it is asked for.
    #[server(default)]
    desktop: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here()
        .typed("id", &id)
        .typed("feedback", &feedback)
        .typed("reason", &reason)
        .typed("checklist", &checklist.join(" "));
    let came = async {
        let answer = Resolve {
            feedback: note(&feedback),
            digest: (!digest.is_empty()).then_some(digest),
            reason: reason_for(&decision, &reason)?,
            checklist: ticked(&checklist),
            decision,
            desktop: (!desktop.is_empty()).then_some(desktop),
            password: Password::typed(password),
        };
        form.mission.resolve(&form.actor()?, &id, answer).await
    }
    .await;
    let form = form.remark(remark(&came));
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

/// Puts a request aside for whoever asks.
#[server(prefix = "/forms", endpoint = "snooze_approval")]
pub async fn snooze_approval(
    /// The request.
    #[server(default)]
    id: String,
    /// `hour`, `tomorrow` (at 9:00 UTC), `change`, or a time.
    #[server(default)]
    until: String,
    /// The page to go on to; that of the form when empty.
    #[server(default)]
    back: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let until = later(&until, form.mission.now())?;
        let actor = form.actor()?;
        form.mission.snooze(&actor, &id, wire::SnoozeApproval { until }).await
    }
    .await;
    form.answer(came.map(|approval| {
        let label = format!("MC-{}", approval.task.number);
        let until = approval.snoozed.and_then(|snoozed| snoozed.until);
        let when = until
            .map_or("when it changes".to_owned(), |until| format!("at {}", until.date_clock_utc()));
        (back, format!("{label} is put aside for you. It comes back {when}. Others still see it."))
    }))
    .await
}

/// Brings back what whoever asks had put aside.
#[server(prefix = "/forms", endpoint = "unsnooze_approval")]
pub async fn unsnooze_approval(
    /// The request.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.unsnooze(&form.actor()?, &id).await }.await;
    form.answer(came.map(|approval| {
        let back = format!("/approvals?id={}", approval.id);
        (back, format!("MC-{} waits for you again.", approval.task.number))
    }))
    .await
}

/// When a request that is put aside comes back; none is when it changes.
fn later(choice: &str, now: Timestamp) -> Result<Option<Timestamp>, Refusal> {
    match choice {
        "change" => Ok(None),
        "hour" => Ok(Some(now.plus_seconds(3600))),
        "tomorrow" => {
            let day = now.0.div_euclid(DAY) + 1;
            Ok(Some(Timestamp(day * DAY).plus_seconds(9 * 3600)))
        }
        time => {
            let unknown = || Refusal::invalid("until", "It must be one of the three times.");
            Timestamp::parse(time).map(Some).ok_or_else(unknown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{later, note, reason_for};
    use domain::{Timestamp, approval::Reason};

    #[test]
    fn a_reason_goes_with_a_no_only_and_beside_the_note() {
        assert_eq!(reason_for("reject", "").expect("none"), None);
        for reason in Reason::ALL {
            for words in [reason.as_str(), reason.label()] {
                assert_eq!(reason_for("reject", words).expect("one of the four"), Some(reason));
                assert_eq!(reason_for("approve", words).expect("left out"), None);
            }
        }
        assert!(reason_for("reject", "Wrong colour").is_err());
    }

    #[test]
    fn later_is_an_hour_the_next_morning_or_when_it_changes() {
        let at = |text| Timestamp::parse(text).expect("a time");
        let now = at("2026-03-01T23:59:59Z");
        let came = |choice| later(choice, now).expect("a choice");
        assert_eq!(came("hour"), Some(at("2026-03-02T00:59:59Z")));
        assert_eq!(came("tomorrow"), Some(at("2026-03-02T09:00:00Z")));
        assert_eq!(came("2026-03-02T07:00:00.000Z"), Some(at("2026-03-02T07:00:00Z")));
        assert_eq!(came("change"), None);
        assert!(later("", now).is_err() && later("never", now).is_err());
    }

    #[test]
    fn a_note_is_sent_as_it_was_typed() {
        assert_eq!(note(" \r\n"), None);
        assert_eq!(note("Wait for\r\nthe backup. ").as_deref(), Some("Wait for\nthe backup. "));
    }
}
