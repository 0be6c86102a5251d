//! Who waits is woken by what concerns them, once, and by nothing else.

use crate::desk::Desk;
use domain::{
    Actor,
    event::{EventKind, NewEvent},
    wire,
};
use service::{Change, MissionControl};
use std::time::Duration;
use tokio::task::JoinHandle;

fn waits(mc: &MissionControl, actor: &Actor, id: &str) -> JoinHandle<wire::Action> {
    let (mc, actor, id) = (mc.clone(), actor.clone(), id.to_owned());
    tokio::spawn(async move { mc.action(&actor, &id, 50).await.expect("an action") })
}

/// All of them have looked once and wait for the bell.
async fn until_waiting(mc: &MissionControl, polls: usize) {
    while mc.polls().waiting < polls {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_decision_wakes_the_agent_that_waits_for_it_and_no_other() {
    let desk = Desk::new().await;
    let mut waiting = Vec::new();
    for n in 0..8 {
        let action = desk.proposed(&format!("echo {n}")).await;
        waiting.push((waits(&desk.mc, &desk.ana, &action.id), action));
    }
    until_waiting(&desk.mc, 8).await;
    let before = desk.mc.polls().woken;
    for (poll, action) in waiting.drain(..4) {
        desk.answer(&action, "reject").await.expect("decided");
        assert_eq!(poll.await.expect("answers").state, "rejected");
    }
    // Those whom the timer sent to look are not counted; it may have been faster than the bell now and then.
    let woken = desk.mc.polls().woken - before;
    assert!((1..=4).contains(&woken), "{woken}");
    assert!(waiting.iter().all(|(poll, _)| !poll.is_finished()));
    desk.mc.hang_up();
    for (poll, _) in waiting {
        assert_eq!(poll.await.expect("answers").state, "pending", "with what there is");
    }
    assert_eq!(desk.mc.polls().waiting, 0);
}

#[tokio::test]
async fn a_claim_is_woken_by_work_for_its_own_desktop() {
    let desk = Desk::new().await;
    let body = wire::CreateDesktop { name: "other".into(), group: None };
    let other = desk.mc.add_desktop(&desk.ana, body).await.expect("a desktop");
    desk.greet(&[]).await;
    let begun = desk.mc.polls().woken;
    let (mc, runner) = (desk.mc.clone(), desk.runner.clone());
    let claim = tokio::spawn(async move {
        let body = wire::Claim { free_slots: 1, ..wire::Claim::default() };
        mc.claim_work(&runner, body, 50).await.expect("asks")
    });
    until_waiting(&desk.mc, 1).await;
    let elsewhere = wire::CreateTask { desktop_id: other.desktop.id, ..desk.command() };
    desk.create(elsewhere).await;
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
    assert_eq!(desk.mc.polls().woken, begun, "work for another desktop is not for this one");
    let task = desk.create(desk.command()).await;
    match claim.await.expect("answers") {
        Some(wire::Work::Task(work)) => assert_eq!(work.id, task.id),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_another_process_did_wakes_whom_it_concerns_without_a_ring() {
    let desk = Desk::new().await;
    let one = desk.proposed("echo one").await;
    let other = desk.proposed("echo other").await;
    // Somebody listens, so somebody reads the events: from the first on that they hear of.
    let mut live = desk.mc.live(&desk.mc.console(), None).await.expect("listens");
    desk.create(desk.command()).await;
    assert!(live.next().await.is_ok());
    let polls = [waits(&desk.mc, &desk.ana, &one.id), waits(&desk.mc, &desk.ana, &other.id)];
    until_waiting(&desk.mc, 2).await;
    let before = desk.mc.polls().woken;
    let fact = NewEvent::new(EventKind::ActionFinished, desk.mc.now()).with("actionId", one.id);
    let change = Change { events: vec![fact], ..Change::default() };
    desk.store.commit(change).await.expect("written");
    while desk.mc.polls().woken == before {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(desk.mc.polls().woken, before + 1, "the other one sleeps on");
    desk.mc.hang_up();
    for poll in polls {
        poll.await.expect("answers");
    }
}

#[tokio::test]
async fn what_everything_hangs_on_wakes_everybody() {
    let desk = Desk::new().await;
    let one = desk.proposed("echo one").await;
    let other = desk.proposed("echo other").await;
    let polls = [waits(&desk.mc, &desk.ana, &one.id), waits(&desk.mc, &desk.ana, &other.id)];
    until_waiting(&desk.mc, 2).await;
    let before = desk.mc.polls().woken;
    desk.mode(false).await;
    while desk.mc.polls().woken < before + 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    desk.mc.hang_up();
    for poll in polls {
        poll.await.expect("answers");
    }
}
