//! The whole loop against the runner's routes over real HTTP.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/desktop.rs"]
mod desktop;
#[path = "support/server.rs"]
mod server;
mod support;

use desktop::Desktop;
use domain::{action::Interpreter, change::ChangeKind, log::Stream, wire::RunOutcome};
use runner::RunnerConfig;
use server::Weather;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use support::{alive, eventually};

fn exited(exit_code: i32) -> RunOutcome {
    RunOutcome::Exited { exit_code }
}

#[tokio::test]
async fn a_task_is_claimed_run_and_reported() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(7, "echo out; echo err >&2; echo hi > made; pwd; exit 3", |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(3)]);
    let own = desktop.workspace().canonicalize().unwrap().join("tasks/7");
    assert_eq!(desktop.server.text(Stream::Stdout), format!("out\n{}\n", own.display()));
    assert_eq!(desktop.server.text(Stream::Stderr), "err\n");
    let files = desktop.server.look(|seen| seen.files.clone());
    assert_eq!((files[0].path.as_str(), files[0].change), ("made", ChangeKind::Added));
    let claims = desktop.server.look(|seen| seen.claims.clone());
    let claim = claims.iter().find(|claim| claim.free_slots == 2).unwrap();
    assert_eq!((claim.system.os.as_str(), claim.system.git), ("linux", true));
    assert!(claims.iter().any(|claim| (claim.free_slots, claim.free_action_slots) == (0, 4)));
    assert_eq!(Path::new(&claim.workspace), desktop.workspace().canonicalize().unwrap());
    desktop.settled().await;
    running.stop().await;
    assert_eq!(desktop.state().join("runs").read_dir().unwrap().count(), 0);
}

#[tokio::test]
async fn output_arrives_while_the_command_runs() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo early; sleep 1000", |_| {});
    eventually("output", || (desktop.server.text(Stream::Stdout) == "early\n").then_some(())).await;
    assert!(desktop.server.look(|seen| seen.results.is_empty()));
    running.stop().await;
}

#[tokio::test]
async fn a_cancel_arrives_at_once_and_ends_the_tree() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "setsid sleep 1000 & echo $! > child; sleep 1000", |_| {});
    let child = desktop.file("tasks/1/child").await;
    eventually("a heartbeat", || desktop.server.look(|s| (s.heartbeats > 0).then_some(()))).await;
    let since = Instant::now();
    desktop.server.cancel();
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Cancelled]);
    // The background child ignores SIGINT, as bash makes it; SIGTERM follows the leader's end at once.
    assert!(since.elapsed() < Duration::from_millis(1500), "{:?}", since.elapsed());
    assert!(!alive(&child));
    running.stop().await;
}

#[tokio::test]
async fn a_lost_lease_ends_the_tree_and_nothing_is_reported() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo $$ > leader; sleep 1000", |_| {});
    let leader = desktop.file("tasks/1/leader").await;
    desktop.server.weather(Weather::Stale);
    eventually("the end of the tree", || (!alive(&leader)).then_some(())).await;
    desktop.server.weather(Weather::Fair);
    // The runner goes on with other work, and by then it would have reported the lost one.
    desktop.server.queue(2, "exit 0", |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    let results = desktop.server.look(|seen| seen.results.clone());
    assert!(results[0].0.ends_with("_2") && results.len() == 1, "{results:?}");
    desktop.settled().await;
    running.stop().await;
}

#[tokio::test]
async fn a_silent_server_is_waited_for_and_then_told_everything() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo one; sleep 0.5; echo two; exit 4", |_| {});
    eventually("output", || (desktop.server.text(Stream::Stdout) == "one\n").then_some(())).await;
    desktop.server.weather(Weather::Down);
    eventually("the end", || (desktop.outbox() == 1).then_some(())).await;
    desktop.server.weather(Weather::Fair);
    assert_eq!(desktop.server.outcomes(1).await, [exited(4)]);
    assert_eq!(desktop.server.text(Stream::Stdout), "one\ntwo\n");
    running.stop().await;
}

#[tokio::test]
async fn an_answer_that_gets_lost_makes_nothing_twice() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo $$ > leader; sleep 0.5; echo said; sleep 0.5; exit 5", |_| {});
    desktop.file("tasks/1/leader").await;
    desktop.server.weather(Weather::Deaf);
    eventually("a repetition", || desktop.server.look(|s| (s.repeated > 0).then_some(()))).await;
    eventually("the end", || (desktop.outbox() == 1).then_some(())).await;
    desktop.server.weather(Weather::Fair);
    assert_eq!(desktop.server.outcomes(1).await, [exited(5)]);
    desktop.settled().await;
    assert_eq!(desktop.server.text(Stream::Stdout), "said\n");
    assert_eq!(desktop.server.look(|seen| seen.results.len()), 1);
    running.stop().await;
}

#[tokio::test]
async fn out_of_contact_for_too_long_the_run_is_ended_and_reported_as_lost() {
    let desktop = Desktop::new().await;
    let running = desktop.run_with(RunnerConfig { grace: Duration::ZERO, ..desktop.config() });
    desktop.server.queue(1, "echo $$ > leader; sleep 1000", |w| w.heartbeat_every_seconds = 1);
    let leader = desktop.file("tasks/1/leader").await;
    desktop.server.weather(Weather::Down);
    let since = Instant::now();
    eventually("the end of the tree", || (!alive(&leader)).then_some(())).await;
    assert!(since.elapsed() > Duration::from_millis(2500), "{:?}", since.elapsed());
    desktop.server.weather(Weather::Fair);
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Lost]);
    running.stop().await;
}

#[tokio::test]
async fn what_could_not_be_reported_is_reported_by_the_next_runner() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo x >> ../../ran; echo said; exit 6", |work| work.number = 1);
    // The command ends while nobody listens.
    desktop.file("ran").await;
    desktop.server.weather(Weather::Down);
    if desktop.server.look(|seen| seen.results.is_empty()) {
        eventually("the end", || (desktop.outbox() == 1).then_some(())).await;
    }
    assert!(running.stop().await < Duration::from_secs(5));
    desktop.server.weather(Weather::Fair);
    let running = desktop.run();
    assert_eq!(desktop.server.outcomes(1).await, [exited(6)]);
    assert_eq!(desktop.server.text(Stream::Stdout), "said\n");
    desktop.settled().await;
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x", "it ran twice");
}

#[tokio::test]
async fn a_killed_runner_takes_its_tree_along_and_the_next_one_reports_the_run_as_lost() {
    let desktop = Desktop::new().await;
    let mut runner = desktop.spawn();
    desktop.server.queue(
        1,
        "echo x >> ../../ran; setsid sleep 1000 & echo $! > child; wait",
        |_| {},
    );
    let child = desktop.file("tasks/1/child").await;
    runner.kill();
    eventually("the end of the tree", || (!alive(&child)).then_some(())).await;
    assert!(desktop.server.look(|seen| seen.results.is_empty()));
    let running = desktop.run();
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Lost]);
    desktop.settled().await;
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x", "it ran twice");
}

#[tokio::test]
async fn a_runner_that_died_with_its_supervisor_is_cleaned_up_after() {
    let desktop = Desktop::new().await;
    let mut runner = desktop.spawn();
    desktop.server.queue(
        1,
        "setsid sleep 1000 & echo $! > child; echo $PPID > supervisor; wait",
        |_| {},
    );
    let child = desktop.file("tasks/1/child").await;
    let supervisor = desktop.file("tasks/1/supervisor").await;
    // Stopped first, so that the supervisor cannot act on the runner's death before its own.
    support::command(Path::new("/"), &format!("kill -STOP {supervisor}"));
    runner.kill();
    support::command(Path::new("/"), &format!("kill -KILL {supervisor}"));
    assert!(alive(&child));
    let running = desktop.run();
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Lost]);
    assert!(!alive(&child));
    running.stop().await;
}

#[tokio::test]
async fn no_more_tasks_run_at_once_than_there_are_slots() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    for number in 1..=3 {
        desktop.server.queue(
            number,
            "echo up > up; while ! [ -e stop ]; do sleep 0.02; done",
            |_| {},
        );
    }
    desktop.file("tasks/1/up").await;
    desktop.file("tasks/2/up").await;
    eventually("a full claim", || {
        let full = |c: &domain::wire::Claim| (c.free_slots, c.free_action_slots) == (0, 0);
        desktop.server.look(|s| s.claims.iter().any(full).then_some(()))
    })
    .await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!desktop.workspace().join("tasks/3").exists());
    std::fs::write(desktop.workspace().join("tasks/1/stop"), "").unwrap();
    desktop.file("tasks/3/up").await;
    running.stop().await;
}

#[tokio::test]
async fn a_stopping_runner_ends_its_work_reports_it_and_is_gone_within_five_seconds() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(
        1,
        "trap '' INT TERM; echo $$ > leader; while :; do sleep 1; done",
        |_| {},
    );
    desktop.server.queue(2, "echo $$ > leader; exec sleep 1000", |_| {});
    let leaders = [desktop.file("tasks/1/leader").await, desktop.file("tasks/2/leader").await];
    let took = running.stop().await;
    assert!(took < Duration::from_secs(5), "it took {took:?}");
    assert!(leaders.iter().all(|leader| !alive(leader)));
    let outcomes = desktop.server.outcomes(2).await;
    assert_eq!(outcomes, [RunOutcome::Cancelled, RunOutcome::Cancelled]);
    assert!(desktop.server.text(Stream::System).contains("The runner on this desktop was stopped"));
    desktop.settled().await;
}

#[tokio::test]
async fn a_timeout_is_reported_as_one() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "sleep 1000", |work| work.timeout_seconds = 1);
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::TimedOut]);
    running.stop().await;
}

#[tokio::test]
async fn what_cannot_start_says_why_and_runs_nothing() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "exit 0", |work| work.cwd = Some("../..".into()));
    desktop.server.queue(2, "x", |work| work.id = "../../etc/x".into());
    desktop.server.queue(3, "x", |work| work.task_type = domain::TaskType::Prompt);
    desktop.server.queue(4, "x", |work| {
        (work.interpreter, work.cwd) = (Some(Interpreter::Exec), Some(".".into()));
    });
    let outcomes = desktop.server.outcomes(3).await;
    for text in ["is not inside this desktop's workspace", "needs an interpreter", "no agent"] {
        let told = |outcome: &RunOutcome| matches!(outcome, RunOutcome::NotStarted { reason } if reason.contains(text));
        assert!(outcomes.iter().any(told), "{text}: {outcomes:?}");
    }
    let tasks = desktop.workspace().join("tasks");
    assert!(!tasks.exists() && desktop.state().join("runs").read_dir().unwrap().count() == 0);
    desktop.settled().await;
    running.stop().await;
}

#[tokio::test]
async fn a_command_is_read_by_the_interpreter_it_names() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    for (number, interpreter, exit_code) in [(1, Interpreter::Bash, 1), (2, Interpreter::Sh, 2)] {
        let which = "[ -n \"$BASH\" ] && [ \"${BASH##*/}\" = bash ] && exit 1; exit 2";
        desktop.server.queue(number, which, |work| work.interpreter = Some(interpreter));
        assert_eq!(desktop.server.outcomes(1).await, [exited(exit_code)]);
        desktop.server.look(|seen| seen.results.clear());
    }
    running.stop().await;
}

#[tokio::test]
async fn a_token_that_is_not_accepted_ends_the_runner_and_its_work() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.queue(1, "echo $$ > leader; sleep 1000", |_| {});
    let leader = desktop.file("tasks/1/leader").await;
    desktop.server.weather(Weather::Stranger);
    let error = running.run.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("does not accept this desktop's token"), "{error}");
    assert!(!alive(&leader));
}

#[tokio::test]
async fn two_runners_do_not_share_a_directory_and_tasks_cannot_reach_it() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    eventually("a claim", || desktop.server.look(|s| (!s.claims.is_empty()).then_some(()))).await;
    let second = desktop.run().run.await.unwrap().unwrap_err().to_string();
    assert!(second.contains("another runner already uses"), "{second}");
    // It ends without any farewell.
    running.run.abort();
    assert!(running.run.await.unwrap_err().is_cancelled());
    let inside = RunnerConfig { state: desktop.workspace().join("state"), ..desktop.config() };
    let refused = desktop.run_with(inside).run.await.unwrap().unwrap_err().to_string();
    assert!(refused.contains("must not lie in the workspace"), "{refused}");
}
