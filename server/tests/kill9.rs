//! The server dies in the middle. What it acknowledged is there when it comes back, and nothing is run twice.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, Product, command, settled, wait_for};

const ROUNDS: usize = 5;
const IN_A_ROUND: usize = 300;
/// How many answers the server has acknowledged when it is killed.
const ACKNOWLEDGED: usize = 220;
const DECIDERS: usize = 8;

/// Requests that wait for a person: id and digest.
async fn requests(admin: &Client, desktop: &str) -> Vec<(String, String)> {
    let makers = (0..DECIDERS).map(|n| {
        let (admin, desktop) = (admin.clone(), desktop.to_owned());
        tokio::spawn(async move {
            let mut made = Vec::new();
            for _ in (n..IN_A_ROUND).step_by(DECIDERS) {
                let approval = crate::support::asking(&admin, &desktop).await;
                let text = |field: &str| approval[field].as_str().unwrap().to_owned();
                made.push((text("id"), text("digest")));
            }
            made
        })
    });
    futures::future::join_all(makers).await.into_iter().flat_map(Result::unwrap).collect()
}

/// Answers request after request until the server is gone; notes each answer that was acknowledged.
async fn decide(
    who: Client,
    requests: Arc<Vec<(String, String)>>,
    next: Arc<AtomicUsize>,
    acknowledged: Arc<Mutex<Vec<(String, &'static str)>>>,
) {
    loop {
        let place = next.fetch_add(1, Ordering::SeqCst);
        let Some((id, digest)) = requests.get(place) else { return };
        let (decision, state) =
            if place.is_multiple_of(2) { ("approve", "approved") } else { ("reject", "rejected") };
        let body = json!({"decision": decision, "digest": digest});
        let path = format!("/api/mission-control/approvals/{id}/resolve");
        let sent = who.request(Method::POST, &path).json(&body).send().await;
        // Only a whole answer counts: one that broke off was not acknowledged.
        let Ok(answer) = sent else { return };
        if answer.status() != 200 {
            return;
        }
        let Ok(answer) = answer.json::<Value>().await else { return };
        assert_eq!(answer["approval"]["state"], state);
        acknowledged.lock().unwrap().push((id.clone(), state));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_acknowledged_decision_is_lost_when_the_server_is_killed() {
    let mut product = Product::start();
    product.person("ada", "admin");
    let (desktop, _) = product.desktop("bench", &product.key("ada", "read")).await;
    let made = product.cli(&["key", "add", "all", "--for", "ada", "--scopes", "read,tasks,decide"]);
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let mut total = 0;
    for round in 0..ROUNDS {
        let admin = product.client().key(&key);
        let requests = Arc::new(requests(&admin, &desktop).await);
        let (next, acknowledged) = (Arc::default(), Arc::new(Mutex::new(Vec::new())));
        let deciders: Vec<_> = (0..DECIDERS)
            .map(|_| {
                let (next, acknowledged) = (Arc::clone(&next), Arc::clone(&acknowledged));
                tokio::spawn(decide(admin.clone(), requests.clone(), next, acknowledged))
            })
            .collect();
        wait_for("enough answers", 60, async || {
            (acknowledged.lock().unwrap().len() >= ACKNOWLEDGED).then_some(())
        })
        .await;
        tokio::task::block_in_place(|| product.kill());
        futures::future::join_all(deciders).await.into_iter().for_each(Result::unwrap);
        let acknowledged = acknowledged.lock().unwrap().clone();
        assert!(acknowledged.len() < IN_A_ROUND, "the kill came too late to prove anything");
        total += acknowledged.len();
        tokio::task::block_in_place(|| product.restart());
        let admin = product.client().key(&key);
        for (id, state) in &acknowledged {
            let stored = admin.get(&format!("/approvals/{id}")).await.ok();
            assert_eq!(stored["state"], *state, "round {round}: {id} was acknowledged");
            assert_eq!(stored["decision"]["by"]["name"], "ada");
            let task = stored["task"]["id"].as_str().unwrap();
            let task = admin.get(&format!("/tasks/{task}")).await.ok();
            let wanted = if *state == "approved" { "pending" } else { "failed" };
            assert_eq!(task["status"], wanted, "the task moved with its approval: {task}");
        }
    }
    assert!(total >= 1_000, "only {total} answers were acknowledged");
}

/// How often the command ran.
fn runs(file: &std::path::Path) -> usize {
    std::fs::read_to_string(file).map_or(0, |text| text.lines().count())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_runs_twice_when_the_server_is_killed_while_it_runs() {
    let mut product = Product::start_with(&[]);
    product.person("ada", "admin");
    let made = product.cli(&["key", "add", "all", "--for", "ada", "--scopes", "read,tasks,admin"]);
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let out = tempfile::tempdir().unwrap();
    // Killed before the command is started, in its middle, and about when it ends.
    for (round, after) in [0, 20, 60, 120, 900, 1000, 1010].into_iter().enumerate() {
        let admin = product.client().key(&key);
        let desktops = admin.get("/desktops").await.ok();
        let desktop = desktops["items"][0]["id"].as_str().unwrap().to_owned();
        let file = out.path().join(format!("round {round}"));
        let content = format!("echo ran >> '{}'; sleep 1; echo over", file.display());
        let more = json!({"run": true});
        let task = admin.post("/tasks", command(&desktop, &content, more)).await.created();
        let id = task["id"].as_str().unwrap();
        if round > 3 {
            wait_for("the start", 10, async || (runs(&file) > 0).then_some(())).await;
        }
        tokio::time::sleep(Duration::from_millis(after)).await;
        tokio::task::block_in_place(|| product.kill());
        let before = runs(&file);
        tokio::task::block_in_place(|| product.restart());
        let admin = product.client().key(&key);
        let task = settled(&admin, id, &["review", "done", "failed"], 60).await;
        // Time for a second run to show itself.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let ran = runs(&file);
        assert!(ran <= 1, "round {round}: it ran {ran} times: {task}");
        if task["status"] == "failed" {
            assert_eq!(task["failure"]["code"], "runner_lost", "round {round}: {task}");
        } else {
            assert_eq!((ran, &task["exitCode"]), (1, &json!(0)), "round {round}: {task}");
        }
        assert!(before <= ran, "round {round}");
    }
}
