//! How an agent's work ends when it does not end well: cancelled, crashed, or stopped by its model.

use crate::{
    played::{Played, ask, begins, wants},
    support::{alive, eventually},
};
use domain::{log::Stream, wire::RunOutcome};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const FAILED: RunOutcome = RunOutcome::Exited { exit_code: 1 };
/// Starts something that leaves its session and its group.
const LEAVES: &str = "setsid sh -c 'echo $$ > pid; exec sleep 300' > /dev/null 2>&1 & \
    while [ ! -s pid ]; do sleep 0.01; done";

async fn pending(stubborn: Value) -> (Played, String) {
    let turn = json!([{ "run": LEAVES }, begins("c1"), { "ask": [ask("c1", "touch ran")] }]);
    let script = json!({ "stubborn": stubborn, "turns": [turn] });
    let played = Played::script(script).await;
    played.stage.office.action(1).await;
    let pid = std::fs::read_to_string(played.dir().join("pid")).unwrap().trim().to_owned();
    assert!(alive(&pid));
    (played, pid)
}

#[tokio::test]
async fn cancelled_while_it_waits_it_hears_so_and_nothing_of_it_is_left() {
    let (played, pid) = pending(Value::Null).await;
    let (office, since) = (&played.stage.office, Instant::now());
    office.look(|desk| desk.cancelled = true);
    assert_eq!(office.ended().await.outcome, RunOutcome::Cancelled);
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
    assert!(!alive(&pid), "a process of the agent is left");
    assert_eq!(office.action(1).await.state, "withdrawn");
    assert!(played.heard().iter().any(|message| message["method"] == "session/cancel"));
    assert_eq!(played.answers(), [json!("cancelled")]);
    assert!(!played.dir().join("ran").exists());
}

#[tokio::test]
async fn an_agent_that_does_not_stop_is_ended_and_what_it_asks_late_is_refused() {
    let (played, pid) = pending(json!(true)).await;
    let (office, since) = (&played.stage.office, Instant::now());
    office.look(|desk| desk.cancelled = true);
    assert_eq!(office.ended().await.outcome, RunOutcome::Cancelled);
    let took = since.elapsed();
    assert!(took >= Duration::from_secs(5) && took < Duration::from_secs(15), "{took:?}");
    assert!(!alive(&pid), "a process of the agent is left");
    assert_eq!(played.answers(), [json!("cancelled"), json!("cancelled")]);
    assert_eq!(office.look(|desk| desk.actions.len()), 1);
}

#[tokio::test]
async fn its_time_counts_while_it_waits() {
    let played = Played::idle(json!({ "turns": [wants("touch ran")] }), "").await;
    played.begin(|work| work.timeout_seconds = 3);
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, RunOutcome::TimedOut);
    let states: Vec<_> =
        office.look(|desk| desk.actions.iter().map(|action| action.state.clone()).collect());
    assert!(states.iter().all(|state| state == "withdrawn"), "{states:?}");
}

#[tokio::test]
async fn an_agent_that_crashes_while_it_waits_takes_its_card_back() {
    let asks = json!([{ "toolCall": ask("c1", "ls")["toolCall"], "then": [{ "pause": "go" },
        { "stderr": "out of memory" }, { "exit": 9 }] }]);
    let played = Played::turns(json!([[{ "run": LEAVES }, begins("c1"), { "ask": asks }]])).await;
    let office = &played.stage.office;
    office.action(1).await;
    let pid = std::fs::read_to_string(played.dir().join("pid")).unwrap().trim().to_owned();
    std::fs::write(played.dir().join("go"), "").unwrap();
    assert_eq!(office.ended().await.outcome, FAILED);
    assert_eq!(office.action(1).await.state, "withdrawn");
    let said = office.said("The agent ended by itself with exit code 9.").await;
    assert!(said.contains("out of memory"), "{said}");
    eventually("its processes to be gone", || (!alive(&pid)).then_some(())).await;
}

#[tokio::test]
async fn a_turn_that_stops_for_another_reason_is_no_success() {
    for (stop, why) in [
        ("refusal", "refused to go on (refusal)"),
        ("max_tokens", "limit of tokens (max_tokens)"),
        ("max_turn_requests", "limit of requests in one turn"),
        ("cancelled", "broke its own turn off"),
        ("something_new", "a reason that this runner does not know"),
    ] {
        let played = Played::turns(json!([[{ "say": "Half done." }, { "end": stop }]])).await;
        let office = &played.stage.office;
        assert_eq!(office.ended().await.outcome, FAILED, "{stop}");
        let output = office.text(Stream::Stdout);
        assert!(output.starts_with("Half done.\n\n") && output.contains(why), "{output}");
    }
}

#[tokio::test]
async fn an_agent_that_waits_for_people_holds_no_place() {
    let played = Played::idle(json!({ "turns": [wants("true")] }), "").await;
    for number in 7..10 {
        played.begin(|work| {
            work.id += &number.to_string();
            work.number = number;
        });
    }
    // Two places, three tasks: the third begins while the first two wait.
    played.stage.office.action(3).await;
}
