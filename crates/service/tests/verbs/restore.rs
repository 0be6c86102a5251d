//! A database that was put back from a backup: what it holds as not begun may have run since, so a person is asked.

use crate::desk::{Desk, code};
use domain::{TaskStatus, wire};
use serde_json::json;

#[tokio::test]
async fn t68_what_was_approved_and_not_begun_asks_again() {
    let desk = Desk::new().await;
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let task = desk.create(asks).await;
    let old = task.pending_approval_ids[0].clone();
    desk.decide(&task, "approve").await.expect("decides");
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = json!({"taskId": prompt.id, "interpreter": "sh", "script": "echo one", "description": "One."});
    let body = serde_json::from_value(body).expect("a proposal");
    let action = desk.mc.propose(&fae, body).await.expect("proposed");
    desk.answer(&action, "approve").await.expect("decides");

    let recalled = desk.mc.recall_all(&desk.ana).await.expect("recalls");
    assert_eq!((recalled.asked, recalled.drafts), (2, 0));
    assert!(desk.claim().await.is_none(), "the task does not run on the old yes");
    assert!(desk.claim_action().await.expect("asks").is_none(), "nor does the action");
    assert_eq!(desk.mc.approval(&desk.ana, &old).await.expect("there").state, "revoked");
    let again = desk.task(&task.id).await;
    assert_eq!(again.phase.as_deref(), Some("asking"));
    assert_ne!(again.pending_approval_ids, [old]);
    assert_eq!(desk.action(&action.id).await.state, "pending");
    for id in [&task.id, &prompt.id] {
        let thread = desk.mc.messages(&desk.ana, id, 0, None, 0).await.expect("a thread");
        let why = thread.items.iter().filter(|m| m.text.contains("restored from a backup"));
        assert_eq!(why.count(), 1, "the thread says why");
    }
    let second = desk.mc.recall_all(&desk.ana).await.expect("recalls");
    assert_eq!((second.asked, second.drafts), (0, 0), "there is nothing left to take back");
    desk.decide(&again, "approve").await.expect("a person says yes again");
    assert!(desk.claim().await.is_some());
}

#[tokio::test]
async fn t68_what_needed_no_approval_and_what_waited_for_others_are_drafts() {
    let desk = Desk::new().await;
    let first = desk.create(desk.command()).await;
    desk.work(0).await;
    let queued = desk.create(desk.command()).await;
    let depends_on = vec![first.id.clone()];
    let held = desk.create(wire::CreateTask { depends_on, ..desk.command() }).await;
    let recalled = desk.mc.recall_all(&desk.ana).await.expect("recalls");
    assert_eq!((recalled.asked, recalled.drafts), (0, 2));
    desk.decide(&desk.task(&first.id).await, "approve").await.expect("the result counts");
    assert!(
        desk.claim().await.is_none(),
        "nothing starts by itself, also not behind a yes to another"
    );
    for id in [&queued.id, &held.id] {
        assert_eq!(desk.task(id).await.phase.as_deref(), Some("draft"));
    }
    desk.mc.run_task(&desk.ana, &queued.id).await.expect("asked for again");
    assert_eq!(desk.claim().await.expect("free").id, queued.id);
}

#[tokio::test]
async fn t68_what_was_running_is_lost_when_its_runner_does_not_come_back() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    desk.claim().await.expect("work");
    desk.mc.recall_all(&desk.ana).await.expect("recalls");
    assert_eq!(desk.task(&task.id).await.status, TaskStatus::Running);
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.task(&task.id).await.failure.expect("why").code.as_str(), "runner_lost");
}

#[tokio::test]
async fn only_an_administrator_takes_everything_back() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", domain::person::Role::Approver).await;
    assert_eq!(code(desk.mc.recall_all(&bo).await), "role_too_low");
}
