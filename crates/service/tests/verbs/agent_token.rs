//! What an agent speaks with that a runner started: its own task, and nothing else, until the run ends.

use crate::desk::{Desk, code};
use domain::{Actor, wire};
use serde_json::json;

/// A prompt task that the desktop's agent Fern works on, claimed.
async fn claimed(desk: &Desk) -> wire::TaskWork {
    desk.greet(&["Fern"]).await;
    let body = json!({"type": "prompt", "content": "Tidy", "desktopId": desk.desktop,
        "agent": "Fern", "run": true});
    desk.create(serde_json::from_value(body).expect("a body")).await;
    desk.claim().await.expect("work")
}

fn token(work: &wire::TaskWork) -> &str {
    &work.agent_token.as_ref().expect("a prompt has one").0
}

fn proposal(task: &str) -> wire::Propose {
    let body = json!({"taskId": task, "interpreter": "sh", "script": "true", "description": "Does nothing."});
    serde_json::from_value(body).expect("a proposal")
}

#[tokio::test]
async fn it_speaks_as_the_agent_of_its_task_and_of_no_other() {
    let desk = Desk::new().await;
    let work = claimed(&desk).await;
    let fern = desk.mc.authenticate_key(token(&work)).await.expect("works");
    assert_eq!(fern, Actor::TaskAgent { task: domain::TaskId::new(&work.id), name: "Fern".into() });
    let action = desk.mc.propose(&fern, proposal(&work.id)).await.expect("proposed");
    assert_eq!((action.requested_by.name.as_str(), action.state.as_str()), ("Fern", "pending"));
    assert_eq!(desk.mc.action(&fern, &action.id, 0).await.expect("its own").id, action.id);

    let other = desk.prompt("Fae").await;
    assert_eq!(code(desk.mc.propose(&fern, proposal(&other.id)).await), "not_your_task");
    assert_eq!(code(desk.mc.task(&fern, &other.id).await), "not_your_task");
    let theirs =
        desk.mc.propose(&desk.agent("Fae").await, proposal(&other.id)).await.expect("Fae's");
    assert_eq!(code(desk.mc.action(&fern, &theirs.id, 0).await), "not_your_task");
    assert_eq!(code(desk.mc.withdraw_action(&fern, &theirs.id).await), "not_your_task");
}

#[tokio::test]
async fn it_decides_makes_and_reads_nothing_else() {
    let desk = Desk::new().await;
    let work = claimed(&desk).await;
    let fern = desk.mc.authenticate_key(token(&work)).await.expect("works");
    let action = desk.mc.propose(&fern, proposal(&work.id)).await.expect("proposed");
    let answer = json!({"decision": "approve", "digest": action.digest});
    let answer = serde_json::from_value(answer).expect("an answer");
    let approval = action.approval_id.expect("asked");
    assert_eq!(code(desk.mc.resolve(&fern, &approval, answer).await), "insufficient_scope");
    let nobodys = "insufficient_scope";
    assert_eq!(code(desk.mc.create_task(&fern, desk.command()).await), nobodys);
    assert_eq!(code(desk.mc.tasks(&fern, service::TaskFilter::default()).await), nobodys);
    assert_eq!(code(desk.mc.claim_work(&fern, wire::Claim::default(), 0).await), nobodys);
    assert_eq!(code(desk.mc.keys(&fern).await), nobodys);
    assert_eq!(code(desk.mc.cancel_task(&fern, &work.id).await), nobodys);
    assert!(!desk.mc.me(&fern).can_decide);
}

#[tokio::test]
async fn it_ends_with_the_run_and_another_secret_never_worked() {
    let desk = Desk::new().await;
    let work = claimed(&desk).await;
    let first = token(&work).to_owned();
    let id = work.id.trim_start_matches("t_");
    assert!(first.starts_with(&format!("mc_agent_{id}_")), "{first}");
    let body = wire::Heartbeat { lease: work.lease.clone() };
    desk.mc.heartbeat(&desk.runner, &work.id, body, 0).await.expect("alive");
    desk.mc.authenticate_key(&first).await.expect("a heartbeat keeps it");
    // Its check fits, and its secret is another one.
    let (known, _) = first.rsplit_once('_').expect("a secret stands last");
    let body = format!("{known}_{}", "a".repeat(52));
    let sum = <sha2::Sha256 as sha2::Digest>::digest(body.as_bytes());
    let forged =
        format!("{body}{}", data_encoding::BASE32_NOPAD_NOCASE.encode(&sum[..5]).to_lowercase());
    assert_eq!(code(desk.mc.authenticate_key(&forged).await), "unauthenticated");
    desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    assert_eq!(code(desk.mc.authenticate_key(&first).await), "unauthenticated");

    let again = claimed(&desk).await;
    let second = token(&again).to_owned();
    assert_ne!(first, second);
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(
        code(desk.mc.authenticate_key(&second).await),
        "unauthenticated",
        "the lease is over"
    );
}

#[tokio::test]
async fn a_command_has_none_and_nobody_reads_one_in_a_log() {
    let desk = Desk::new().await;
    desk.create(desk.command()).await;
    assert_eq!(desk.claim().await.expect("work").agent_token, None);
    let work = claimed(&desk).await;
    assert!(!format!("{work:?}").contains(token(&work)), "{work:?}");
    let shown = serde_json::to_string(&desk.task(&work.id).await).expect("json");
    assert!(!shown.contains("mc_agent_") && !shown.contains("agentToken"), "{shown}");
}
