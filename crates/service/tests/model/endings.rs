//! What may never change from one step to the next: an end stays an end, a decision stays what it was.

use crate::{
    ledger::{Answer, Ledger},
    picture::Picture,
    steps::Kind,
};
use domain::{Gate, TaskStatus, wire};

/// Compares what is with what was, and with what was seen to happen.
pub fn check(before: &Picture, now: &Picture, ledger: &mut Ledger) {
    for approval in &now.approvals {
        let was = before.approvals.iter().find(|was| was.id == approval.id);
        let gone = ["revoked", "withdrawn", "lapsed"].contains(&approval.state.as_str());
        if let (true, Some(answer)) = (gone, ledger.answers.get_mut(&approval.id)) {
            answer.taken_back = true;
        }
        self::approval(was, approval, ledger);
    }
    for task in &now.tasks {
        self::task(before.tasks.iter().find(|was| was.id == task.id), task, now, ledger);
    }
    for action in &now.actions {
        self::action(before.actions.iter().find(|was| was.id == action.id), action, ledger);
    }
}

fn approval(was: Option<&wire::Approval>, now: &wire::Approval, ledger: &Ledger) {
    let answer = ledger.answers.get(&now.id);
    let word = answer.map(|answer| if answer.yes { "approved" } else { "rejected" });
    match now.state.as_str() {
        "approved" | "rejected" => assert_eq!(word, Some(now.state.as_str()), "{}", now.id),
        "revoked" | "lapsed" => assert_eq!(word, Some("approved"), "{}", now.id),
        "pending" | "expired" | "superseded" => assert_eq!(word, None, "{}", now.id),
        _ => {}
    }
    let Some(was) = was else { return };
    assert_eq!((&was.digest, was.decide_by), (&now.digest, now.decide_by), "{} changed", now.id);
    if was.state != now.state {
        let ended = was.state == "approved"
            && ["revoked", "withdrawn", "lapsed"].contains(&now.state.as_str());
        assert!(
            was.state == "pending" || ended,
            "{} was {} and is {}",
            now.id,
            was.state,
            now.state
        );
    }
    if was.decision.is_some() && now.state != "withdrawn" {
        assert_eq!(was.decision, now.decision, "a decision changed");
    }
}

fn task(was: Option<&wire::Task>, now: &wire::Task, picture: &Picture, ledger: &Ledger) {
    let (id, job) = (&now.id, &ledger.jobs[&now.id]);
    let outside = matches!(job.asked.kind, Kind::Outside(_));
    if now.started_at.is_some() {
        for other in &now.depends_on {
            let other = picture.tasks.iter().find(|task| task.id == *other).expect("it is there");
            assert_eq!(other.status, TaskStatus::Done, "{id} started before {}", other.id);
        }
        assert!(outside || ledger.given.contains_key(id), "{id} started, and no runner had it");
        let yes = |a: &Answer| a.work == *id && a.gate == Gate::BeforeRun && a.yes;
        let asked = !job.asked.ask_first || ledger.answers.values().any(yes);
        assert!(asked, "{id} started, and nobody said yes");
    } else {
        assert!(!ledger.given.contains_key(id), "{id} was given out and has not started");
    }
    if now.status == TaskStatus::Done {
        let yes = |a: &Answer| a.work == *id && a.gate == Gate::AfterRun && a.yes;
        assert_eq!(now.gated, Some(ledger.answers.values().any(yes)), "whose result {id} is");
    }
    let Some(was) = was else { return };
    let is_final =
        [TaskStatus::Done, TaskStatus::Failed, TaskStatus::Cancelled].contains(&was.status);
    if is_final {
        assert_eq!(end(was), end(now), "the end of {id} changed");
    }
    if was.status == TaskStatus::Review && now.status != TaskStatus::Review {
        let answered = |a: &Answer| a.work == *id && a.gate == Gate::AfterRun;
        let decided = ledger.answers.values().any(answered) || ledger.called_off.contains(id);
        assert!(decided, "{id} was held, and nobody decided");
    }
    assert!(
        was.status != TaskStatus::Running || now.status != TaskStatus::Pending,
        "{id} ran and waits again"
    );
}

fn end(task: &wire::Task) -> impl PartialEq + std::fmt::Debug {
    (
        (task.status, task.failure.clone(), task.exit_code, task.gated),
        (task.started_at, task.completed_at, task.decided_at, task.decided_by.clone()),
        task.feedback.clone(),
    )
}

fn action(was: Option<&wire::Action>, now: &wire::Action, ledger: &Ledger) {
    let (id, state) = (&now.id, now.state.as_str());
    let ran = ["running", "succeeded", "failed", "outcome_unknown"].contains(&state);
    assert_eq!(ran, ledger.given.contains_key(id), "{id} is {state}");
    let closed = ledger.closed.get(id).map(|who| who.name());
    assert_eq!(now.closed.as_ref().map(|by| by.by.name.clone()), closed, "who closed {id}");
    let Some(was) = was else { return };
    let open = ["pending", "approved", "running"].contains(&was.state.as_str());
    if was.state == "running" {
        assert!(state != "pending" && state != "approved", "{id} ran and waits again");
    }
    if !open {
        assert_eq!(was.state, now.state, "the end of {id} changed");
        assert_eq!(was.digest, now.digest, "what {id} was changed");
        assert_eq!(was.decision, now.decision, "the decision about {id} changed");
        // What a silent runner says late is added once, as evidence.
        if was.result.is_some() {
            assert_eq!(was.result, now.result, "the result of {id} changed");
        } else if now.result.is_some() {
            assert_eq!(state, "outcome_unknown", "{id} has a result after its end");
        }
    }
}
