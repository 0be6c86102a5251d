//! A desktop that is enrolled anew is another machine for whatever was asked or let go before.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    Actor, ApprovalId, DesktopId, KeyId, Permit, SignedPermit, TaskId, TaskState, TaskStatus,
    desktop::Desktop, task::Pending, wire,
};
use serde_json::json;
use service::store::Write;

async fn held(desk: &Desk) -> wire::Task {
    desk.create(wire::CreateTask { approve_before_run: true, ..desk.command() }).await
}

async fn stored(desk: &Desk) -> Desktop {
    let found = desk.store.desktop(&DesktopId::new(desk.desktop.as_str())).await.expect("reads");
    found.expect("the desktop")
}

/// Every way to wait for a desktop: two actions (asked, allowed), and tasks (asked, allowed, let go, held, running).
struct Waiting {
    actions: [wire::Action; 2],
    tasks: [wire::Task; 4],
}

impl Waiting {
    async fn on(desk: &Desk) -> Self {
        let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
        let action = async |script: &str| {
            let body = propose(&prompt, json!({"script": script}));
            desk.mc.propose(&fae, body).await.expect("proposed")
        };
        let actions = [action("echo one").await, action("echo two").await];
        desk.answer(&actions[1], "approve").await.expect("decides");
        let (asked, allowed) = (held(desk).await, held(desk).await);
        desk.decide(&allowed, "approve").await.expect("decides");
        let free = desk.create(desk.command()).await;
        let behind = wire::CreateTask { depends_on: vec![asked.id.clone()], ..desk.command() };
        let behind = desk.create(behind).await;
        Self { actions, tasks: [asked, allowed, free, behind] }
    }

    /// Nothing of it may run now, and each waits for a person who can say yes to it for this enrolment.
    async fn asks_again(&self, desk: &Desk, enrolment: &KeyId) {
        let [asked, allowed, free, behind] = &self.tasks;
        for action in &self.actions {
            let now = desk.action(&action.id).await;
            assert_eq!(now.state, "pending", "{:?}", action.script);
            assert_ne!((&now.digest, &now.approval_id), (&action.digest, &action.approval_id));
            desk.answer(action, "approve").await.expect_err("the old card");
            desk.answer(&now, "approve").await.expect("the new one");
            let work = desk.claim_action().await.expect("asks").expect("an action");
            let permit = Permit::parse(&work.permit.expect("a permit").text).expect("reads");
            assert_eq!((&permit.enrolment, &work.bound.enrolment), (enrolment, enrolment));
        }
        assert!(desk.claim().await.is_none());
        for task in [asked, allowed] {
            let now = desk.task(&task.id).await;
            assert_eq!(now.phase.as_deref(), Some("asking"));
            assert_ne!(now.pending_approval_ids, task.pending_approval_ids);
            desk.decide(task, "approve").await.expect_err("the old card");
            desk.decide(&now, "approve").await.expect("the new one");
        }
        assert_eq!(desk.task(&free.id).await.phase.as_deref(), Some("draft"));
        let thread = desk.mc.messages(&desk.ana, &free.id, 0, None, 0).await.expect("a thread");
        assert!(thread.items.iter().any(|said| said.text.contains("enrolled anew")), "says why");
        desk.mc.run_task(&desk.ana, &free.id).await.expect("asks");
        let mut ran = Vec::new();
        while let Some(work) = desk.claim().await {
            let permit = Permit::parse(&work.permit.clone().expect("a permit").text);
            assert_eq!(permit.expect("reads").enrolment, *enrolment);
            desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
            ran.push(work.id);
        }
        let mut expected = vec![asked.id.clone(), allowed.id.clone(), free.id.clone()];
        ran.sort();
        expected.sort();
        assert_eq!(ran, expected);
        // What was let go before and only waited for another task is not run by the old permit either.
        let first = desk.task(&asked.id).await;
        desk.decide(&first, "approve").await.expect("its result counts");
        assert!(desk.claim().await.is_none());
        assert_eq!(desk.task(&behind.id).await.phase.as_deref(), Some("draft"));
    }
}

async fn write(desk: &Desk, write: Write) {
    let mut change = service::Change::default();
    change.writes.push(write);
    desk.store.commit(change).await.expect("writes");
}

/// The server stopped right after the new enrolment was written.
async fn renewed_only(desk: &Desk) -> KeyId {
    let before = stored(desk).await;
    let enrolment = KeyId::new("k_another");
    let renewed = Box::new(Desktop { enrolment: enrolment.clone(), ..before.clone() });
    write(desk, Write::RenewDesktop { desktop: renewed, read: before.token }).await;
    enrolment
}

#[tokio::test]
async fn a_renewed_desktop_has_another_token_and_what_waited_for_it_is_asked_again() {
    let mut desk = Desk::new().await;
    let before = stored(&desk).await;
    let first = desk.mc.renew_desktop(&desk.ana, desk.desktop.as_str()).await.expect("renews");
    desk.runner = desk.mc.authenticate_key(&first.token).await.expect("comes in");
    let waiting = Box::pin(Waiting::on(&desk)).await;
    let made = desk.mc.renew_desktop(&desk.ana, desk.desktop.as_str()).await.expect("renews");
    let after = stored(&desk).await;
    assert_eq!((made.desktop.id.as_str(), &made.desktop.name), (before.id.as_str(), &before.name));
    assert_eq!((&after.token, &after.enrolment), (&after.enrolment, &after.token));
    assert_eq!(domain::key::enrolment(&made.token), Some(after.enrolment.clone()));
    assert_eq!(domain::key::pinned(&made.token), Some([7; 32]), "it names the key of now");
    assert!(!made.desktop.online, "the machine that was seen is not the one that will come");
    assert_eq!(code(desk.mc.authenticate_key(&first.token).await), "unauthenticated");
    let body = wire::Claim { free_slots: 1, free_action_slots: 1, ..wire::Claim::default() };
    let late = desk.mc.claim_work(&desk.runner, body, 0).await;
    assert_eq!(code(late), "unauthenticated", "who came in by the token before takes nothing");
    desk.runner = desk.mc.authenticate_key(&made.token).await.expect("comes in");
    assert!(matches!(&desk.runner, Actor::Runner { desktop, .. } if *desktop == after.id));
    waiting.asks_again(&desk, &after.enrolment).await;
}

#[tokio::test]
async fn what_a_renewal_did_not_come_to_is_found_when_it_would_be_given_out() {
    let desk = Desk::new().await;
    let (task, action) = (held(&desk).await, desk.proposed("echo one").await);
    desk.decide(&task, "approve").await.expect("decides");
    desk.answer(&action, "approve").await.expect("decides");
    let free = desk.create(desk.command()).await;
    let enrolment = renewed_only(&desk).await;
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert_eq!(desk.action(&action.id).await.state, "pending");
    for _ in 0..2 {
        assert!(desk.claim().await.is_none());
    }
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("asking"));
    assert_eq!(desk.task(&free.id).await.phase.as_deref(), Some("draft"));
    desk.answer(&desk.action(&action.id).await, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("an action");
    assert_eq!(work.bound.enrolment, enrolment);
}

#[tokio::test]
async fn a_yes_to_a_card_from_before_a_renewal_counts_for_nothing() {
    let desk = Desk::new().await;
    let (first, second) = (held(&desk).await, held(&desk).await);
    let enrolment = renewed_only(&desk).await;
    desk.decide(&second, "reject").await.expect("a no is always possible");
    assert_eq!(code(desk.decide(&first, "approve").await), "target_changed");
    assert!(desk.claim().await.is_none());
    let now = desk.task(&first.id).await;
    assert_eq!(now.phase.as_deref(), Some("asking"));
    assert_ne!(now.pending_approval_ids, first.pending_approval_ids);
    desk.decide(&now, "approve").await.expect("the new card");
    let work = desk.claim().await.expect("runs");
    let permit = Permit::parse(&work.permit.expect("a permit").text).expect("reads");
    assert_eq!((work.id, permit.enrolment), (first.id, enrolment));
}

#[tokio::test]
async fn a_claim_looks_at_the_enrolment_that_was_asked_about_whatever_the_permit_says() {
    let desk = Desk::new().await;
    let task = held(&desk).await;
    desk.decide(&task, "approve").await.expect("decides");
    let enrolment = renewed_only(&desk).await;
    let signed = desk.store.permit(&task.id).await.expect("reads").expect("a permit");
    let permit = Permit { enrolment, ..Permit::parse(&signed.text).expect("reads") };
    let permit = Box::new(SignedPermit::new(permit.text(), &[7; 32], &[9; 64]));
    write(&desk, Write::PutPermit { work: task.id.clone(), permit, at: desk.mc.now() }).await;
    assert!(desk.claim().await.is_none());
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("asking"));
}

#[tokio::test]
async fn upkeep_asks_again_what_a_renewal_did_not_come_to_once() {
    let desk = Desk::new().await;
    let (asked, allowed) = (held(&desk).await, held(&desk).await);
    desk.decide(&allowed, "approve").await.expect("decides");
    let action = desk.proposed("echo one").await;
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.task(&asked.id).await.pending_approval_ids, asked.pending_approval_ids);
    renewed_only(&desk).await;
    let cards = async || {
        let (asked, allowed) = (desk.task(&asked.id).await, desk.task(&allowed.id).await);
        let action = desk.action(&action.id).await;
        (asked.pending_approval_ids, allowed.pending_approval_ids, action.approval_id)
    };
    let before = cards().await;
    desk.mc.sweep().await.expect("sweeps");
    let after = cards().await;
    assert_ne!(before.0, after.0);
    assert_eq!((before.1.len(), after.1.len()), (0, 1));
    assert_ne!(before.2, after.2);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(cards().await, after, "what is asked for this enrolment is left alone");
}

#[tokio::test]
async fn the_new_token_is_handed_out_although_asking_again_fails() {
    let desk = Desk::new().await;
    let task = held(&desk).await;
    // A card that is not there: asking again cannot take its place.
    let before = desk.store.task(&TaskId::new(&task.id)).await.expect("reads").expect("there").task;
    let lost = Pending::Asking { approval: ApprovalId::new("ap_none"), since: desk.mc.now() };
    let mut after = before.clone();
    after.state = TaskState::Pending(lost);
    after.version = before.version.next();
    write(&desk, Write::UpdateTask { task: Box::new(after), read: before.version }).await;
    let made = desk.mc.renew_desktop(&desk.ana, desk.desktop.as_str()).await.expect("renews");
    desk.mc.authenticate_key(&made.token).await.expect("comes in");
    assert_eq!(code(desk.mc.sweep().await), "not_found", "and upkeep does not take it for done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_replaced_in_the_instant_of_a_claim_takes_nothing() {
    for gives_action in [false, true] {
        let desk = Desk::new().await;
        if gives_action {
            let action = desk.proposed("echo one").await;
            desk.answer(&action, "approve").await.expect("decides");
        } else {
            desk.create(desk.command()).await;
        }
        desk.replace_token_between();
        let body = wire::Claim { free_slots: 1, free_action_slots: 1, ..wire::Claim::default() };
        let late = desk.mc.claim_work(&desk.runner, body, 0).await;
        assert_eq!(code(late), "unauthenticated", "action: {gives_action}");
    }
}

#[tokio::test]
async fn a_runner_that_waits_for_work_when_its_desktop_is_renewed_gets_none() {
    let desk = Desk::new().await;
    let body = wire::Claim { free_slots: 1, ..wire::Claim::default() };
    let (mission, runner) = (desk.mc.clone(), desk.runner.clone());
    let waiting = tokio::spawn(async move { mission.claim_work(&runner, body, 20).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    desk.mc.renew_desktop(&desk.ana, desk.desktop.as_str()).await.expect("renews");
    let task = desk.create(desk.command()).await;
    assert_eq!(code(waiting.await.expect("ends")), "unauthenticated");
    assert_eq!(desk.task(&task.id).await.status, TaskStatus::Pending);
}

#[tokio::test]
async fn only_an_administrator_renews_and_only_what_is_there() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", domain::person::Role::Approver).await;
    assert_eq!(code(desk.mc.renew_desktop(&bo, desk.desktop.as_str()).await), "role_too_low");
    assert_eq!(code(desk.mc.renew_desktop(&desk.ana, "d_none").await), "not_found");
    desk.mc.remove_desktop(&desk.ana, desk.desktop.as_str()).await.expect("removes");
    let removed = desk.mc.renew_desktop(&desk.ana, desk.desktop.as_str()).await;
    assert_eq!(code(removed), "not_found");
}
