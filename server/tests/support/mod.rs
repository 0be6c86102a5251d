//! Starts the product, asks it, and ends it.

pub mod asker;
mod client;
pub mod database;
pub mod mail_server;
pub mod product;
pub mod several;
pub mod wire;

pub use client::{Answer, Client};
pub use product::Product;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Asks again until there is an answer, or fails with `what` after some seconds.
pub async fn wait_for<T>(what: &str, seconds: u64, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(Instant::now() < end, "{what}: not within {seconds} s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A command task for a desktop, with more fields on top.
pub fn command(desktop: &str, content: &str, more: Value) -> Value {
    let mut task = json!({"type": "command", "content": content, "desktopId": desktop});
    task.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    task
}

/// Waits until a task is in one of these columns, and answers it.
pub async fn settled(client: &Client, id: &str, statuses: &[&str], seconds: u64) -> Value {
    let what = format!("task {id} in {statuses:?}");
    wait_for(&what, seconds, async || {
        let task = client.get(&format!("/tasks/{id}")).await.ok();
        statuses.contains(&task["status"].as_str().unwrap()).then_some(task)
    })
    .await
}

/// A task that waits for a person before it runs, on a desktop that nobody runs: its approval.
pub async fn asking(client: &Client, desktop: &str) -> Value {
    let more = json!({"approveBeforeRun": true, "run": true});
    let task = client.post("/tasks", command(desktop, "true", more)).await.created();
    let id = task["pendingApprovalIds"][0].as_str().expect("it asks at once").to_owned();
    client.get(&format!("/approvals/{id}")).await.ok()
}

/// A task with a result that waits for a person, made by an external agent: the task.
pub async fn in_review(client: &Client, agent: &Client, desktop: &str) -> Value {
    let name = agent.get("/me").await.ok()["name"].clone();
    let body = json!({"type": "prompt", "content": "Tidy up.", "desktopId": desktop,
        "externalAgent": name, "requiresApproval": true, "run": true});
    let task = client.post("/tasks", body).await.created();
    let finish = json!({"outcome": "succeeded", "output": "tidy"});
    agent.post(&format!("/tasks/{}/finish", task["id"].as_str().unwrap()), finish).await.ok()
}
