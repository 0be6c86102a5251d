//! T32: what waits is told of again, and what nobody decides in time is never approved by that.

use crate::desk::{Desk, code};
use domain::{TaskStatus, person::Role, wire};

async fn settings(desk: &Desk, remind: u32, decide: u32) {
    let body = wire::ChangeSettings {
        remind_after_minutes: Some(remind),
        decide_within_minutes: Some(decide),
        ..wire::ChangeSettings::default()
    };
    desk.mc.change_settings(&desk.ana, body).await.expect("changes");
}

async fn asked(desk: &Desk) -> wire::Task {
    desk.create(wire::CreateTask { approve_before_run: true, ..desk.command() }).await
}

/// What the system said in the thread about waiting.
async fn said(desk: &Desk, task: &wire::Task) -> Vec<String> {
    let thread = desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("a thread");
    let texts = thread.items.into_iter().map(|message| message.text);
    texts.filter(|text| text.contains("has waited for a decision")).collect()
}

#[tokio::test]
async fn what_waits_too_long_names_who_may_decide_and_what_waits_behind_it_once() {
    let desk = Desk::new().await;
    desk.person("Bo", Role::Approver).await;
    desk.person("Cy", Role::Operator).await;
    settings(&desk, 30, 0).await;
    let task = asked(&desk).await;
    let depends_on = vec![task.id.clone()];
    let behind = desk.create(wire::CreateTask { depends_on, ..desk.command() }).await;
    desk.pass(30 * 60 - 1);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(said(&desk, &task).await, Vec::<String>::new());
    desk.pass(1);
    for _ in 0..3 {
        desk.mc.sweep().await.expect("sweeps");
        desk.pass(60);
    }
    let text = format!(
        "This has waited for a decision for 30 minutes. Ana and Bo may approve it. MC-{} waits behind it.",
        behind.number
    );
    assert_eq!(said(&desk, &task).await, [text]);
    let approval = desk.mc.approval(&desk.ana, &task.pending_approval_ids[0]).await.expect("there");
    assert!(approval.reminded_at.is_some() && approval.state == "pending", "nothing was decided");
    desk.decide(&task, "approve").await.expect("it can still be approved");
}

#[tokio::test]
async fn t32_a_deadline_over_a_weekend_warns_at_three_quarters_and_then_ends_without_a_yes() {
    let desk = Desk::new().await;
    let weekend: i64 = 48 * 60;
    settings(&desk, 0, 48 * 60).await;
    let task = asked(&desk).await;
    let depends_on = vec![task.id.clone()];
    let behind = desk.create(wire::CreateTask { depends_on, ..desk.command() }).await;
    desk.pass(weekend * 45 - 1);
    desk.mc.sweep().await.expect("sweeps");
    assert!(said(&desk, &task).await.is_empty(), "not before 75 %");
    desk.pass(1);
    desk.mc.sweep().await.expect("sweeps");
    let texts = said(&desk, &task).await;
    assert!(texts.len() == 1 && texts[0].contains("Its time is up at"), "{texts:?}");
    desk.pass(weekend * 15);
    let late = desk.mc.approval(&desk.ana, &task.pending_approval_ids[0]).await.expect("there");
    assert!(!late.can_decide, "no buttons, even before anybody swept");
    assert_eq!(code(desk.decide(&task, "approve").await), "expired");
    desk.mc.sweep().await.expect("sweeps");
    let over = desk.task(&task.id).await;
    assert_eq!(
        (over.status, over.failure.expect("why").code.as_str()),
        (TaskStatus::Failed, "expired")
    );
    assert_eq!(
        desk.task(&behind.id).await.status,
        TaskStatus::Failed,
        "what depends on it fails closed"
    );
    assert!(desk.claim().await.is_none());
    // One click asks again.
    let body = wire::RetryTask::default();
    let again = desk.mc.retry_task(&desk.ana, &task.id, body).await.expect("tries again");
    let again = desk.mc.run_task(&desk.ana, &again.id).await.expect("asks again");
    assert_eq!(again.phase.as_deref(), Some("asking"));
}

#[tokio::test]
async fn what_has_waited_is_told_of_again_when_its_time_is_nearly_up() {
    let desk = Desk::new().await;
    settings(&desk, 10, 100).await;
    let task = asked(&desk).await;
    for (minutes, times) in [(9, 0), (1, 1), (64, 1), (1, 2), (20, 2)] {
        desk.pass(minutes * 60);
        desk.mc.sweep().await.expect("sweeps");
        assert_eq!(said(&desk, &task).await.len(), times, "after {minutes} more");
    }
    settings(&desk, 0, 0).await;
    let quiet = asked(&desk).await;
    desk.pass(90 * 24 * 3600);
    desk.mc.sweep().await.expect("sweeps");
    assert!(said(&desk, &quiet).await.is_empty());
    let waits = desk.mc.approval(&desk.ana, &quiet.pending_approval_ids[0]).await.expect("there");
    assert_eq!((waits.state.as_str(), waits.decide_by), ("pending", None), "no deadline, no end");
}

#[tokio::test]
async fn times_that_cannot_be_are_refused() {
    let desk = Desk::new().await;
    let off = |remind, decide| wire::ChangeSettings {
        remind_after_minutes: Some(remind),
        decide_within_minutes: Some(decide),
        ..wire::ChangeSettings::default()
    };
    for body in [off(43_201, 0), off(0, 43_201), off(u32::MAX, u32::MAX)] {
        assert_eq!(code(desk.mc.change_settings(&desk.ana, body).await), "invalid_field");
    }
    desk.mc.change_settings(&desk.ana, off(43_200, 43_200)).await.expect("30 days");
}
