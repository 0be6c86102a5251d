//! The token of an agent that a runner starts.

use serde_json::json;

use super::client::{Agent, Era};
use super::decided::command;
use super::raw::{old_era, post_to, result};
use crate::support::{Answer, Product};

#[tokio::test(flavor = "multi_thread")]
async fn a_run_brings_a_token_that_proposes_in_its_task_and_ends_with_it() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, runner) = product.desktop("bench", &admin).await;
    let claim = json!({"freeSlots": 1, "agents": ["Fern"], "workspace": "/srv/work"});
    assert_eq!(runner.post("/runner/claim", claim.clone()).await.status, 204);
    let body = json!({"type": "prompt", "content": "Tidy", "desktopId": desktop, "agent": "Fern", "run": true});
    let task = admin.post("/tasks", body).await.created();
    let work = runner.post("/runner/claim", claim).await.ok()["work"].clone();
    let token = work["agentToken"].as_str().expect("a token").to_owned();

    let agent = Agent::named("gemini-cli", &admin, &token, Era::Old).await;
    let told = agent.ok("propose_action", command("true", json!({"wait_seconds": 0}))).await;
    assert_eq!(told["task_id"], task["id"], "without a name it is its own task");
    let action = admin.get(&format!("/actions/{}", told["action_id"].as_str().unwrap())).await.ok();
    assert_eq!(action["requestedBy"]["name"], "Fern");
    assert_eq!(action["cwd"], serde_json::Value::Null);
    let elsewhere = command("echo x", json!({"device": "elsewhere", "wait_seconds": 0}));
    assert_eq!(agent.error("propose_action", elsewhere).await["code"], "invalid_field");
    assert_eq!(
        agent.error("create_task", json!({"title": "x", "command": "true"})).await["code"],
        "insufficient_scope"
    );
    let fern = product.client().key(&token);
    // Its runner says where it works, and it says nothing.
    let asks =
        json!({"name": "propose_action", "arguments": command("pwd", json!({"wait_seconds": 0}))});
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asks});
    let told = result(post_to("/mcp?cwd=%2Fsrv%2Fwork%2Fshop", &fern, body)).await;
    let id = told["structuredContent"]["action_id"].as_str().expect("an action").to_owned();
    let there = admin.get(&format!("/actions/{id}")).await.ok();
    assert_eq!(there["cwd"], "/srv/work/shop");
    fern.get("/tasks").await.refused(403, "insufficient_scope");

    let end = json!({"lease": work["lease"], "outcome": {"kind": "exited", "exitCode": 0}});
    let ended =
        runner.post(&format!("/runner/work/{}/result", work["id"].as_str().unwrap()), end).await;
    assert_eq!(ended.status, 200, "{ended:?}");
    Answer::of(old_era(&fern, "tools/list", json!({}))).await.refused(401, "unauthenticated");
}
