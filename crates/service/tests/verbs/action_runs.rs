//! What a runner does with an approved action: once, in time, and truthfully told.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    Actor,
    change::{ChangeKind, FileChange},
    log::Stream,
    wire::{self, RunOutcome},
};
use serde_json::json;

async fn approved(desk: &Desk, change: serde_json::Value) -> (wire::Task, Actor, wire::Action) {
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, change)).await.expect("proposed");
    desk.answer(&action, "approve").await.expect("decides");
    (task, fae, action)
}

async fn write(desk: &Desk, work: &wire::ActionWork, seq: i64, stream: Stream, text: &str) {
    let data_b64 = data_encoding::BASE64.encode(text.as_bytes());
    let pieces = vec![wire::LogPiece { seq, stream, data_b64, at: domain::Timestamp(1) }];
    let body = wire::PushLogs { lease: work.lease.clone(), pieces };
    desk.mc.push_logs(&desk.runner, &work.id, body).await.expect("stored");
}

#[tokio::test]
async fn a11_what_came_back_stands_in_the_thread() {
    let desk = Desk::new().await;
    let (task, fae, action) = approved(&desk, json!({})).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!(desk.action(&action.id).await.state, "running");
    write(&desk, &work, 1, Stream::Stdout, "freed 3 GB\n").await;
    write(&desk, &work, 2, Stream::Stderr, "one file stays\n").await;
    write(&desk, &work, 1, Stream::Stdout, "freed 3 GB\n").await;
    desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let thread = desk.mc.messages(&fae, &task.id, 0, None, 0).await.expect("read").items;
    let card = thread.last().and_then(|message| message.action.clone()).expect("its card");
    let result = card.result.expect("what came back");
    assert_eq!((card.state.as_str(), result.exit_code), ("succeeded", Some(0)));
    assert_eq!(
        (result.stdout.as_str(), result.stderr.as_str()),
        ("freed 3 GB\n", "one file stays\n")
    );
    assert!(result.finished_at > result.started_at);
    let again = desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("again");
    assert_eq!(again.state, "succeeded");
    assert!(desk.claim_action().await.expect("asks").is_none(), "never a second run");
}

#[tokio::test]
async fn what_was_announced_is_compared_and_differences_are_told() {
    let desk = Desk::new().await;
    let expected = json!({"exitCode": 0, "outputPattern": "^freed", "files": ["cache.db"]});
    let (_, _, action) = approved(&desk, json!({ "expected": expected })).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert!(work.look_at_files);
    write(&desk, &work, 1, Stream::Stdout, "freed 3 GB\n").await;
    let touched = FileChange {
        path: "passwd".into(),
        change: ChangeKind::Modified,
        old_path: None,
        additions: 1,
        deletions: 0,
        diff: "@@".into(),
        binary: false,
        truncated: false,
    };
    let body = wire::PushFiles { lease: work.lease.clone(), files: vec![touched] };
    desk.mc.push_files(&desk.runner, &work.id, body).await.expect("stored");
    desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let result = desk.action(&action.id).await.result.expect("what came back");
    assert_eq!(result.matches_expected, Some(false));
    let told: Vec<String> =
        result.differences.0.iter().map(domain::action::Difference::text).collect();
    assert_eq!(
        told,
        ["passwd changed. That was not announced.", "cache.db did not change. It was announced.",]
    );
    assert_eq!(result.files.len(), 1);
}

#[tokio::test]
async fn t21_eight_claims_of_one_action_have_one_winner() {
    let desk = Desk::new().await;
    for _ in 0..10 {
        let (_, _, _) = approved(&desk, json!({"script": "true"})).await;
        let claims = (0..8).map(|_| desk.claim_action());
        let taken = futures_all(claims).await;
        let winners: Vec<_> = taken.into_iter().filter_map(|work| work.ok().flatten()).collect();
        assert_eq!(winners.len(), 1);
        desk.end_action(&winners[0], RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    }
}

async fn futures_all<T>(each: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = each.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn t26_revoke_and_claim_have_one_winner() {
    let desk = Desk::new().await;
    for round in 0..40 {
        let (_, _, action) = approved(&desk, json!({"script": "true"})).await;
        let id = action.approval_id.clone().expect("asked");
        let (revoked, claimed) = tokio::join!(desk.mc.revoke(&desk.ana, &id), desk.claim_action());
        let claimed = claimed.expect("asks");
        assert_ne!(revoked.is_ok(), claimed.is_some(), "round {round}: exactly one of them");
        let state = desk.action(&action.id).await.state;
        assert_eq!(state, if claimed.is_some() { "running" } else { "revoked" });
        if let Some(work) = claimed {
            assert_eq!(code(revoked), "execution_already_claimed");
            desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
        }
    }
}

#[tokio::test]
async fn t24_a_silent_runner_leaves_an_unknown_outcome_that_only_a_person_closes() {
    let desk = Desk::new().await;
    let (_, fae, action) = approved(&desk, json!({})).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    let beat = wire::Heartbeat { lease: work.lease.clone() };
    desk.pass(20);
    desk.mc.heartbeat(&desk.runner, &work.id, beat.clone(), 0).await.expect("alive");
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.action(&action.id).await.state, "outcome_unknown");
    assert_eq!(code(desk.mc.heartbeat(&desk.runner, &work.id, beat, 0).await), "lease_lost");
    assert!(desk.claim_action().await.expect("asks").is_none(), "never run again by itself");

    write(&desk, &work, 1, Stream::Stdout, "it did run\n").await;
    let late = desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("kept");
    assert_eq!(late.result.as_ref().expect("evidence").stdout, "it did run\n");
    assert_eq!(late.state, "outcome_unknown", "a late report decides nothing");
    assert_eq!(late.result.expect("evidence").exit_code, Some(0));
    let close = wire::CloseAction { ran: true };
    assert_eq!(code(desk.mc.close_action(&fae, &action.id, close).await), "insufficient_scope");
    let closed = desk.mc.close_action(&desk.ana, &action.id, close).await.expect("closed");
    assert!(closed.closed.expect("by a person").ran);
    assert_eq!(code(desk.mc.close_action(&desk.ana, &action.id, close).await), "outcome_known");
}

#[tokio::test]
async fn the_word_of_another_lease_is_refused() {
    let desk = Desk::new().await;
    approved(&desk, json!({})).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    let other = wire::ActionWork { lease: "l_other".into(), ..work.clone() };
    let lease = || other.lease.clone();
    let piece = wire::LogPiece {
        seq: 1,
        stream: Stream::Stdout,
        data_b64: String::new(),
        at: domain::Timestamp(1),
    };
    let logs = wire::PushLogs { lease: lease(), pieces: vec![piece] };
    assert_eq!(code(desk.mc.push_logs(&desk.runner, &work.id, logs).await), "lease_lost");
    let files = wire::PushFiles { lease: lease(), files: Vec::new() };
    assert_eq!(code(desk.mc.push_files(&desk.runner, &work.id, files).await), "lease_lost");
    let ended = desk.end_action(&other, RunOutcome::Exited { exit_code: 0 }).await;
    assert_eq!(code(ended), "lease_lost");
    let beat = wire::Heartbeat { lease: lease() };
    assert_eq!(code(desk.mc.heartbeat(&desk.runner, &work.id, beat, 0).await), "lease_lost");
}

#[tokio::test]
async fn t22_a_runner_that_cannot_say_leaves_it_unknown() {
    let desk = Desk::new().await;
    let (_, _, action) = approved(&desk, json!({})).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    desk.end_action(&work, RunOutcome::Lost).await.expect("told");
    assert_eq!(desk.action(&action.id).await.state, "outcome_unknown");
    let not_started = approved(&desk, json!({"script": "true"})).await.2;
    let work = desk.claim_action().await.expect("asks").expect("free");
    let outcome = RunOutcome::NotStarted { reason: "pwsh is not installed.".into() };
    desk.end_action(&work, outcome).await.expect("told");
    let told = desk.action(&not_started.id).await;
    assert_eq!(told.state, "failed");
    assert_eq!(told.result.expect("how").reason.as_deref(), Some("pwsh is not installed."));
}

#[tokio::test]
async fn t27_a_yes_that_no_runner_used_in_an_hour_lapses() {
    let desk = Desk::new().await;
    let (task, _, action) = approved(&desk, json!({})).await;
    desk.pass(3601);
    assert!(desk.claim_action().await.expect("asks").is_none(), "also before anybody swept");
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.action(&action.id).await.state, "lapsed");
    let approval = action.approval_id.as_deref().expect("asked");
    assert_eq!(desk.mc.approval(&desk.ana, approval).await.expect("there").state, "lapsed");
    assert_eq!(desk.task(&task.id).await.status, domain::TaskStatus::Running, "the agent goes on");
}

#[tokio::test]
async fn cancelling_the_task_stops_its_running_action() {
    let desk = Desk::new().await;
    let (task, fae, action) = approved(&desk, json!({})).await;
    let work = desk.claim_action().await.expect("asks").expect("free");
    let finish = wire::FinishTask { outcome: "succeeded".into(), output: None, expected: None };
    assert_eq!(code(desk.mc.finish_task(&fae, &task.id, finish).await), "action_running");
    desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled");
    let beat = wire::Heartbeat { lease: work.lease.clone() };
    let told = desk.mc.heartbeat(&desk.runner, &work.id, beat, 0).await.expect("alive");
    assert!(told.cancel);
    desk.end_action(&work, RunOutcome::Cancelled).await.expect("ends");
    assert_eq!(desk.action(&action.id).await.state, "failed");
}

#[tokio::test]
async fn a_runners_agent_speaks_under_its_own_name() {
    let desk = Desk::new().await;
    desk.greet(&["Tour"]).await;
    let body = serde_json::from_value(json!({
        "type": "prompt", "content": "Look around", "desktopId": desk.desktop, "run": true
    }));
    let task = desk.create(body.expect("a body")).await;
    assert_eq!(
        task.agent.as_deref(),
        Some("Tour"),
        "which agent works on it is fixed when it is asked to run"
    );
    let early = desk.mc.propose(&desk.runner, propose(&task, json!({}))).await;
    assert_eq!(code(early), "not_your_task", "it does not hold it yet");
    let work = desk.claim().await.expect("work");
    let say = wire::PostMessage { text: "Here I am.".into() };
    let said = desk.mc.post_message(&desk.runner, &task.id, say).await.expect("said");
    assert_eq!((said.author.name.as_str(), said.author.kind), ("Tour", domain::PartyKind::Agent));
    let action = desk.mc.propose(&desk.runner, propose(&task, json!({}))).await.expect("proposed");
    assert_eq!(action.requested_by.name, "Tour");
    let usage =
        domain::usage::Usage { model: "m".into(), turns: 2, input_tokens: 9, output_tokens: 4 };
    let push = wire::PushUsage { lease: work.lease.clone(), usage: usage.clone() };
    desk.mc.push_usage(&desk.runner, &task.id, push).await.expect("kept");
    assert_eq!(desk.task(&task.id).await.usage, Some(usage));
    desk.report(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    assert_eq!(
        desk.action(&action.id).await.state,
        "withdrawn",
        "an agent that is gone asks for nothing"
    );
}

#[tokio::test]
async fn an_agent_that_dies_while_it_waits_asks_for_nothing_any_more() {
    let desk = Desk::new().await;
    desk.greet(&["Tour"]).await;
    let body = serde_json::from_value(json!({
        "type": "prompt", "content": "Look around", "desktopId": desk.desktop, "run": true
    }));
    let task = desk.create(body.expect("a body")).await;
    desk.claim().await.expect("work");
    let action = desk.mc.propose(&desk.runner, propose(&task, json!({}))).await.expect("proposed");
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.task(&task.id).await.failure.expect("why").code.as_str(), "runner_lost");
    assert_eq!(desk.action(&action.id).await.state, "withdrawn");
    assert_eq!(code(desk.answer(&action, "approve").await), "withdrawn");
    assert!(desk.claim_action().await.expect("asks").is_none());
}

#[tokio::test]
async fn r9_a_yes_of_somebody_who_may_no_longer_decide_is_asked_again() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    let bo = desk.person("Bo", domain::person::Role::Approver).await;
    let yes = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: Some(action.digest.clone()),
        checklist: None,
        reason: None,
        desktop: Some("build-1".into()),
        password: None,
    };
    let old = action.approval_id.clone().expect("asked");
    desk.mc.resolve(&bo, &old, yes).await.expect("decides");
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disabled");
    assert!(desk.claim_action().await.expect("asks").is_none(), "it does not run on that yes");
    let again = desk.action(&action.id).await;
    assert_eq!(again.state, "pending");
    assert_ne!(again.approval_id, Some(old.clone()));
    assert_eq!(desk.mc.approval(&desk.ana, &old).await.expect("there").state, "revoked");
    desk.answer(&again, "approve").await.expect("Ana decides");
    assert!(desk.claim_action().await.expect("asks").is_some());
}

#[tokio::test]
async fn what_the_policy_let_run_asks_when_the_policy_changed_before_it_was_taken() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let rule = serde_json::from_value(json!({"level": "runs", "command": "echo *"}));
    let rule = desk.mc.create_rule(&desk.ana, rule.expect("a rule")).await.expect("made");
    let body = propose(&task, json!({"script": "echo two"}));
    let action = desk.mc.propose(&fae, body).await.expect("proposed");
    assert_eq!(action.state, "approved");
    desk.mc.revoke_rule(&desk.ana, &rule.id, None).await.expect("revoked");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let asks = desk.action(&action.id).await;
    assert_eq!((asks.state.as_str(), asks.policy.level), ("pending", domain::policy::Level::Asks));
    desk.answer(&asks, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!(work.digest, asks.digest);
}
