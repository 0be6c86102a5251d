//! What an agent does itself: a question, and what a program asks that holds its agent.

use serde_json::{Value, json};

use super::client::{Agent, Era};
use super::decided::card;
use super::raw::{call, messages, new_era};
use crate::actions::Desk;
use crate::support::{Answer, wait_for};

async fn resolve(desk: &Desk, card: &Value, decision: &str, feedback: &str) {
    let body = json!({"decision": decision, "digest": card["digest"], "feedback": feedback});
    let path = format!("/approvals/{}/resolve", card["id"].as_str().unwrap());
    desk.admin.post(&path, body).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_once_and_nothing_runs_by_it() {
    let desk = Desk::without_runner().await;
    let agent = Agent::connect(&desk.fae, Era::Old).await;
    let asks =
        json!({"title": "May I?", "details_md": "Rewrite **everything**.", "wait_seconds": 0});
    let asked = agent.ok("request_approval", asks).await;
    assert_eq!(asked["status"], "pending");
    let wait = json!({"action_id": asked["action_id"]});
    let (told, ()) = tokio::join!(agent.ok("wait_for_decision", wait.clone()), async {
        let card = card(&desk.admin).await;
        assert_eq!(card["action"]["exact"]["question"], "Rewrite **everything**.", "{card}");
        resolve(&desk, &card, "approve", "").await;
    });
    assert_eq!((&told["status"], &told["decided_by"]), (&json!("released"), &json!("ada")));
    assert_eq!(agent.ok("wait_for_decision", wait).await["status"], "released", "and again");
}

/// What the program is told that asks about this use of a tool.
async fn prompt(desk: &Desk, tool: &str, input: Value) -> Value {
    let arguments = json!({"tool_name": tool, "input": input, "tool_use_id": "toolu_1"});
    let mut asks = call("approval_prompt", arguments);
    asks["_meta"] = json!({"progressToken": 1});
    let answer = Answer::of(new_era(&desk.fae, "tools/call", asks)).await;
    let result = messages(&answer.text).pop().unwrap()["result"].clone();
    let content = result["content"].as_array().unwrap();
    assert_eq!((content.len(), &result["isError"]), (1, &json!(false)), "{result}");
    serde_json::from_str(content[0]["text"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_is_answered_with_yes_or_no_and_never_with_an_error() {
    let desk = Desk::without_runner().await;
    let input = json!({"command": "rm -rf build", "description": "Cleans up", "timeout": 5});
    let (told, ()) = tokio::join!(prompt(&desk, "Bash", input.clone()), async {
        let card = card(&desk.admin).await;
        assert_eq!(card["action"]["exact"]["command"], "rm -rf build", "{card}");
        assert_eq!(card["action"]["description"], "Cleans up");
        resolve(&desk, &card, "approve", "").await;
    });
    assert_eq!(told, json!({"behavior": "allow", "updatedInput": input}), "the whole input");

    let (told, ()) = tokio::join!(prompt(&desk, "Bash", json!({"command": "rm -rf /"})), async {
        let card = card(&desk.admin).await;
        resolve(&desk, &card, "reject", "Never that.").await;
    });
    assert_eq!(told["behavior"], "deny");
    assert!(told["message"].as_str().unwrap().contains("Never that."), "{told}");
    let again = prompt(&desk, "Bash", json!({"command": "rm -rf /"})).await;
    assert_eq!(again["behavior"], "deny", "the same is not asked twice");
    assert_eq!(prompt(&desk, "", json!({})).await["behavior"], "deny", "a refusal is a no");

    let (told, ()) = tokio::join!(prompt(&desk, "Bash", json!({"command": "echo one"})), async {
        let old = card(&desk.admin).await;
        let path = format!("/actions/{}/edit", old["action"]["id"].as_str().unwrap());
        desk.admin.post(&path, json!({"script": "echo two"})).await.created();
        let new = wait_for("the new card", 20, async || {
            let now = card(&desk.admin).await;
            (now["id"] != old["id"]).then_some(now)
        })
        .await;
        resolve(&desk, &new, "approve", "").await;
    });
    assert_eq!(told, json!({"behavior": "allow", "updatedInput": {"command": "echo two"}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_that_nobody_reads_any_more_is_withdrawn() {
    let desk = Desk::without_runner().await;
    let asks = call("approval_prompt", json!({"tool_name": "Bash", "input": {"command": "ls"}}));
    let request = new_era(&desk.fae, "tools/call", asks);
    let waits = tokio::spawn(async move { request.send().await.unwrap().text().await });
    let asked = card(&desk.admin).await;
    waits.abort();
    assert!(waits.await.unwrap_err().is_cancelled());
    let path = format!("/actions/{}", asked["action"]["id"].as_str().unwrap());
    let state = wait_for("its end", 20, async || {
        let action = desk.admin.get(&path).await.ok();
        (action["state"] != "pending").then(|| action["state"].clone())
    })
    .await;
    assert_eq!(state, "withdrawn");
}
