//! Requests that are overtaken: by the clock, by their task's end, by what the agent says next.

use crate::{
    actions::propose,
    desk::{Desk, code, review},
};
use domain::{TaskStatus, wire};
use serde_json::json;

#[tokio::test]
async fn t12_a_task_is_not_tried_again_while_its_result_waits_and_its_next_try_has_a_review_of_its_own()
 {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let first = desk.work(0).await;
    assert_eq!(first.status, TaskStatus::Review);
    let again = wire::RetryTask { content: Some("echo second".into()), ..Default::default() };
    let early = desk.mc.retry_task(&desk.ana, &task.id, again.clone()).await;
    assert_eq!(code(early), "invalid_field", "two tries never wait side by side");
    desk.mc.review(&desk.ana, &task.id, review("reject", None)).await.expect("decides");
    let second = desk.mc.retry_task(&desk.ana, &task.id, again).await.expect("again");
    desk.mc.run_task(&desk.ana, &second.id).await.expect("runs");
    let second = desk.work(0).await;
    assert_eq!((second.content.as_str(), second.attempt), ("echo second", 2));
    let old = desk.mc.review(&desk.ana, &task.id, review("approve", None)).await;
    assert_eq!(code(old), "already_decided", "the old review takes no answer for the new one");
    assert_eq!(desk.task(&second.id).await.status, TaskStatus::Review);
}

#[tokio::test]
async fn t20_nothing_goes_out_in_any_state_but_approved() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let mut number = 0;
    let mut ask = async |within: Option<u32>| {
        number += 1;
        let mut body = propose(&task, json!({"script": format!("echo {number}")}));
        body.change.decide_within_seconds = within;
        desk.mc.propose(&fae, body).await.expect("proposed")
    };
    let pending = ask(None).await;
    let rejected = ask(None).await;
    desk.answer(&rejected, "reject").await.expect("decides");
    let withdrawn = ask(None).await;
    desk.mc.withdraw_action(&fae, &withdrawn.id).await.expect("taken back");
    let superseded = ask(None).await;
    let change = propose(&task, json!({"script": "echo other"})).change;
    desk.mc.revise_action(&fae, &superseded.id, change).await.expect("changed");
    let revoked = ask(None).await;
    desk.answer(&revoked, "approve").await.expect("decides");
    let approval = revoked.approval_id.as_deref().expect("asked");
    desk.mc.revoke(&desk.ana, approval).await.expect("taken back");
    let expired = ask(Some(5)).await;
    let lapsed = ask(None).await;
    desk.answer(&lapsed, "approve").await.expect("decides");
    desk.pass(3601);
    assert!(desk.claim_action().await.expect("asks").is_none(), "before anybody swept");
    desk.mc.sweep().await.expect("sweeps");
    let states = [
        (&pending, "pending"),
        (&rejected, "rejected"),
        (&withdrawn, "withdrawn"),
        (&superseded, "superseded"),
        (&revoked, "revoked"),
        (&expired, "expired"),
        (&lapsed, "lapsed"),
    ];
    for (action, state) in states {
        assert_eq!(desk.action(&action.id).await.state, state);
    }
    assert!(desk.claim_action().await.expect("asks").is_none(), "nothing was allowed");
    desk.answer(&pending, "approve").await.expect("decides");
    assert_eq!(desk.claim_action().await.expect("asks").expect("free").id, pending.id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t30_an_answer_and_the_clock_at_the_same_moment_have_one_winner() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let mut answered = 0;
    for round in 0..40 {
        let body =
            propose(&task, json!({"script": format!("echo {round}"), "decideWithinSeconds": 10}));
        let action = desk.mc.propose(&fae, body).await.expect("proposed");
        // The last second, and the first one after it.
        let late = round % 2;
        desk.pass(9 + late);
        let (answer, swept) = tokio::join!(desk.answer(&action, "approve"), desk.mc.sweep());
        swept.expect("sweeps");
        assert_eq!(answer.is_ok(), late == 0, "round {round}: {answer:?}");
        desk.pass(1);
        desk.mc.sweep().await.expect("sweeps");
        let state = desk.action(&action.id).await.state;
        assert_eq!(state, if late == 0 { "approved" } else { "expired" }, "round {round}");
        let gone = desk.claim_action().await.expect("asks").map(|work| work.id);
        assert_eq!(gone.is_some(), late == 0, "round {round}");
        answered += usize::from(gone.is_some());
        desk.pass(50);
    }
    assert_eq!(answered, 20);
}

#[tokio::test]
async fn t34_what_depends_on_a_task_that_is_called_off_never_starts() {
    let desk = Desk::new().await;
    let wait_for = |id: &str| wire::CreateTask { depends_on: vec![id.into()], ..desk.command() };
    for state in ["draft", "asking", "queued", "running", "review"] {
        let body = wire::CreateTask {
            run: state != "draft",
            approve_before_run: state == "asking",
            ..desk.command()
        };
        let task = desk.create(body).await;
        let behind = desk.create(wait_for(&task.id)).await;
        let last = desk.create(wait_for(&behind.id)).await;
        let mut work = None;
        match state {
            "running" => work = Some(desk.claim().await.expect("work")),
            "review" => drop(desk.work(0).await),
            _ => {}
        }
        desk.mc.cancel_task(&desk.ana, &task.id).await.expect("called off");
        if let Some(work) = work {
            desk.report(&work, wire::RunOutcome::Cancelled).await.expect("ends");
        }
        assert_eq!(desk.task(&task.id).await.status, TaskStatus::Cancelled, "{state}");
        for id in [&behind.id, &last.id] {
            let task = desk.task(id).await;
            let failure = task.failure.expect("why").code;
            assert_eq!((failure.as_str(), task.started_at), ("dependency_failed", None), "{state}");
        }
        assert!(desk.claim().await.is_none(), "{state}");
    }
    // A prompt whose agent has asked: the request goes with it.
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let behind = desk.create(wait_for(&prompt.id)).await;
    let action = desk.mc.propose(&fae, propose(&prompt, json!({}))).await.expect("proposed");
    desk.answer(&action, "approve").await.expect("decides");
    desk.mc.cancel_task(&desk.ana, &prompt.id).await.expect("called off");
    assert_eq!(desk.action(&action.id).await.state, "withdrawn");
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert_eq!(desk.task(&behind.id).await.status, TaskStatus::Failed);
}
