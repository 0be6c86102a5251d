//! Tasks over the protocol: the one that is made for an agent, and those it makes.

use serde_json::json;

use super::client::{Agent, Era};
use super::decided::command;
use crate::actions::Desk;
use crate::support::settled;

#[tokio::test(flavor = "multi_thread")]
async fn what_one_agent_asks_on_one_desktop_is_one_task() {
    let desk = Desk::without_runner().await;
    let asks = async |who, script: String| {
        let agent = Agent::connect(who, Era::New).await;
        let told = agent.ok("propose_action", command(&script, json!({"wait_seconds": 0}))).await;
        told["task_id"].as_str().unwrap().to_owned()
    };
    let at_once = (0..6).map(|n| asks(&desk.fae, format!("echo {n}")));
    let tasks = futures::future::join_all(at_once).await;
    assert!(tasks.iter().all(|task| *task == tasks[0]), "also what it asks at once: {tasks:?}");
    let gus = desk.product.named_key("Gus", "ada", "propose");
    assert_ne!(asks(&gus, "true".into()).await, tasks[0], "another agent has another one");
    let task = desk.admin.get(&format!("/tasks/{}", tasks[0])).await.ok();
    assert_eq!(
        (&task["title"], &task["externalAgent"]),
        (&json!("Requests of Fae"), &json!("Fae"))
    );
    desk.admin.post(&format!("/tasks/{}/cancel", tasks[0]), json!({})).await.ok();
    assert_ne!(asks(&desk.fae, "true".into()).await, tasks[0], "one that is over takes no more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_waits_for_a_yes_and_a_prompt_is_its_own_work() {
    let desk = Desk::new(&[]).await;
    let worker = desk.product.named_key("Wren", "ada", "propose,tasks");
    let agent = Agent::connect(&worker, Era::Old).await;
    let made = agent.ok("create_task", json!({"title": "Say hi", "command": "echo hi"})).await;
    assert_eq!((&made["status"], &made["waits_for_a_person"]), (&json!("pending"), &json!(true)));
    let id = made["task_id"].as_str().unwrap().to_owned();
    let both = json!({"title": "x", "command": "true", "prompt": "y"});
    assert_eq!(agent.error("create_task", both).await["code"], "invalid_field");
    let card = super::decided::card(&desk.admin).await;
    let yes = json!({"decision": "approve", "digest": card["digest"]});
    desk.admin
        .post(&format!("/approvals/{}/resolve", card["id"].as_str().unwrap()), yes)
        .await
        .ok();
    settled(&desk.admin, &id, &["review"], 30).await;
    // A task that a runner runs is nobody's in particular, so reading it takes the right to read.
    assert_eq!(agent.error("get_task", json!({"task_id": id})).await["code"], "not_your_task");

    let own = agent
        .ok(
            "create_task",
            json!({"title": "Tidy", "prompt": "Tidy up.", "requires_approval": true}),
        )
        .await;
    assert_eq!(own["status"], "running");
    let told = agent
        .ok(
            "propose_action",
            command("true", json!({"task_id": own["task_id"], "wait_seconds": 0})),
        )
        .await;
    assert_eq!(told["task_id"], own["task_id"]);
    let read = agent.ok("get_task", json!({"task_id": own["task_id"]})).await;
    assert_eq!((&read["title"], &read["waits_for_a_person"]), (&json!("Tidy"), &json!(true)));
}
