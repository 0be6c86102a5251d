//! What happened, in a few words.

use crate::parts::safe_text;
use domain::event::{EventKind, NewEvent};
use leptos::prelude::*;

/// What an event that is about no task is about.
pub(super) fn subject(fact: &NewEvent, desktop: Option<&str>) -> AnyView {
    match (fact.kind, desktop) {
        (EventKind::SettingsChanged, _) => match text(fact, "agent") {
            Some(agent) => safe_text::prose(agent),
            None if fact.payload.contains_key("stopped") => "Every agent".into_any(),
            None if fact.payload.contains_key("policyVersion") => "What agents may do".into_any(),
            None => "Settings".into_any(),
        },
        (_, Some(name)) => safe_text::prose(name),
        (_, None) => "".into_any(),
    }
}

/// Whether this is a person's decision, of which there is a proof.
pub(super) fn decides(fact: &NewEvent) -> bool {
    matches!(fact.kind, EventKind::ApprovalDecided | EventKind::ApprovalRevoked)
}

fn text<'a>(fact: &'a NewEvent, field: &str) -> Option<&'a str> {
    fact.payload.get(field)?.as_str()
}

fn number(fact: &NewEvent, field: &str) -> Option<i64> {
    fact.payload.get(field)?.as_i64()
}

/// What happened.
pub(super) fn what(fact: &NewEvent) -> String {
    let words = match fact.kind {
        EventKind::TaskCreated => "Created",
        EventKind::TaskQueued => match text(fact, "phase") {
            Some("draft") => "A draft again",
            Some("asking") => "Waits for approval",
            Some("cancelling") => "Being stopped",
            _ => "Queued",
        },
        EventKind::TaskStarted => "Started",
        EventKind::TaskOutput => "Wrote output",
        EventKind::TaskCompleted => {
            return match number(fact, "exitCode") {
                Some(code) => format!("Run ended, exit code {code}"),
                None => "Run ended".to_owned(),
            };
        }
        EventKind::TaskReview => "Result waits for approval",
        EventKind::TaskDone => "Done",
        EventKind::TaskFailed => {
            let why = text(fact, "failure").map(|code| format!(": {}", code.replace('_', " ")));
            return format!("Failed{}", why.unwrap_or_default());
        }
        EventKind::TaskCancelled => "Cancelled",
        EventKind::TaskPurged => "Texts erased",
        EventKind::ApprovalRequested => "Approval requested",
        EventKind::ApprovalVoted => "Approved, one more is needed",
        EventKind::ApprovalReminded => "Reminded of",
        EventKind::ApprovalDecided => match text(fact, "decision") {
            Some("reject") => "Rejected",
            _ => "Approved",
        },
        EventKind::ApprovalExpired => "Approval expired",
        EventKind::ApprovalRevoked => "Approval taken back",
        EventKind::ApprovalSuperseded => "Asked anew",
        EventKind::ActionProposed => "Action proposed",
        EventKind::ActionApproved => "Action may run",
        EventKind::ActionRejected => "Action rejected",
        EventKind::ActionStarted => "Action started",
        EventKind::ActionFinished => {
            let state = text(fact, "state").map(|state| format!(": {}", state.replace('_', " ")));
            return format!("Action ended{}", state.unwrap_or_default());
        }
        EventKind::ActionOutcomeUnknown => "Outcome of an action unknown",
        EventKind::DesktopOnline => "Came online",
        EventKind::DesktopOffline => "Went offline",
        EventKind::SettingsChanged => {
            match (
                fact.payload.get("stopped").and_then(serde_json::Value::as_bool),
                number(fact, "policyVersion"),
            ) {
                (Some(true), _) => "Stopped",
                (Some(false), _) => "Goes on",
                (None, Some(version)) => return format!("Changed, version {version}"),
                (None, None) => "Changed",
            }
        }
        EventKind::MessagePosted => "Message",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[test]
    fn every_kind_has_words_and_details_are_told() {
        for kind in EventKind::ALL {
            assert!(!what(&NewEvent::new(*kind, Timestamp(0))).is_empty(), "{kind:?}");
        }
        let fact = |kind| NewEvent::new(kind, Timestamp(0));
        for (fact, words) in [
            (fact(EventKind::TaskCompleted).with("exitCode", 3), "Run ended, exit code 3"),
            (fact(EventKind::TaskFailed).with("failure", "timed_out"), "Failed: timed out"),
            (fact(EventKind::ApprovalDecided).with("decision", "reject"), "Rejected"),
            (fact(EventKind::ApprovalDecided).with("decision", "approve"), "Approved"),
            (fact(EventKind::TaskQueued).with("phase", "draft"), "A draft again"),
            (fact(EventKind::SettingsChanged).with("stopped", true), "Stopped"),
            (fact(EventKind::SettingsChanged).with("policyVersion", 4), "Changed, version 4"),
        ] {
            assert_eq!(what(&fact), words);
        }
    }
}
