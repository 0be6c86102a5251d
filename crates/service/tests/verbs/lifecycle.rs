//! A task's way from created to done or failed, with the gate after the run.

use crate::desk::{Desk, code, review};
use domain::{TaskStatus, person::Role, wire};
use service::ApprovalList;

#[tokio::test]
async fn a_finished_run_waits_in_review_and_an_approval_moves_it_to_done() {
    let desk = Desk::new().await;
    let created = desk.create(desk.command()).await;
    assert_eq!((created.number, created.status), (1, TaskStatus::Pending));
    let work = desk.claim().await.expect("it is queued");
    assert_eq!(work.content, "echo hi");
    assert_eq!(desk.task(&created.id).await.status, TaskStatus::Running);
    let ended = desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    assert_eq!(
        (ended.status, ended.gated, ended.exit_code),
        (TaskStatus::Review, Some(true), Some(0))
    );
    assert_eq!(ended.pending_approval_ids.len(), 1);
    let listed = desk.mc.approvals(&desk.ana, ApprovalList::default()).await.expect("lists").items;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (listed[0].task.id.clone(), listed[0].completed_at),
        (ended.id.clone(), ended.completed_at)
    );
    assert!(listed[0].can_decide);
    let resolved =
        desk.mc.review(&desk.ana, &ended.id, review("approve", None)).await.expect("decides");
    assert_eq!(resolved.task.status, TaskStatus::Done);
    assert_eq!(resolved.approval.state, "approved");
    assert!(
        desk.mc
            .approvals(&desk.ana, ApprovalList::default())
            .await
            .expect("lists")
            .items
            .is_empty()
    );
}

#[tokio::test]
async fn a_rejected_result_fails_and_its_retry_carries_the_feedback() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    desk.work(0).await;
    let feedback = "Database name should be myapp_staging, not myapp_prod";
    let resolved = desk
        .mc
        .review(&desk.ana, &task.id, review("reject", Some(feedback)))
        .await
        .expect("rejects");
    assert_eq!(resolved.task.status, TaskStatus::Failed);
    assert_eq!(resolved.task.failure.expect("why").code.as_str(), "rejected");
    assert_eq!(desk.task(&task.id).await.feedback.as_deref(), Some(feedback));
    let revised = wire::RetryTask { content: Some("echo revised".into()), ..Default::default() };
    let retry = desk.mc.retry_task(&desk.ana, &task.id, revised).await.expect("tries again");
    assert_eq!(retry.retry_of.as_deref(), Some(task.id.as_str()));
    assert_eq!((retry.attempt, retry.status), (2, TaskStatus::Pending));
    assert_eq!(retry.previous_feedback.as_deref(), Some(feedback));
    assert_eq!(retry.content, "echo revised");
    let twice = desk.mc.retry_task(&desk.ana, &retry.id, wire::RetryTask::default()).await;
    assert_eq!(code(twice), "invalid_field", "what is not over is not tried again");
}

#[tokio::test]
async fn both_ways_of_deciding_act_on_one_record() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let task = desk.create(desk.command()).await;
    let ended = desk.work(0).await;
    let id = ended.pending_approval_ids[0].clone();
    desk.mc.review(&desk.ana, &task.id, review("reject", Some("no"))).await.expect("Ana was first");
    let late = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: None,
        reason: None,
        checklist: None,
        desktop: None,
        password: None,
    };
    let lost = desk.mc.resolve(&bo, &id, late).await;
    let Err(service::Error::Refused(refusal)) = lost else { panic!("{lost:?}") };
    let problem = wire::Problem::from(&refusal);
    assert_eq!((problem.status, problem.code.as_str()), (409, "already_decided"));
    let winner = problem.decision.expect("the winner");
    assert_eq!((winner.by.name.as_str(), winner.feedback.as_deref()), ("Ana", Some("no")));
    assert_eq!(
        code(desk.mc.review(&bo, &task.id, review("approve", None)).await),
        "already_decided"
    );
    let again =
        desk.mc.review(&desk.ana, &task.id, review("reject", None)).await.expect("the same again");
    assert!(again.replayed, "the same person saying the same is not a lost race");
    assert_eq!(again.task.feedback.as_deref(), Some("no"), "and the first answer stays");
}

#[tokio::test]
async fn the_mode_is_read_when_the_run_ends_and_then_fixed() {
    let desk = Desk::new().await;
    desk.mode(false).await;
    let free = desk.create(desk.command()).await;
    assert_eq!(desk.work(0).await.status, TaskStatus::Done);
    assert_eq!(desk.task(&free.id).await.gated, Some(false));
    let flagged = desk.create(wire::CreateTask { requires_approval: true, ..desk.command() }).await;
    assert_eq!(desk.work(0).await.status, TaskStatus::Review, "its own flag holds it");
    let caught = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("running");
    desk.mode(true).await;
    let ended = desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    assert_eq!(
        (ended.id, ended.status),
        (caught.id.clone(), TaskStatus::Review),
        "on catches what still runs"
    );
    desk.mode(false).await;
    assert_eq!(desk.task(&caught.id).await.status, TaskStatus::Review, "off releases nothing");
    assert_eq!(desk.task(&flagged.id).await.status, TaskStatus::Review);
}

#[tokio::test]
async fn a_run_that_fails_never_waits_for_a_person() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let ended = desk.work(3).await;
    assert_eq!((ended.status, ended.exit_code), (TaskStatus::Failed, Some(3)));
    assert_eq!(ended.failure.expect("why").code.as_str(), "exit_code");
    assert_eq!(
        code(desk.mc.review(&desk.ana, &task.id, review("approve", None)).await),
        "not_in_review"
    );
}

#[tokio::test]
async fn a_draft_runs_once() {
    let desk = Desk::new().await;
    let task = desk.create(wire::CreateTask { run: false, ..desk.command() }).await;
    assert!(desk.claim().await.is_none(), "nobody asked it to run");
    desk.mc.run_task(&desk.ana, &task.id).await.expect("asked");
    assert_eq!(code(desk.mc.run_task(&desk.ana, &task.id).await), "not_pending");
    desk.work(0).await;
    assert_eq!(code(desk.mc.run_task(&desk.ana, &task.id).await), "not_pending");
    assert!(desk.claim().await.is_none());
}

#[tokio::test]
async fn what_happened_is_told_in_order_and_audited_in_a_chain() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    desk.work(0).await;
    desk.mc.review(&desk.ana, &task.id, review("approve", None)).await.expect("decides");
    let events = desk.mc.activity(&desk.ana, 0, Some(200)).await.expect("lists").items;
    let kinds: Vec<&str> = events
        .iter()
        .filter(|event| event.payload["taskId"] == task.id.as_str())
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "task.created",
            "task.queued",
            "task.started",
            "task.completed",
            "task.review",
            "approval.requested",
            "approval.decided",
            "task.done",
        ]
    );
    let rows = desk
        .mc
        .audit(&desk.ana, &service::Deeds::default(), 0, Some(200))
        .await
        .expect("lists")
        .items;
    assert!(rows.iter().any(|row| row.action == "approval.approve" && row.actor.name == "Ana"));
    for pair in rows.windows(2) {
        assert_eq!(pair[1].prev_hash, pair[0].hash, "row {}", pair[1].seq);
    }
}

#[tokio::test]
async fn cancelling_takes_back_what_was_asked() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let ended = desk.work(0).await;
    let cancelled = desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancels");
    assert_eq!(cancelled.status, TaskStatus::Cancelled);
    let approval =
        desk.mc.approval(&desk.ana, &ended.pending_approval_ids[0]).await.expect("is there");
    assert_eq!(approval.state, "withdrawn");
    assert_eq!(
        code(desk.mc.review(&desk.ana, &task.id, review("approve", None)).await),
        "withdrawn"
    );
    assert_eq!(code(desk.mc.cancel_task(&desk.ana, &task.id).await), "already_final");
}
