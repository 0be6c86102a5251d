//! Agents that do not do as they should: nothing of it is ever taken for a yes.

use crate::played::{Played, ask, begins};
use domain::{log::Stream, wire::RunOutcome};
use serde_json::{Value, json};

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };
const FAILED: RunOutcome = RunOutcome::Exited { exit_code: 1 };

fn request(call: Value, options: Value) -> Value {
    json!({ "ask": [{ "toolCall": call, "options": options, "run": "touch ran" }] })
}

fn option(id: &str, kind: &str) -> Value {
    json!({ "optionId": id, "name": id, "kind": kind })
}

#[tokio::test]
async fn a_request_without_anything_in_it_is_a_card_that_says_so() {
    let options = json!([
        option("odd", "allow_now_and_then"),
        option("allow-1", "allow_once"),
        option("allow-2-and-stop-asking", "allow_once"),
        option("no", "reject_once")
    ]);
    let call =
        json!({ "toolCallId": "c1", "kind": "execute", "_meta": { "is_mcp_tool_approval": true } });
    let played = Played::turns(json!([[request(call, options)]])).await;
    let office = &played.stage.office;
    let action = office.action(1).await;
    assert_eq!((action.exact, action.title.as_deref()), (None, Some("Use execute")));
    assert_eq!(action.description, "The agent says nothing about it.");
    office.approve(0);
    assert_eq!(office.ended().await.outcome, DONE);
    assert_eq!(played.answers(), [json!("allow-1")]);
    // Nothing told of the call before, so nothing will tell of its end.
    assert_eq!(office.action(1).await.state, "released");
}

#[tokio::test]
async fn without_a_yes_for_this_once_nobody_is_asked() {
    let options = json!([option("allow-always", "allow_always"), option("n", "reject_always")]);
    let played =
        Played::turns(json!([[request(ask("c1", "touch ran")["toolCall"].clone(), options)], []]))
            .await;
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, FAILED);
    assert_eq!(
        (played.answers(), office.look(|desk| desk.actions.len())),
        (vec![json!("cancelled")], 0)
    );
    assert!(played.prompts()[1].contains("no answer that lets this happen just once"));
}

#[tokio::test]
async fn garbage_and_what_nobody_knows_is_survived() {
    let endless = "x".repeat(9 * 1024 * 1024);
    let played = Played::turns(json!([[
        { "raw": "\u{1b}[31mnot JSON" }, { "raw": "[]" }, { "raw": endless }, { "stderr": "a warning" },
        { "raw": r#"{"jsonrpc":"2.0","method":"_auth/status_update","params":{}}"# },
        { "raw": r#"{"jsonrpc":"2.0","id":99,"result":{}}"# },
        { "update": { "sessionUpdate": "something_new", "a": 1 } },
        { "update": { "sessionUpdate": "tool_call", "title": 7 } },
        { "request": "fs/write_text_file" }, { "request": "terminal/create" },
        { "request": "session/request_permission" }, { "say": "Still here." }
    ]])).await;
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, DONE);
    office.said("Still here.").await;
    assert_eq!(played.answers(), [json!(-32601), json!(-32601), json!(-32602)]);
    let log = office.text(Stream::System);
    assert!(
        log.contains("agent, unclear: \u{1b}[31mnot JSON") && log.contains("more than 8 MiB"),
        "{log}"
    );
    assert!(office.text(Stream::Stderr).contains("a warning"));
    assert_eq!(office.look(|desk| desk.actions.len()), 0);
}

#[tokio::test]
async fn an_agent_that_leaves_its_mode_is_stopped_at_once() {
    let modes = json!({ "currentModeId": "auto", "availableModes": [{ "id": "ask", "name": "" }, { "id": "auto", "name": "" }] });
    let setting = |value: &str| {
        json!([{ "id": "mode", "name": "", "category": "mode", "type": "select",
        "currentValue": value, "options": [{ "value": "ask" }, { "value": "auto" }] }])
    };
    for update in [
        json!({ "sessionUpdate": "current_mode_update", "currentModeId": "auto" }),
        json!({ "sessionUpdate": "config_option_update", "configOptions": setting("auto") }),
    ] {
        let turn = json!([begins("c1"), { "ask": [{ "toolCall": ask("c1", "x")["toolCall"],
            "then": [{ "update": update }] }] }, { "run": "touch ran" }]);
        let script = json!({ "modes": modes, "configOptions": setting("auto"), "turns": [turn] });
        let played = Played::idle(script, "mode = \"ask\"").await;
        played.begin(|_| {});
        let office = &played.stage.office;
        assert_eq!(office.ended().await.outcome, FAILED);
        assert!(office.text(Stream::Stdout).starts_with("mode_changed: the agent left the mode"));
        office.said("mode_changed").await;
        let set =
            played.heard().into_iter().find(|message| message["method"] == "session/set_mode");
        assert_eq!(set.unwrap()["params"]["modeId"], "ask");
        assert!(!played.dir().join("ran").exists());
        let states: Vec<_> =
            office.look(|desk| desk.actions.iter().map(|action| action.state.clone()).collect());
        assert!(states.iter().all(|state| state == "withdrawn"), "{states:?}");
    }
}

#[tokio::test]
async fn a_request_that_becomes_another_after_its_card_was_made_gets_no_yes() {
    let other = json!({ "sessionUpdate": "tool_call_update", "toolCallId": "c1", "rawInput": { "command": "rm -rf /" } });
    let pause = "let-it-change";
    let asks = json!([{ "toolCall": ask("c1", "ls")["toolCall"], "run": "touch ran",
        "then": [{ "pause": pause }, { "update": other }] }]);
    let played = Played::turns(json!([[begins("c1"), { "ask": asks }]])).await;
    let office = &played.stage.office;
    office.action(1).await;
    std::fs::write(played.dir().join(pause), "").unwrap();
    office.ended().await;
    assert_eq!(played.answers(), [json!("cancelled")]);
    assert_eq!(office.action(1).await.state, "withdrawn");
    assert!(!played.dir().join("ran").exists());
}

#[tokio::test]
async fn an_agent_that_does_not_wait_for_its_answer_is_stopped() {
    let ended =
        json!({ "sessionUpdate": "tool_call_update", "toolCallId": "c1", "status": "completed" });
    let asks = json!([{ "toolCall": ask("c1", "ls")["toolCall"], "then": [{ "update": ended }] }]);
    let played = Played::turns(json!([[begins("c1"), { "ask": asks }]])).await;
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, FAILED);
    assert!(office.text(Stream::Stdout).starts_with("went_ahead: "));
}

#[tokio::test]
async fn a_turn_that_ends_without_what_was_asked_for_takes_the_card_back() {
    let asked = json!({ "jsonrpc": "2.0", "id": 50, "method": "session/request_permission", "params": {
        "sessionId": "session-2", "toolCall": ask("c1", "ls")["toolCall"], "options": [option("allow", "allow_once")] } });
    let taken_back =
        json!({ "jsonrpc": "2.0", "method": "$/cancel_request", "params": { "requestId": 50 } });
    for last in [json!({ "end": "end_turn" }), json!({ "raw": taken_back.to_string() })] {
        let turn = json!([{ "raw": asked.to_string() }, { "pause": "go" }, last]);
        let played = Played::turns(json!([turn])).await;
        let office = &played.stage.office;
        office.action(1).await;
        std::fs::write(played.dir().join("go"), "").unwrap();
        office.ended().await;
        assert_eq!(office.action(1).await.state, "withdrawn");
        assert!(office.text(Stream::System).contains("It was: ls"));
    }
}

#[tokio::test]
async fn what_is_left_of_its_check_asks_for_nothing() {
    let mut late = ask("c1", "touch ran");
    late["sessionId"] = json!("session-1");
    let played = Played::turns(json!([[{ "ask": [late] }]])).await;
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, DONE);
    assert_eq!(
        (played.answers(), office.look(|desk| desk.actions.len())),
        (vec![json!("cancelled")], 0)
    );
    assert!(!played.dir().join("ran").exists());
}

#[tokio::test]
async fn a_proposal_that_the_server_refuses_is_a_no_in_its_words() {
    let played = Played::idle(
        json!({ "turns": [[begins("c1"), { "ask": [ask("c1", "touch ran")] }], []] }),
        "",
    )
    .await;
    let office = &played.stage.office;
    let blocked =
        domain::wire::Problem::plain(403, "blocked", "Blocked by the policy.", "Rule 3 says so.");
    office.look(|desk| desk.refuse = Some(blocked));
    played.begin(|_| {});
    assert_eq!(office.ended().await.outcome, FAILED);
    assert_eq!(played.answers(), [json!("reject")]);
    assert!(played.prompts()[1].contains("Blocked by the policy. Rule 3 says so."));
}
