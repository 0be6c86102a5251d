//! T32: what waits is told of again, and what nobody decides in time is never approved by that.

use crate::desk::{Desk, code};
use domain::{TaskStatus, person::Role, wire};
use serde_json::json;

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

#[tokio::test]
async fn each_gate_has_its_own_time_and_an_action_the_shortest_that_applies() {
    let desk = Desk::new().await;
    let change = |body| async {
        let body: wire::ChangeSettings = serde_json::from_value(body).expect("a change");
        desk.mc.change_settings(&desk.ana, body).await
    };
    let set = change(json!({"decideWithinMinutes": 90, "decideResultMinutes": 7})).await;
    let set = set.expect("changes");
    let of = |set: &wire::SettingsItem| {
        [set.decide_before_run_minutes, set.decide_action_minutes, set.decide_result_minutes]
    };
    assert_eq!(of(&set), [90, 90, 7]);
    let set = change(json!({"decideActionMinutes": 10})).await.expect("changes");
    assert_eq!(of(&set), [90, 10, 7]);
    for field in ["decideBeforeRunMinutes", "decideActionMinutes", "decideResultMinutes"] {
        assert_eq!(code(change(json!({(field): 43_201})).await), "invalid_field", "{field}");
    }

    let given = async |approval: &str| {
        let approval = desk.mc.approval(&desk.ana, approval).await.expect("there");
        approval.decide_by.expect("an end").seconds_since(approval.requested_at)
    };
    let held = asked(&desk).await;
    assert_eq!(given(&held.pending_approval_ids[0]).await, 90 * 60);
    desk.decide(&held, "approve").await.expect("runs");
    let ran = desk.work(0).await;
    assert_eq!(given(&ran.pending_approval_ids[0]).await, 7 * 60);

    let rule = json!({"level": "asks", "command": "echo *", "decideWithinSeconds": 120});
    let rule = serde_json::from_value(rule).expect("a rule");
    let rule = desk.mc.create_rule(&desk.ana, rule).await.expect("a rule");
    assert_eq!(rule.decide_within_seconds, Some(120));
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for (script, own, seconds) in [
        ("ls", None, 600),
        ("ls -a", Some(86_400), 600),
        ("ls -b", Some(30), 30),
        ("echo a", None, 120),
        ("echo b", Some(86_400), 120),
        ("echo c", Some(30), 30),
    ] {
        let body = json!({"taskId": task.id, "kind": "device_action", "interpreter": "bash",
            "script": script, "description": "Something.", "decideWithinSeconds": own});
        let body = serde_json::from_value(body).expect("a proposal");
        let action = desk.mc.propose(&fae, body).await.expect("proposed");
        assert_eq!(given(&action.approval_id.expect("asked")).await, seconds, "{script}");
    }
}

#[tokio::test]
async fn a_time_on_a_rule_is_for_rules_that_ask_and_within_its_limits() {
    let desk = Desk::new().await;
    for (level, seconds) in [("runs", 60), ("blocked", 60), ("asks", 0), ("asks", 2_592_001)] {
        let body = json!({"level": level, "command": "ls", "decideWithinSeconds": seconds});
        let body = serde_json::from_value(body).expect("a rule");
        let said = code(desk.mc.create_rule(&desk.ana, body).await);
        assert_eq!(said, "invalid_field", "{level} {seconds}");
    }
}
