//! Nothing starts without the server's signed permit for exactly that.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/desktop.rs"]
mod desktop;
#[path = "support/server.rs"]
mod server;
mod support;

use desktop::Desktop;
use domain::{
    Permit, Timestamp,
    action::{Code, Interpreter},
    wire::{ActionWork, RunOutcome, TaskWork, Work},
};
use runner::RunnerConfig;
use support::permits::{key, of_action, of_task, public, sign};

/// What is done to a permit before it is signed.
type Change<'a> = &'a dyn Fn(&mut Permit);

const SCRIPT: &str = "echo x >> ../../ran";

fn action(desktop: &Desktop, number: i64) -> ActionWork {
    let code = (Interpreter::Bash, Code::Script(SCRIPT.to_owned()));
    desktop.server.action(number, code, |_| {})
}

/// A queued task, taken out of the queue.
fn task(desktop: &Desktop, number: i64) -> TaskWork {
    desktop.server.queue(number, SCRIPT, |_| {});
    match desktop.server.look(|seen| seen.queue.pop_back()) {
        Some(Work::Task(task)) => task,
        other => panic!("{other:?}"),
    }
}

/// The one result of this work, or why it did not start.
async fn ended(desktop: &Desktop, work: Work) -> Result<i32, String> {
    desktop.server.offer(work);
    let outcomes = desktop.server.outcomes(1).await;
    desktop.server.look(|seen| seen.results.clear());
    match &outcomes[..] {
        [RunOutcome::Exited { exit_code }] => Ok(*exit_code),
        [RunOutcome::NotStarted { reason }] => Err(reason.clone()),
        other => panic!("{other:?}"),
    }
}

fn refused(outcome: Result<i32, String>, why: &str) {
    let reason = outcome.expect_err("it ran");
    assert!(reason.contains(why), "{why}: {reason}");
}

#[tokio::test]
async fn t19_without_a_permit_for_exactly_that_nothing_runs() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let mut number = 0;
    let cases: [(Change<'_>, &str); 6] = [
        (&|permit| permit.work.push('x'), "was permitted"),
        (&|permit| permit.digest = domain::Digest::of(b"another"), "was permitted"),
        (&|permit| permit.until = Some(Timestamp(1)), "by this desktop's clock"),
        (&|permit| permit.until = None, "without an end"),
        (&|permit| permit.grants.clear(), "cannot be read"),
        (&|permit| permit.nonce.push('0'), "cannot be read"),
    ];
    for (change, why) in cases {
        number += 1;
        let mut action = action(&desktop, number);
        let mut permit = of_action(&action);
        change(&mut permit);
        action.permit = Some(sign(&key(1), &permit));
        refused(ended(&desktop, Work::Action(action)).await, why);
        let mut task = task(&desktop, number);
        let mut permit = of_task(&task);
        change(&mut permit);
        task.permit = Some(sign(&key(1), &permit));
        refused(ended(&desktop, Work::Task(task)).await, why);
    }
    // None, or another's.
    let mut bare = action(&desktop, 20);
    bare.permit = None;
    refused(ended(&desktop, Work::Action(bare)).await, "without a signed permit");
    let mut bare = task(&desktop, 20);
    bare.permit = None;
    refused(ended(&desktop, Work::Task(bare)).await, "without a signed permit");
    let mut other = action(&desktop, 21);
    other.permit = action(&desktop, 22).permit;
    refused(ended(&desktop, Work::Action(other)).await, "was permitted");
    // A task whose content, directory, time, shell or agent is another than was permitted.
    let changes: [fn(&mut TaskWork); 6] = [
        |task| task.content.push(' '),
        |task| task.cwd = Some(".".into()),
        |task| task.timeout_seconds += 1,
        |task| task.interpreter = Some(Interpreter::Sh),
        |task| task.agent = Some("Ada".into()),
        |task| task.id.push('x'),
    ];
    for (number, change) in (30..).zip(changes) {
        let mut task = task(&desktop, number);
        change(&mut task);
        refused(ended(&desktop, Work::Task(task)).await, "was permitted");
    }
    desktop.settled().await;
    assert!(!desktop.workspace().join("ran").exists(), "something ran");
    let journal = std::fs::read_to_string(desktop.state().join("journal.jsonl")).unwrap();
    assert!(!journal.contains("starting"), "something was taken on: {journal}");
    assert_eq!(ended(&desktop, Work::Task(task(&desktop, 40))).await, Ok(0));
    assert_eq!(ended(&desktop, Work::Action(action(&desktop, 41))).await, Ok(0));
    running.stop().await;
}

#[tokio::test]
async fn t25_a_permit_is_good_for_one_run_also_after_a_restart() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let (task, mut action) = (task(&desktop, 1), action(&desktop, 2));
    let mut permit = of_action(&action);
    permit.until = Some(Timestamp(i64::MAX / 2_000_000_000 * 1_000_000));
    action.permit = Some(sign(&key(1), &permit));
    assert_eq!(ended(&desktop, Work::Task(task.clone())).await, Ok(0));
    assert_eq!(ended(&desktop, Work::Action(action.clone())).await, Ok(0));
    // The captured claim again, as another run of the same bytes.
    let again = TaskWork { attempt: 2, lease: "another".into(), ..task.clone() };
    refused(ended(&desktop, Work::Task(again)).await, "used before");
    desktop.settled().await;
    running.stop().await;
    let running = desktop.run();
    let again = TaskWork { attempt: 3, lease: "a third".into(), ..task };
    refused(ended(&desktop, Work::Task(again)).await, "used before");
    refused(ended(&desktop, Work::Action(action)).await, "used before");
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x\nx", "something ran twice");
}

#[tokio::test]
async fn only_the_key_and_the_machine_that_the_token_names_count() {
    let desktop = Desktop::new().await;
    let pin = domain::key::pin(&public(&key(1)));
    let config =
        RunnerConfig { token: format!("mc_runner_here_secret{pin}checksum"), ..desktop.config() };
    let running = desktop.run_with(config);
    let mut forged = action(&desktop, 1);
    forged.permit = Some(sign(&key(2), &of_action(&forged)));
    refused(ended(&desktop, Work::Action(forged)).await, "does not know");
    // Work of another desktop, which somebody gave to this token.
    let mut theirs = action(&desktop, 3);
    theirs.bound.enrolment = domain::KeyId::new("k_there");
    support::permits::seal(&mut theirs);
    refused(ended(&desktop, Work::Action(theirs)).await, "another desktop");
    assert_eq!(ended(&desktop, Work::Action(action(&desktop, 2))).await, Ok(0));
    running.stop().await;
}

#[tokio::test]
async fn a_token_that_names_no_key_keeps_to_the_first_one() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    assert_eq!(ended(&desktop, Work::Task(task(&desktop, 1))).await, Ok(0));
    running.stop().await;
    let running = desktop.run();
    let mut forged = action(&desktop, 2);
    forged.permit = Some(sign(&key(2), &of_action(&forged)));
    refused(ended(&desktop, Work::Action(forged)).await, "does not know");
    running.stop().await;
    // Another token may come from another server.
    let config = RunnerConfig { token: "another".into(), ..desktop.config() };
    let running = desktop.run_with(config);
    let mut theirs = action(&desktop, 3);
    theirs.permit = Some(sign(&key(2), &of_action(&theirs)));
    assert_eq!(ended(&desktop, Work::Action(theirs)).await, Ok(0));
    running.stop().await;
}
