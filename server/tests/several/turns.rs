//! What one server does at a time: it is done by another one within seconds when that one dies, and by no two at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};

use super::Office;
use crate::support::wait_for;

/// Who does it now: the process of the database that holds the lock.
fn leader(office: &Office) -> Vec<String> {
    let sql = "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted \
               AND datname = current_database() AND application_name = 'mission-control lead'";
    office.servers.database.ask(sql)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn upkeep_goes_on_at_another_server_when_the_one_that_did_it_is_killed() {
    let mut office = Office::open().await;
    let fae = tokio::task::block_in_place(|| {
        office.servers.servers[0].named_key("fae", "ada", "propose").own_key()
    });
    let fae = office.servers.client().key(&fae);
    let prompt = json!({"type": "prompt", "content": "Tidy up.", "desktopId": office.desktop,
        "externalAgent": "fae", "run": true});
    let task = office.admin.post("/tasks", prompt).await.created();
    let mut leaders = Vec::new();
    // Each dies while the two others live, so the one that does it dies at least once.
    for victim in 0..3 {
        office.servers.kill(victim);
        let body = json!({"taskId": task["id"], "interpreter": "sh", "script": format!("echo {victim}"),
            "description": "Says something.", "decideWithinSeconds": 1});
        let action = fae.post("/actions", body).await.created();
        let path = format!("/actions/{}", action["id"].as_str().unwrap());
        wait_for("its end", 20, async || {
            let action = office.admin.get(&path).await.ok();
            (action["state"] == "expired").then_some(())
        })
        .await;
        let now = leader(&office);
        assert_eq!(now.len(), 1, "one at a time: {now:?}");
        leaders.extend(now);
        office.servers.restart(victim);
    }
    leaders.dedup();
    assert!(leaders.len() > 1, "it was handed over: {leaders:?}");
}

/// What arrived, by its id.
type Arrived = Arc<Mutex<HashMap<String, usize>>>;

async fn receive(State(arrived): State<Arrived>, headers: HeaderMap, _: String) -> StatusCode {
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    // Long enough for another server to send it too, if one would.
    tokio::time::sleep(Duration::from_millis(200)).await;
    *arrived.lock().unwrap().entry(id).or_default() += 1;
    StatusCode::NO_CONTENT
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_outside_system_is_told_once_also_when_another_server_takes_over() {
    let office = Office::open().await;
    let arrived = Arrived::default();
    let app = Router::new().route("/hook", post(receive)).with_state(Arc::clone(&arrived));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    office.admin.post("/webhooks", json!({"name": "PSA", "url": url})).await.created();
    office.admin.put("/settings", json!({"taskApprovalMode": false})).await.ok();
    let count = 12;
    for n in 0..count {
        let task = office.runs("true").await;
        let claim = office.runner.post("/runner/claim", json!({"freeSlots": 1})).await.ok();
        let result =
            json!({"lease": claim["work"]["lease"], "outcome": {"kind": "exited", "exitCode": 0}});
        let path = format!("/runner/work/{}/result", task["id"].as_str().unwrap());
        assert!(office.runner.post(&path, result).await.status < 300);
        if n == count / 2 {
            // The one that sends loses its turn, and lives on.
            wait_for("the first of them", 20, async || {
                (!arrived.lock().unwrap().is_empty()).then_some(())
            })
            .await;
            assert_eq!(office.servers.database.end_connections(" lead"), 3);
        }
    }
    wait_for("all of them", 60, async || (arrived.lock().unwrap().len() == count).then_some(()))
        .await;
    // Time for one that comes twice to show itself.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let arrived = arrived.lock().unwrap().clone();
    assert!(arrived.values().all(|times| *times == 1), "{arrived:?}");
    let stored: Value = office.admin.get("/webhooks").await.ok();
    assert!(!stored.to_string().contains("given_up"), "{stored}");
}
