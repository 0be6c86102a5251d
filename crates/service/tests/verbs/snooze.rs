//! "Not now" is not a no: it is for one person, changes nothing about the request, and ends by itself.

use crate::desk::{Desk, code};
use domain::{Actor, Timestamp, person::Role, wire};
use service::ApprovalList;

async fn asked(desk: &Desk) -> wire::Task {
    desk.create(wire::CreateTask { approve_before_run: true, ..desk.command() }).await
}

async fn snooze(desk: &Desk, who: &Actor, task: &wire::Task, until: Option<Timestamp>) {
    let id = &task.pending_approval_ids[0];
    let came = desk.mc.snooze(who, id, wire::SnoozeApproval { until }).await.expect("put aside");
    assert_eq!(came.state, "pending", "it is not an answer");
}

/// The numbers of the tasks that wait for this person, and of those they have put aside.
async fn lists(desk: &Desk, who: &Actor) -> (Vec<i64>, Vec<i64>) {
    let mut both = [false, true].into_iter().map(async |snoozed| {
        let list = ApprovalList { snoozed: Some(snoozed), ..ApprovalList::default() };
        let page = desk.mc.approvals(who, list).await.expect("a list");
        assert!(page.items.iter().all(|item| item.snoozed.is_some() == snoozed));
        page.items.iter().map(|item| item.task.number).collect::<Vec<_>>()
    });
    let (waiting, aside) = (both.next().expect("two"), both.next().expect("two"));
    let (waiting, aside) = (waiting.await, aside.await);
    let count = desk.mc.waiting(who).await.expect("counts").total();
    assert_eq!(count as usize, waiting.len(), "the count is that of the list");
    (waiting, aside)
}

#[tokio::test]
async fn what_one_person_puts_aside_waits_for_everybody_else_and_comes_back_in_time() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let (one, two) = (asked(&desk).await, asked(&desk).await);
    let until = desk.mc.now().plus_seconds(3600);
    snooze(&desk, &desk.ana, &one, Some(until)).await;
    assert_eq!(lists(&desk, &desk.ana).await, (vec![two.number], vec![one.number]));
    assert_eq!(lists(&desk, &bo).await, (vec![one.number, two.number], vec![]));
    let oldest = desk.mc.waiting(&desk.ana).await.expect("counts").oldest.expect("one waits");
    let own = desk.mc.approval(&desk.ana, &two.pending_approval_ids[0]).await.expect("there");
    assert_eq!(oldest, own.requested_at, "what is put aside is not what waits longest");
    let everything = desk.mc.approvals(&desk.ana, ApprovalList::default()).await.expect("a list");
    assert_eq!(everything.items.len(), 2, "who does not ask for a list without it gets all");
    desk.pass(3600);
    assert_eq!(lists(&desk, &desk.ana).await, (vec![one.number, two.number], vec![]));
    // It can be answered while it is put aside.
    snooze(&desk, &desk.ana, &two, None).await;
    desk.decide(&two, "approve").await.expect("approved");
    assert_eq!(lists(&desk, &desk.ana).await, (vec![one.number], vec![]));
}

#[tokio::test]
async fn it_is_brought_back_by_hand_and_by_a_change() {
    let desk = Desk::new().await;
    let action = desk.proposed("rm -rf build").await;
    let id = action.approval_id.clone().expect("asked");
    let aside = async || {
        let now = desk.mc.approval(&desk.ana, &id).await.expect("there");
        now.snoozed
    };
    let forever = wire::SnoozeApproval { until: None };
    let came = desk.mc.snooze(&desk.ana, &id, forever.clone()).await.expect("put aside");
    assert_eq!(came.snoozed.map(|snoozed| snoozed.until), Some(None));
    assert!(desk.mc.unsnooze(&desk.ana, &id).await.expect("back").snoozed.is_none());
    assert!(desk.mc.unsnooze(&desk.ana, &id).await.expect("twice is fine").snoozed.is_none());

    desk.mc.snooze(&desk.ana, &id, forever).await.expect("put aside");
    desk.pass(20 * 24 * 3600);
    desk.mc.sweep().await.expect("sweeps");
    assert!(aside().await.is_some(), "time alone is no change, and neither is a reminder");
    // The agent asks for something else: that is another card, which nobody has put aside.
    let body = serde_json::json!({"interpreter": "sh", "script": "rm -rf build/cache",
        "description": "One."});
    let fae = desk.agent("Fae").await;
    let body = serde_json::from_value(body).expect("a revision");
    let next = desk.mc.revise_action(&fae, &action.id, body).await.expect("revised");
    let next = next.approval_id.expect("asks");
    let next = desk.mc.approval(&desk.ana, &next).await.expect("there");
    assert!(next.snoozed.is_none() && next.state == "pending");
    assert_eq!(lists(&desk, &desk.ana).await.1, Vec::<i64>::new());
}

#[tokio::test]
async fn the_yes_of_another_brings_it_back() {
    let desk = Desk::new().await;
    let (bo, cy) =
        (desk.person("Bo", Role::Approver).await, desk.person("Cy", Role::Approver).await);
    let rule = serde_json::json!({"level": "asks", "command": "echo *", "people": 2});
    let rule = serde_json::from_value(rule).expect("a rule");
    desk.mc.create_rule(&desk.ana, rule).await.expect("added");
    let action = desk.proposed("echo one").await;
    let id = action.approval_id.clone().expect("asked");
    for who in [&bo, &cy] {
        let body = wire::SnoozeApproval { until: None };
        desk.mc.snooze(who, &id, body).await.expect("put aside");
    }
    desk.answer(&action, "approve").await.expect("one of two");
    for who in [&bo, &cy] {
        assert!(desk.mc.approval(who, &id).await.expect("there").snoozed.is_none());
    }
}

#[tokio::test]
async fn its_time_goes_on_and_at_three_quarters_it_is_back() {
    let desk = Desk::new().await;
    let body = wire::ChangeSettings {
        decide_within_minutes: Some(100),
        ..wire::ChangeSettings::default()
    };
    desk.mc.change_settings(&desk.ana, body).await.expect("changes");
    let (one, two) = (asked(&desk).await, asked(&desk).await);
    snooze(&desk, &desk.ana, &one, None).await;
    snooze(&desk, &desk.ana, &two, Some(desk.mc.now().plus_seconds(24 * 3600))).await;
    desk.pass(75 * 60 - 1);
    assert_eq!(lists(&desk, &desk.ana).await.1, [one.number, two.number]);
    desk.pass(1);
    assert_eq!(lists(&desk, &desk.ana).await, (vec![one.number, two.number], vec![]));
    // And it does not go away again.
    let id = &one.pending_approval_ids[0];
    let body = wire::SnoozeApproval { until: None };
    assert_eq!(code(desk.mc.snooze(&desk.ana, id, body).await), "invalid_field");
    desk.pass(25 * 60);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.mc.approval(&desk.ana, id).await.expect("there").state, "expired");
}

#[tokio::test]
async fn a_time_that_cannot_be_and_a_request_that_is_over_are_refused() {
    let desk = Desk::new().await;
    let task = asked(&desk).await;
    let id = &task.pending_approval_ids[0];
    let at = |seconds| wire::SnoozeApproval { until: Some(desk.mc.now().plus_seconds(seconds)) };
    for seconds in [-1, 0, 30 * 24 * 3600 + 60] {
        let came = desk.mc.snooze(&desk.ana, id, at(seconds)).await;
        assert_eq!(code(came), "invalid_field", "{seconds} s");
    }
    let agent = desk.agent("Fae").await;
    assert_eq!(code(desk.mc.snooze(&agent, id, at(60)).await), "insufficient_scope");
    assert_eq!(code(desk.mc.snooze(&desk.runner, id, at(60)).await), "insufficient_scope");
    assert_eq!(code(desk.mc.snooze(&desk.ana, "ap_none", at(60)).await), "not_found");
    desk.decide(&task, "reject").await.expect("rejected");
    assert_eq!(code(desk.mc.snooze(&desk.ana, id, at(60)).await), "already_decided");
}
