//! A model behind an agent, against the real server: it proposes, hears a no in a person's words, adapts, and finishes.

use serde_json::{Value, json};

use crate::actions::Desk;
use crate::support::{settled, wait_for};

#[path = "../../runner/tests/support/endpoint.rs"]
#[expect(dead_code, reason = "the runner's own tests use the rest of it")]
mod endpoint;

use endpoint::{Endpoint, call, text};

fn propose(script: &str) -> Value {
    json!({"interpreter": "sh", "script": script, "title": "Tidy up",
        "description": "Removes what is old.", "returns": "What was removed."})
}

async fn waiting(desk: &Desk, task: &str, attempt: u64) -> Value {
    wait_for("a card", 30, async || {
        let thread = desk.admin.get(&format!("/tasks/{task}/messages?limit=200")).await.ok();
        let items = thread["items"].as_array().unwrap().clone();
        let mut cards = items.into_iter().map(|item| item["action"].clone());
        cards.find(|card| card["attempt"] == attempt && card["state"] == "pending")
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a13_a18_a_model_proposes_hears_a_no_word_for_word_adapts_and_finishes() {
    let endpoint = Endpoint::open([
        call("list_files", &json!({"path": "."})),
        call("propose_action", &propose("echo everything is gone")),
        text("It was the largest directory."),
        call("propose_action", &propose("echo the old ones are gone")),
        call("finish", &json!({"summary": "The old files are gone.", "succeeded": true})),
    ])
    .await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("agents.toml");
    let agents = format!(
        "[[agent]]\nname = \"Ada\"\ndriver = \"llm\"\nprotocol = \"openai\"\n\
         base_url = \"http://127.0.0.1:{}/v1\"\nmodel = \"m\"\n",
        endpoint.port
    );
    std::fs::write(&file, agents).unwrap();
    let desk = Desk::new(&["--agents", file.to_str().unwrap()]).await;
    let body = json!({"type": "prompt", "content": "Free some disk.", "desktopId": desk.desktop,
        "agent": "Ada", "run": true});
    let task = desk.admin.post("/tasks", body).await.created();
    let task = task["id"].as_str().unwrap();
    let first = waiting(&desk, task, 1).await;
    assert_eq!(first["requestedBy"]["name"], "Ada");

    // Talking is free, also while something waits.
    let question = json!({"text": "Why everything?"});
    desk.admin.post(&format!("/tasks/{task}/messages"), question).await.created();
    wait_for("an answer", 20, async || {
        let thread = desk.admin.get(&format!("/tasks/{task}/messages?limit=200")).await;
        thread.text.contains("It was the largest directory.").then_some(())
    })
    .await;
    assert_eq!(desk.admin.get("/approvals").await.ok()["items"].as_array().unwrap().len(), 1);

    let no = json!({"decision": "reject", "digest": first["digest"], "reason": "wrong_fix",
        "feedback": "Only what is older than a week."});
    let path = format!("/approvals/{}/resolve", first["approvalId"].as_str().unwrap());
    desk.admin.post(&path, no).await.ok();
    let second = waiting(&desk, task, 2).await;
    assert_eq!(second["previousId"], first["id"]);
    let told = endpoint.asked().iter().map(|body| body["messages"].to_string()).collect::<String>();
    assert!(told.contains("Wrong fix") && told.contains("Only what is older than a week."));
    desk.decide(&second, "approve").await.ok();
    let ended = settled(&desk.admin, task, &["review", "done", "failed"], 60).await;
    assert_eq!(ended["status"], "review", "{ended}");
    assert!(endpoint.last().contains("the old ones are gone"), "the result went back to the model");
    let ended = desk.admin.get(&format!("/tasks/{task}")).await.ok();
    assert!(ended["output"].as_str().unwrap().contains("The old files are gone."), "{ended}");
    assert_eq!(ended["usage"]["turns"], 5, "{ended}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_that_is_down_is_told_in_the_thread_and_the_task_can_be_resumed() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("agents.toml");
    let agents = format!(
        "[[agent]]\nname = \"Ada\"\ndriver = \"llm\"\nprotocol = \"anthropic\"\n\
         base_url = \"http://127.0.0.1:{port}/v1\"\nmodel = \"m\"\n"
    );
    std::fs::write(&file, agents).unwrap();
    let desk = Desk::new(&["--agents", file.to_str().unwrap()]).await;
    let body = json!({"type": "prompt", "content": "Look.", "desktopId": desk.desktop,
        "agent": "Ada", "run": true});
    let task = desk.admin.post("/tasks", body).await.created();
    let task = task["id"].as_str().unwrap();
    let path = format!("/tasks/{task}/messages");
    let says = async |words: &str| {
        let thread = desk.admin.get(&format!("{path}?limit=200")).await;
        thread.text.contains(words).then_some(())
    };
    wait_for("what is wrong", 60, async || says("does not answer").await).await;
    let running = desk.admin.get(&format!("/tasks/{task}")).await.ok();
    assert_eq!(running["status"], "running", "it waits for a person: {running}");
    let _endpoint = Endpoint::open_at(port, [text("All is well.")]).await;
    desk.admin.post(&path, json!({"text": "Try again."})).await.created();
    let ended = settled(&desk.admin, task, &["review", "done", "failed"], 60).await;
    assert_eq!(ended["status"], "review", "{ended}");
}
