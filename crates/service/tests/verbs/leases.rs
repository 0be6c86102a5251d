//! Leases: one runner's word counts, for as long as it shows that it lives.

use crate::desk::{Desk, PASSWORD, code};
use domain::{TaskStatus, log::Stream, person::Role, wire};
use service::Deeds;

fn heartbeat(work: &wire::TaskWork) -> wire::Heartbeat {
    wire::Heartbeat { lease: work.lease.clone() }
}

fn piece(seq: i64, stream: Stream, bytes: &[u8]) -> wire::LogPiece {
    let data_b64 = data_encoding::BASE64.encode(bytes);
    wire::LogPiece { seq, stream, data_b64, at: domain::Timestamp(1) }
}

#[tokio::test]
async fn a_silent_runner_loses_its_task_and_its_late_word_is_refused() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    desk.pass(20);
    desk.mc.heartbeat(&desk.runner, &work.id, heartbeat(&work), 0).await.expect("alive");
    desk.pass(20);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.task(&task.id).await.status, TaskStatus::Running, "the heartbeat kept it");
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    let lost = desk.task(&task.id).await;
    assert_eq!(lost.failure.expect("why").code.as_str(), "runner_lost");
    assert!(lost.started_at.is_some(), "it did start");
    let late = desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await;
    assert_eq!(code(late), "lease_lost");
    let beat = desk.mc.heartbeat(&desk.runner, &work.id, heartbeat(&work), 0).await;
    assert_eq!(code(beat), "lease_lost");
    let logs =
        wire::PushLogs { lease: work.lease.clone(), pieces: vec![piece(1, Stream::Stdout, b"x")] };
    assert_eq!(code(desk.mc.push_logs(&desk.runner, &work.id, logs).await), "lease_lost");
    assert!(desk.claim().await.is_none(), "never run again by itself");
}

#[tokio::test]
async fn a_lost_command_is_open_until_somebody_who_may_decide_has_looked() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let close = |ran| wire::CloseTask { ran };
    desk.claim().await.expect("work");
    let early = desk.mc.close_task(&desk.ana, &task.id, close(true)).await;
    assert_eq!(code(early), "outcome_known", "it runs");
    desk.pass(31);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("outcome_unknown"));
    let open = desk.mc.unclosed(&desk.ana).await.expect("reads");
    assert_eq!(open.iter().map(|one| one.task.as_str()).collect::<Vec<_>>(), [task.id.as_str()]);
    let purge = wire::PurgeTask { password: wire::Password::typed(PASSWORD.into()) };
    assert_eq!(code(desk.mc.purge_task(&desk.ana, &task.id, purge).await), "not_over");
    let operator = desk.person("Op", Role::Operator).await;
    let no = desk.mc.close_task(&operator, &task.id, close(true)).await;
    assert_eq!(code(no), "not_an_approver");
    assert_eq!(
        code(desk.mc.close_task(&desk.runner, &task.id, close(true)).await),
        "insufficient_scope"
    );
    // Of two who say so at once one is kept.
    let (yes, no) = tokio::join!(
        desk.mc.close_task(&desk.ana, &task.id, close(true)),
        desk.mc.close_task(&desk.ana, &task.id, close(false))
    );
    assert_ne!(yes.is_ok(), no.is_ok(), "{yes:?} {no:?}");
    let closed = desk.task(&task.id).await;
    assert_eq!(
        (closed.status, closed.phase.clone()),
        (TaskStatus::Failed, None),
        "it stays failed"
    );
    let said = closed.closed.expect("who looked");
    assert_eq!((said.by.name.as_str(), said.ran), ("Ana", yes.is_ok()));
    assert!(desk.mc.unclosed(&desk.ana).await.expect("reads").is_empty());
    let log = desk.mc.audit(&desk.ana, &Deeds::default(), 0, Some(200)).await;
    let log = log.expect("reads").items;
    let rows = log.iter().filter(|row| row.action == "task.close" && row.subject.id == task.id);
    assert_eq!(rows.count(), 1);
    assert!(desk.claim().await.is_none(), "nothing runs by it");
}

#[tokio::test]
async fn the_same_report_sent_again_gets_the_same_answer() {
    let desk = Desk::new().await;
    desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let ended = desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let again = desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("again");
    assert_eq!(ended, again);
    let other = wire::TaskWork { lease: "l_other".into(), ..work };
    assert_eq!(
        code(desk.report(&other, wire::RunOutcome::Exited { exit_code: 0 }).await),
        "lease_lost"
    );
}

#[tokio::test]
async fn output_is_kept_in_order_and_once() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let push = |pieces| wire::PushLogs { lease: work.lease.clone(), pieces };
    let first = vec![piece(1, Stream::Stdout, b"one\n"), piece(2, Stream::Stderr, b"\xff\n")];
    desk.mc.push_logs(&desk.runner, &work.id, push(first.clone())).await.expect("stored");
    let mut resent = first;
    resent.push(piece(3, Stream::System, b"3 bytes were left out"));
    resent.push(piece(4, Stream::Stdout, b"two\n"));
    desk.mc.push_logs(&desk.runner, &work.id, push(resent)).await.expect("stored");
    desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let output = desk.mc.task_output(&desk.ana, &task.id).await.expect("is there");
    assert_eq!(output, b"one\n\xff\ntwo\n", "byte for byte");
    let log = desk.mc.task_log(&desk.ana, &task.id, 1, None).await.expect("is there").items;
    assert_eq!(log.iter().map(|item| item.seq).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(log[0].stream, Stream::Stderr);
    let whole = desk.mc.whole_task_log(&desk.ana, &task.id).await.expect("is there");
    assert_eq!(whole.iter().map(|chunk| chunk.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(whole[1].bytes, b"\xff\n", "byte for byte");
    let stranger = desk.mc.whole_task_log(&desk.runner, "t_none").await.map(|_| ());
    assert!(stranger.is_err(), "a log is of a task that is there");
}

#[tokio::test]
async fn a_log_of_more_pieces_than_a_page_comes_whole() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    for part in [1..=150_i64, 151..=300] {
        let pieces = part.map(|seq| piece(seq, Stream::Stdout, format!("{seq}\n").as_bytes()));
        let logs = wire::PushLogs { lease: work.lease.clone(), pieces: pieces.collect() };
        desk.mc.push_logs(&desk.runner, &work.id, logs).await.expect("stored");
    }
    let whole = desk.mc.whole_task_log(&desk.ana, &task.id).await.expect("is there");
    assert_eq!(whole.len(), 300);
    assert_eq!(whole.last().map(|chunk| chunk.bytes.as_slice()), Some(b"300\n".as_slice()));
}

#[tokio::test]
async fn a_cancel_reaches_the_runner_and_ends_when_it_says_so() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let (answer, cancelled) = tokio::join!(
        async {
            let heard = desk
                .mc
                .heartbeat(&desk.runner, &work.id, heartbeat(&work), 10)
                .await
                .expect("hears");
            assert!(heard.cancel);
            desk.report(&work, wire::RunOutcome::Cancelled).await
        },
        desk.mc.cancel_task(&desk.ana, &task.id),
    );
    assert_eq!(answer.expect("reported").status, TaskStatus::Cancelled);
    assert_eq!(
        cancelled.expect("answers").status,
        TaskStatus::Cancelled,
        "the answer tells what is"
    );
}

#[tokio::test]
async fn a_runner_sees_its_own_desktops_work_only() {
    let desk = Desk::new().await;
    desk.create(desk.command()).await;
    let body = wire::CreateDesktop { name: "other".into(), group: None };
    let other = desk.mc.add_desktop(&desk.ana, body).await.expect("added");
    let other = desk.mc.authenticate_key(&other.token).await.expect("its runner");
    let claim = || wire::Claim { free_slots: 1, ..Default::default() };
    assert!(desk.mc.claim_work(&other, claim(), 0).await.expect("asks").is_none());
    let work = desk.claim().await.expect("work");
    let beat = desk.mc.heartbeat(&other, &work.id, heartbeat(&work), 0).await;
    assert_eq!(code(beat), "not_found");
    assert_eq!(code(desk.mc.claim_work(&desk.ana, claim(), 0).await), "insufficient_scope");
}

#[tokio::test]
async fn eight_claims_at_once_get_one_task_once() {
    let desk = Desk::new().await;
    for _ in 0..20 {
        let task = desk.create(desk.command()).await;
        let claims = (0..8).map(|_| {
            let (mc, runner) = (desk.mc.clone(), desk.runner.clone());
            let body = wire::Claim { free_slots: 1, ..Default::default() };
            tokio::spawn(async move { mc.claim_work(&runner, body, 0).await.expect("asks") })
        });
        let mut taken = 0;
        for claim in claims.collect::<Vec<_>>() {
            taken += usize::from(claim.await.expect("no panic").is_some());
        }
        assert_eq!(taken, 1, "{}", task.id);
    }
}

#[tokio::test]
async fn what_runs_outlives_a_wipe_that_takes_longer_than_a_lease() {
    let desk = Desk::new().await;
    desk.greet(&[]).await;
    let over = desk.create(desk.command()).await;
    desk.mc.cancel_task(&desk.ana, &over.id).await.expect("cancelled");
    let action = desk.proposed("echo one").await;
    desk.answer(&action, "approve").await.expect("approved");
    let ran = desk.claim_action().await.expect("asks").expect("work");
    let task = desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let states = async || {
        desk.mc.sweep().await.expect("sweeps");
        (desk.task(&task.id).await.status, desk.action(&action.id).await.state)
    };
    // Writes wait for it for a minute, and with them the heartbeats, which come with the time at which they were sent.
    desk.pass(60);
    desk.mc.purge_task(&desk.ana, &over.id, wire::PurgeTask::default()).await.expect("purged");
    let runs = (TaskStatus::Running, "running".to_owned());
    assert_eq!(states().await, runs, "nobody could be heard");
    desk.pass(29);
    assert_eq!(states().await, runs, "not everybody has had the time to be heard of");
    desk.mc.heartbeat(&desk.runner, &work.id, heartbeat(&work), 0).await.expect("alive");
    desk.mc
        .heartbeat(&desk.runner, &ran.id, wire::Heartbeat { lease: ran.lease.clone() }, 0)
        .await
        .expect("alive");
    desk.pass(20);
    assert_eq!(states().await, runs, "both were heard of");
    // From then on silence counts again.
    desk.pass(20);
    assert_eq!(states().await, (TaskStatus::Failed, "outcome_unknown".to_owned()));
}
