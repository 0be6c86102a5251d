//! From triage to resolution, and how outside systems hear of it.

use crate::{
    actions::propose,
    desk::{Desk, code, review},
};
use domain::{TaskStatus, wire};
use serde_json::json;

fn hook(name: &str) -> wire::CreateWebhook {
    wire::CreateWebhook { name: name.into(), url: "https://psa.example/hook".into() }
}

#[tokio::test]
async fn a18_a19_a_ticket_goes_from_prompt_through_an_approved_action_to_a_told_resolution() {
    let desk = Desk::new().await;
    let made = desk.mc.create_webhook(&desk.ana, hook("PSA")).await.expect("made");
    assert!(made.secret.starts_with("whsec_"));
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    desk.answer(&action, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("free");
    desk.end_action(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let finish = wire::FinishTask {
        outcome: "succeeded".into(),
        output: Some("The cache is empty.\n".into()),
        expected: None,
    };
    let ended = desk.mc.finish_task(&fae, &task.id, finish).await.expect("ends");
    assert_eq!(ended.status, TaskStatus::Review, "its result waits like any other");
    assert!(desk.mc.due_tellings().await.expect("read").is_empty(), "nothing is resolved yet");
    desk.mc.review(&desk.ana, &task.id, review("approve", None)).await.expect("decides");
    let due = desk.mc.due_tellings().await.expect("read");
    assert_eq!(due.len(), 1);
    let told: serde_json::Value = serde_json::from_str(&due[0].delivery.body).expect("json");
    assert_eq!(told["type"], "task.done");
    assert_eq!(told["data"]["output"], "The cache is empty.\n");
    assert_eq!(told["data"]["decidedBy"], "Ana");
    assert_eq!(due[0].webhook.secret, made.secret);
}

#[tokio::test]
async fn a_telling_is_tried_again_later_each_time_and_then_given_up() {
    let desk = Desk::new().await;
    desk.mc.create_webhook(&desk.ana, hook("PSA")).await.expect("made");
    desk.mode(false).await;
    desk.create(desk.command()).await;
    desk.work(0).await;
    for (tries, wait) in domain::webhook::RETRY_AFTER.iter().enumerate() {
        let due = desk.mc.due_tellings().await.expect("read");
        assert_eq!(due.len(), 1, "try {tries}");
        desk.mc.told(due[0].clone(), Err("It answered 500.".into())).await.expect("kept");
        assert!(desk.mc.due_tellings().await.expect("read").is_empty(), "not before its time");
        desk.pass(*wait);
    }
    let due = desk.mc.due_tellings().await.expect("read");
    desk.mc.told(due[0].clone(), Err("It answered 500.".into())).await.expect("kept");
    desk.pass(1_000_000);
    assert!(desk.mc.due_tellings().await.expect("read").is_empty());
    let shown = desk.mc.webhooks(&desk.ana).await.expect("read");
    let last = &shown[0].deliveries[0];
    assert_eq!((last.state.as_str(), last.tries), ("given_up", 11));
    assert_eq!(last.error.as_deref(), Some("It answered 500."));
}

#[tokio::test]
async fn a20_a_desktop_offers_a_hands_on_way_in_and_odd_addresses_are_refused() {
    let desk = Desk::new().await;
    desk.greet(&[]).await;
    let change = |address: &str| wire::ChangeDesktop {
        remote_access_url: Some(address.into()),
        ..Default::default()
    };
    let body = change("https://remote.example/{hostname}?name={name}");
    desk.mc.change_desktop(&desk.ana, &desk.desktop, body).await.expect("changed");
    let task = desk.prompt("Fae").await;
    assert_eq!(
        task.remote_access_url.as_deref(),
        Some("https://remote.example/build-1.lan?name=build-1")
    );
    for odd in ["javascript:alert(1)", "data:text/html,x", "/relative", " https://x"] {
        let refused = desk.mc.change_desktop(&desk.ana, &desk.desktop, change(odd)).await;
        assert_eq!(code(refused), "invalid_field", "{odd}");
    }
    let agents = desk.mc.agents(&desk.ana).await.expect("read");
    assert_eq!(agents.len(), 1);
    assert_eq!((agents[0].name.as_str(), agents[0].running), ("Fae", 1));
}

#[tokio::test]
async fn a_result_that_is_not_what_was_announced_is_a_weighty_one() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = json!({
        "outcome": "succeeded", "output": "did something else",
        "expected": {"outputPattern": "all good"}
    });
    let finish = serde_json::from_value(body).expect("a body");
    let ended = desk.mc.finish_task(&fae, &task.id, finish).await.expect("ends");
    assert!(!ended.findings.expect("compared").matches());
    let id = &ended.pending_approval_ids[0];
    let approval = desk.mc.approval(&desk.ana, id).await.expect("there");
    assert_eq!(approval.risk, domain::approval::Risk::High);
}
