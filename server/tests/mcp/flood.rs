//! An agent that asks faster than anybody reads: T48.

use serde_json::{Value, json};

use super::client::{Agent, Era};
use super::decided::command;
use crate::actions::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn t48_a_flood_is_refused_and_people_are_told_once() {
    let desk = Desk::without_runner().await;
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let mut told = Vec::new();
    for n in 0..100 {
        let said = command(&format!("echo {n}"), json!({"wait_seconds": 0}));
        told.push(agent.call("propose_action", said).await);
    }
    let (asked, refused): (Vec<_>, Vec<_>) =
        told.iter().partition(|told| told.is_error == Some(false));
    assert_eq!((asked.len(), refused.len()), (20, 80));
    for no in refused {
        let body = super::client::body(no, true);
        assert_eq!((&body["code"], &body["retryable"]), (&json!("too_many_waiting"), &json!(true)));
        assert_eq!(body["retry_after_seconds"], 60, "{body}");
    }
    let task = asked[0].structured_content.as_ref().unwrap()["task_id"].as_str().unwrap();
    let over_rest =
        json!({"taskId": task, "interpreter": "sh", "script": "true", "description": "x"});
    let answer = desk.fae.post("/actions", over_rest).await;
    answer.refused(429, "too_many_waiting");
    assert_eq!(answer.header("retry-after"), "60");
    let thread = desk.admin.get(&format!("/tasks/{task}/messages?limit=200")).await.ok();
    let said: Vec<&Value> = thread["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["author"]["kind"] == "system")
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0]["text"].as_str().unwrap().starts_with("Fae asks faster than anybody can read.")
    );
    let waiting = desk.admin.get("/approvals?limit=200").await.ok();
    assert_eq!(waiting["items"].as_array().unwrap().len(), 20);
}
