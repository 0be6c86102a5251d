//! What a runner is given carries the signed word that it may run: signed when somebody said so, and gone when that no
//! longer counts.

use crate::desk::{Desk, code};
use domain::{Grant, Permit, limits::START_WITHIN, wire};
use serde_json::json;
use service::store::Write;

/// The permit, as a runner reads it.
fn read(permit: Option<&domain::SignedPermit>) -> Permit {
    let permit = permit.expect("a permit");
    let (key, signature) = permit.seal().expect("sealed");
    assert_eq!(key, [7; 32]);
    assert_eq!(&signature[..], &permit.text.as_bytes()[..64], "it is over this text");
    Permit::parse(&permit.text).expect("reads")
}

async fn drop_permit(desk: &Desk, work: &str) {
    let mut change = service::Change::default();
    change.writes.push(Write::DropPermit(work.to_owned()));
    desk.store.commit(change).await.expect("drops");
}

#[tokio::test]
async fn every_way_to_run_carries_who_said_so_for_exactly_that() {
    let desk = Desk::new().await;
    let ana = desk.ana.party().id;
    // A task that nobody holds before it runs.
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let permit = read(work.permit.as_ref());
    assert_eq!(permit.work, task.id);
    assert_eq!(permit.digest, work.run_digest(&permit.desktop));
    assert!(matches!(&permit.grants[..], [Grant::Asked { by, .. }] if *by == ana), "{permit:?}");
    let until = permit.until.expect("an end").seconds_since(desk.mc.now());
    assert!((-1..=0).contains(&(until - START_WITHIN)), "{until}");
    assert_eq!(permit.desktop.as_str(), desk.desktop.as_str());
    // One that a person approves.
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let task = desk.create(asks).await;
    desk.decide(&task, "approve").await.expect("decides");
    let work = desk.claim().await.expect("work");
    let second = read(work.permit.as_ref());
    assert_eq!(second.digest, work.run_digest(&second.desktop));
    assert!(matches!(&second.grants[..], [Grant::Approved { by, .. }] if *by == ana));
    assert!(second.until.is_some() && second.nonce != permit.nonce);
    // An action that a person approves.
    let action = desk.proposed("echo one").await;
    desk.answer(&action, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("an action");
    let permit = read(work.permit.as_ref());
    assert_eq!((permit.work.as_str(), permit.digest), (action.id.as_str(), work.bound.digest()));
    assert_eq!(permit.enrolment, work.bound.enrolment);
    assert!(matches!(&permit.grants[..], [Grant::Approved { by, .. }] if *by == ana));
    // One that the policy lets run.
    let body = serde_json::from_value(json!({"preset": "autonomous"})).expect("a preset");
    desk.mc.change_policy(&desk.ana, body).await.expect("changes");
    let action = desk.proposed("echo two").await;
    assert_eq!(action.state, "approved");
    let work = desk.claim_action().await.expect("asks").expect("an action");
    let permit = read(work.permit.as_ref());
    assert_eq!(permit.digest, work.bound.digest());
    assert!(matches!(&permit.grants[..], [Grant::Allowed { rule: None, .. }]), "{permit:?}");
}

#[tokio::test]
async fn a_yes_that_is_taken_back_leaves_no_permit() {
    let desk = Desk::new().await;
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let task = desk.create(asks).await;
    assert_eq!(desk.store.permit(&task.id).await.expect("reads"), None, "nobody said yes yet");
    let approval = desk.decide(&task, "approve").await.expect("decides").approval;
    assert!(desk.store.permit(&task.id).await.expect("reads").is_some());
    desk.mc.revoke(&desk.ana, &approval.id).await.expect("revokes");
    assert_eq!(desk.store.permit(&task.id).await.expect("reads"), None);
    let action = desk.proposed("echo one").await;
    let approval = desk.answer(&action, "approve").await.expect("decides").approval;
    assert!(desk.store.permit(&action.id).await.expect("reads").is_some());
    desk.mc.revoke(&desk.ana, &approval.id).await.expect("revokes");
    assert_eq!(desk.store.permit(&action.id).await.expect("reads"), None);
    // Called off before it began.
    let task = desk.create(desk.command()).await;
    assert!(desk.store.permit(&task.id).await.expect("reads").is_some());
    desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancels");
    assert_eq!(desk.store.permit(&task.id).await.expect("reads"), None);
}

#[tokio::test]
async fn what_was_let_go_without_a_permit_waits_for_a_person_again() {
    let desk = Desk::new().await;
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let approved = desk.create(asks).await;
    desk.decide(&approved, "approve").await.expect("decides");
    let action = desk.proposed("echo one").await;
    desk.answer(&action, "approve").await.expect("decides");
    let asked = desk.create(desk.command()).await;
    for id in [&approved.id, &action.id, &asked.id] {
        drop_permit(&desk, id).await;
    }
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert!(desk.claim().await.is_none());
    assert!(desk.claim().await.is_none());
    assert_eq!(desk.action(&action.id).await.state, "pending");
    let again = desk.task(&approved.id).await;
    assert_eq!(again.phase.as_deref(), Some("asking"));
    assert_eq!(desk.task(&asked.id).await.phase.as_deref(), Some("draft"));
    for id in [&approved.id, &asked.id, &action.task_id] {
        let thread = desk.mc.messages(&desk.ana, id, 0, None, 0).await.expect("a thread");
        assert!(thread.items.iter().any(|m| m.text.contains("signed permit")), "it says why");
    }
    desk.decide(&again, "approve").await.expect("decides");
    assert!(desk.claim().await.is_some());
    let found = desk.mc.revoke(&desk.ana, &again.pending_approval_ids[0]).await;
    assert_eq!(code(found), "execution_already_claimed");
}

#[tokio::test]
async fn a_prompt_that_was_a_draft_runs_with_the_agent_that_was_fixed_when_it_was_asked_to() {
    let desk = Desk::new().await;
    for ask_first in [false, true] {
        desk.greet(&["Ada", "Bob"]).await;
        let body = json!({"type": "prompt", "content": "Look around", "desktopId": desk.desktop,
            "approveBeforeRun": ask_first});
        let draft = desk.create(serde_json::from_value(body).expect("a body")).await;
        assert_eq!((draft.phase.as_deref(), draft.agent.as_deref()), (Some("draft"), None));
        let asked = desk.mc.run_task(&desk.ana, &draft.id).await.expect("asks");
        assert_eq!(asked.agent.as_deref(), Some("Ada"));
        if ask_first {
            desk.decide(&asked, "approve").await.expect("decides");
        }
        let work = desk.claim().await.expect("work");
        let permit = read(work.permit.as_ref());
        assert_eq!(
            (work.agent.as_deref(), permit.digest),
            (Some("Ada"), work.run_digest(&permit.desktop))
        );
        desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    }
}

#[tokio::test]
async fn what_another_key_signed_is_asked_again() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let theirs = domain::SignedPermit::new("text".into(), &[8; 32], &[8; 64]);
    let mut change = service::Change::default();
    let at = domain::Timestamp(1);
    change.writes.push(Write::PutPermit { work: task.id.clone(), permit: Box::new(theirs), at });
    desk.store.commit(change).await.expect("puts");
    assert!(desk.claim().await.is_none());
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("draft"));
}

#[tokio::test]
async fn a_task_that_waited_too_long_for_its_desktop_does_not_run_by_itself() {
    let desk = Desk::new().await;
    let (late, just) = (desk.create(desk.command()).await, desk.create(desk.command()).await);
    let claimed = async |seconds: i64, id: &str| {
        desk.pass(seconds);
        let work = desk.claim().await?;
        assert_eq!(work.id, id);
        let until = read(work.permit.as_ref()).until.expect("an end");
        Some(until.seconds_since(desk.mc.now()))
    };
    let until = claimed(START_WITHIN - 10, &late.id).await.expect("in time");
    assert!((8..=10).contains(&until), "{until}");
    assert!(claimed(10, &just.id).await.is_none(), "over");
    let waits = desk.task(&just.id).await;
    assert_eq!(waits.phase.as_deref(), Some("draft"));
    assert_eq!(desk.store.permit(&just.id).await.expect("reads"), None);
    let thread = desk.mc.messages(&desk.ana, &just.id, 0, None, 0).await.expect("a thread");
    assert!(thread.items.iter().any(|m| m.text.contains("within 30 days")), "it says why");
    // One click, and it is permitted anew.
    desk.mc.run_task(&desk.ana, &just.id).await.expect("asks");
    let anew = claimed(0, &just.id).await.expect("work");
    assert!((-2..=0).contains(&(anew - START_WITHIN)), "{anew}");
}

#[tokio::test]
async fn a_permit_without_an_end_that_an_earlier_version_signed_is_asked_for_anew() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let stored = desk.store.permit(&task.id).await.expect("reads");
    let endless = Permit { until: None, ..read(stored.as_ref()) };
    let text = endless.text();
    let signature = text.as_bytes()[..64].try_into().expect("64 bytes");
    let permit = Box::new(domain::SignedPermit::new(text, &[7; 32], &signature));
    let mut change = service::Change::default();
    change.writes.push(Write::PutPermit { work: task.id.clone(), permit, at: desk.mc.now() });
    desk.store.commit(change).await.expect("puts");
    assert!(desk.claim().await.is_none());
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("draft"));
}
