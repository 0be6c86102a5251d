//! What is known of an agent afterwards: its door, its program, what holds it.

use serde_json::{Value, json};

use super::client::{Agent, Era};
use super::raw::{call, new_era, result};
use crate::actions::Desk;

async fn seen(desk: &Desk, name: &str) -> Vec<Value> {
    let agents = desk.admin.get("/agents").await.ok();
    let agent = agents["items"].as_array().unwrap().iter().find(|agent| agent["name"] == name);
    agent.unwrap()["seen"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_door_that_an_agent_came_through_is_shown_with_its_program() {
    let desk = Desk::without_runner().await;
    assert!(seen(&desk, "Fae").await.is_empty());
    Agent::connect(&desk.fae, Era::Old).await;
    let one = seen(&desk, "Fae").await;
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!((&one[0]["door"], &one[0]["held"]), (&json!("mcp"), &json!("proposals")));
    assert_eq!((&one[0]["client"], &one[0]["version"]), (&json!("test-agent"), &json!("1.2.3")));
    assert_eq!(one[0]["runsUnasked"], Value::Null);

    let gus = desk.product.named_key("Gus", "ada", "propose");
    result(new_era(&gus, "tools/call", call("get_task", json!({"task_id": "t_1"})))).await;
    let known = seen(&desk, "Gus").await;
    assert_eq!(
        (&known[0]["client"], &known[0]["version"]),
        (&json!("claude-code"), &json!("2.1.330"))
    );
    assert!(known[0]["runsUnasked"].as_str().unwrap().contains("ls -la"));
    gus.with("user-agent", "curl/8.5.0").get("/me").await.ok();
    gus.with("user-agent", "mission-control-hook/0.1.0").get("/me").await.ok();
    let doors = seen(&desk, "Gus").await;
    let words: Vec<_> = doors.iter().map(|d| (&d["door"], &d["client"], &d["held"])).collect();
    assert_eq!(
        words,
        [
            (&json!("hook"), &json!("mission-control-hook"), &json!("cooperative")),
            (&json!("mcp"), &json!("claude-code"), &json!("proposals")),
            (&json!("rest"), &json!("curl"), &json!("proposals")),
        ]
    );
}
