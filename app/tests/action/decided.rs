//! A card that nobody decides any more.

use super::{action, agent, card, in_order, in_pane, in_thread, rejected, says};
use crate::made::{NOW, words};
use domain::{
    action::{Difference, Findings},
    approval::Reason,
    change::{ChangeKind, FileChange},
    policy::Level,
    wire::{Action, ActionOutcome, ActionResult, ClosedView, PersonRef},
};

fn result(exit_code: i32) -> ActionResult {
    ActionResult {
        outcome: ActionOutcome::Exited,
        reason: None,
        exit_code: Some(exit_code),
        stdout: "KB : KB4589208\nSize : 3 MB\n".into(),
        stderr: String::new(),
        stdout_bytes: 27,
        stderr_bytes: 0,
        truncated: false,
        started_at: NOW.plus_seconds(-10),
        finished_at: domain::Timestamp(NOW.plus_seconds(-10).0 + 1_800_000),
        matches_expected: Some(true),
        differences: Findings::default(),
        files: Vec::new(),
    }
}

fn ran(state: &str, result: ActionResult) -> Action {
    Action { result: Some(result), ..action(state) }
}

/// No state but a waiting one can be answered.
#[test]
fn a_card_that_was_decided_cannot_be_answered() {
    for state in [
        "approved",
        "running",
        "succeeded",
        "failed",
        "outcome_unknown",
        "rejected",
        "expired",
        "withdrawn",
        "superseded",
        "revoked",
        "lapsed",
    ] {
        for html in [in_thread(card(action(state))), in_pane(card(action(state)))] {
            assert!(!html.contains("name=\"decision\""), "{state}: {html}");
            assert!(html.contains("id=\"card-ap_2\""), "an open page changes in place: {state}");
            assert!(html.contains(&format!("data-action=\"{state}\"")), "{state}: {html}");
            assert!(html.contains("header") && html.contains("class=\"status\""), "{state}");
        }
    }
}

#[test]
fn approved_can_still_be_stopped() {
    let html = in_thread(card(action("approved")));
    says(
        &html,
        &["Approved by Ana", "Waiting for RECEPTION-02 to take it. You can still stop it."],
    );
    assert!(html.contains("action=\"/forms/revoke_approval\"") && html.contains("value=\"ap_2\""));
    let mut reader = card(action("approved"));
    reader.may_decide = false;
    assert!(!in_thread(reader).contains("revoke_approval"));
}

#[test]
fn running_says_where() {
    says(&in_thread(card(action("running"))), &["Running on RECEPTION-02", "approved by Ana"]);
}

#[test]
fn a11_the_result_comes_back_with_its_exit_code_first() {
    let html = in_thread(card(ran("succeeded", result(0))));
    says(&html, &["Approved by Ana", "Matches what was described", "stdout, 2 lines, 27 bytes"]);
    in_order(&html, &["class=\"result\"", "Exit code 0", "1.8 s", "stderr empty", "KB4589208"]);
    assert!(
        html.contains("/api/mission-control/actions/ac_2/output?stream=stdout"),
        "the full text is one link away: {html}"
    );
    assert!(!html.contains("stream=stderr"), "it is empty: {html}");
}

#[test]
fn a_failed_run_says_how_and_how_it_differs() {
    let mut came = result(1);
    came.stderr = "A download is active.\u{1b}[31m\u{200b}".into();
    came.stderr_bytes = came.stderr.len() as u64;
    came.stdout_bytes = 90_000;
    came.matches_expected = Some(false);
    came.differences = Findings(vec![
        Difference::ExitCode { expected: 0, actual: Some(1) },
        Difference::FileNotAnnounced { path: "etc/\u{202e}hosts".into() },
    ]);
    came.files = vec![FileChange {
        path: "etc/hosts".into(),
        change: ChangeKind::Modified,
        old_path: None,
        additions: 2,
        deletions: 1,
        diff: String::new(),
        binary: false,
        truncated: false,
    }];
    let html = in_thread(card(ran("failed", came)));
    says(
        &html,
        &[
            "Ran, exit code 1",
            "approved by Ana",
            "stdout, the first 2 lines, 90,000 bytes",
            "1 file changed",
            "Differs from what was described",
            "Exit code 1. Announced was 0.",
            "changed. That was not announced.",
        ],
    );
    assert!(html.contains("data-match=\"no\"") && html.contains("stream=stderr"), "{html}");
    assert!(!html.contains('\u{202e}') && !html.contains('\u{1b}') && !html.contains('\u{200b}'));
}

#[test]
fn what_could_not_start_or_was_stopped_is_said() {
    for (outcome, head) in [
        (ActionOutcome::NotStarted, "Could not be started"),
        (ActionOutcome::TimedOut, "Ran longer than it may, and was stopped"),
        (ActionOutcome::Killed, "Ran, then was ended"),
        (ActionOutcome::Cancelled, "Was stopped while it ran"),
    ] {
        let came =
            ActionResult { outcome, exit_code: None, reason: Some("Why.".into()), ..result(0) };
        says(&in_thread(card(ran("failed", came))), &[head, "Why."]);
    }
}

#[test]
fn a12_a_rejected_card_says_who_why_and_that_nothing_ran() {
    let html = in_thread(card(rejected(Reason::WrongFix, "Leave <BITS> running.")));
    says(
        &html,
        &[
            "Rejected by Ana",
            "nothing ran",
            "Wrong fix.",
            "Sent to Fern word for word.",
            "Command that was declined",
        ],
    );
    assert!(html.contains("Leave &lt;BITS&gt; running."), "{html}");
    assert!(html.contains("data-state=\"rejected\""), "{html}");
}

#[test]
fn a16_from_a_rejected_card_one_can_handle_it_by_hand() {
    let html = in_thread(card(rejected(Reason::HandleManually, "")));
    says(&html, &["Handle manually", "Open remote access", "Ask for it again"]);
    assert!(html.contains("href=\"/scripts?task=t_214\""), "{html}");
    assert!(html.contains("href=\"https://rdp.example/RECEPTION-02\" rel=\"noopener\""), "{html}");
    assert!(html.contains("action=\"/forms/ask_again\"") && html.contains("value=\"ac_2\""));
    let mut asked = rejected(Reason::WrongTime, "");
    asked.asked_again_by = Some(crate::made::ana());
    let html = in_thread(card(asked));
    says(&html, &["Ana asked Fern to propose it again."]);
    assert!(!html.contains("/forms/ask_again"), "once is enough: {html}");
}

#[test]
fn an_action_that_ended_by_itself_says_that_nothing_ran() {
    let mut lapsed = action("lapsed");
    lapsed.ended_at = Some(NOW);
    let mut revoked = action("revoked");
    revoked.taken_back_by = Some(crate::made::ana());
    let mut withdrawn = action("withdrawn");
    withdrawn.taken_back_by = Some(agent("Fern"));
    for (action, text) in [
        (
            action("expired"),
            "Nobody decided in time, so it was rejected by the system. Nothing ran.",
        ),
        (lapsed, "Approved, but RECEPTION-02 did not take it before 2026-01-02"),
        (revoked, "Ana took the approval back before it was taken. Nothing ran."),
        (withdrawn, "Fern took this back"),
    ] {
        let html = in_thread(card(action));
        says(&html, &[text, "nothing ran", "Ask again"]);
        assert!(html.contains("/forms/ask_again"), "{html}");
    }
}

#[test]
fn a_superseded_card_leads_to_the_one_that_took_its_place() {
    let mut old = card(Action {
        superseded_by: Some("ac_9".into()),
        ended_at: Some(NOW),
        ..action("superseded")
    });
    old.next = Some("#action-ac_9".into());
    let html = in_thread(old);
    says(
        &html,
        &[
            "Superseded by revision 2",
            "Fern changed the proposal at 12:00:00. This one can no longer be approved.",
        ],
    );
    assert!(html.contains("<a href=\"#action-ac_9\">"), "{html}");
}

#[test]
fn an_unknown_outcome_is_closed_by_a_person_and_then_asked_for_again() {
    let html = in_thread(card(action("outcome_unknown")));
    says(
        &html,
        &[
            "Outcome unknown",
            "It may have run, in whole or in part. It will not be run again by itself.",
            "It ran",
            "It did not run",
        ],
    );
    assert_eq!(html.matches("/forms/close_action").count(), 2, "{html}");
    assert!(
        html.contains("name=\"ran\" value=\"yes\"") && html.contains("name=\"ran\" value=\"no\"")
    );
    assert!(!html.contains("/forms/ask_again"), "first somebody looks: {html}");
    let mut closed = action("outcome_unknown");
    let by = PersonRef { id: "u_1".into(), name: "Ana".into() };
    closed.closed = Some(ClosedView { by, at: NOW, ran: false });
    let html = in_thread(card(closed));
    says(&html, &["Ana looked at the machine", "says that it did not run", "Propose again"]);
    assert!(!html.contains("/forms/close_action"), "{html}");
}

#[test]
fn a21_what_ran_by_the_policy_alone_says_so() {
    let mut free = ran("succeeded", result(0));
    free.approval_id = None;
    free.decision = None;
    free.policy.level = Level::Runs;
    free.policy.rule_id = Some("ru_5".into());
    free.policy.reason = "A rule lets it run.".into();
    let html = in_thread(card(free.clone()));
    says(&html, &["Ran without asking: rule ru_5, policy version 7. A rule lets it run."]);
    assert!(html.contains("id=\"card-ac_2\""), "{html}");
    free.state = "approved".into();
    let html = in_thread(card(free));
    says(&html, &["Runs without asking", "Waiting for RECEPTION-02 to take it."]);
    assert!(!words(&html).contains("You can still stop it") && !html.contains("revoke"), "{html}");
}
