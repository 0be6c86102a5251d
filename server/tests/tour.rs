//! What a newcomer meets: the Tour agent looks at this machine, proposes one harmless change, and adapts to a no.

use serde_json::{Value, json};

use crate::actions::Desk;
use crate::support::{settled, wait_for};

async fn tour(desk: &Desk) -> String {
    let body = json!({"type": "prompt", "content": "Show me around.", "desktopId": desk.desktop,
        "agent": "Tour", "run": true});
    desk.admin.post("/tasks", body).await.created()["id"].as_str().unwrap().to_owned()
}

async fn card(desk: &Desk, task: &str, attempt: u64) -> Value {
    let path = format!("/tasks/{task}/messages?limit=200");
    wait_for("a card", 30, async || {
        let thread = desk.admin.get(&path).await.ok();
        let items = thread["items"].as_array().unwrap().clone();
        items.into_iter().map(|item| item["action"].clone()).find(|a| a["attempt"] == attempt)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_agents_change_is_on_disk_after_a_yes_and_only_then() {
    let desk = Desk::new(&[]).await;
    let task = tour(&desk).await;
    let action = card(&desk, &task, 1).await;
    assert_eq!(action["requestedBy"]["name"], "Tour");
    let number = desk.admin.get(&format!("/tasks/{task}")).await.ok()["number"].clone();
    let place = desk.product.data.path().join("workspaces/tasks").join(number.to_string());
    let file = place.join("hello-from-mission-control.md");
    assert!(!file.exists(), "before the yes");
    desk.decide(&action, "approve").await.ok();
    let over = settled(&desk.admin, &task, &["review", "done", "failed"], 60).await;
    assert!(file.exists(), "{over}");
    let card = card(&desk, &task, 1).await;
    assert_eq!(
        (&card["state"], &card["result"]["matchesExpected"]),
        (&json!("succeeded"), &json!(true))
    );
    let files = desk.admin.get(&format!("/tasks/{task}/files")).await.ok();
    assert_eq!(files["items"][0]["path"], "hello-from-mission-control.md");
}

#[tokio::test(flavor = "multi_thread")]
async fn a3_a13_the_tour_agent_reads_freely_and_adapts_to_a_no() {
    let desk = Desk::new(&[]).await;
    let task = tour(&desk).await;
    let first = card(&desk, &task, 1).await;
    let list = desk.admin.get("/approvals?state=all").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "reading asks for nothing");
    let ask = json!({"text": "What are you?"});
    desk.admin.post(&format!("/tasks/{task}/messages"), ask).await.created();
    wait_for("an answer", 20, async || {
        let path = format!("/tasks/{task}/messages?limit=200");
        let thread = desk.admin.get(&path).await.ok();
        let items = thread["items"].as_array().unwrap().clone();
        let asked = items.iter().position(|item| item["text"] == "What are you?")?;
        items[asked..].iter().any(|item| item["author"]["kind"] == "agent").then_some(())
    })
    .await;
    desk.decide(&first, "reject").await.ok();
    let second = card(&desk, &task, 2).await;
    assert_eq!(second["previousId"], first["id"]);
    desk.decide(&second, "reject").await.ok();
    let over = settled(&desk.admin, &task, &["review", "done"], 60).await;
    assert_eq!(over["failure"], Value::Null, "a no is no failure");
    let files = desk.admin.get(&format!("/tasks/{task}/files")).await.ok();
    assert_eq!(files["items"], json!([]), "nothing was changed");
}
