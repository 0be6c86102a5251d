//! The database goes away under load, and comes back.

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::Office;
use super::killed::{Acknowledged, assert_kept, decide};
use super::stream::{Follower, last_event};
use crate::support::{command, settled, wait_for};

const REQUESTS: usize = 300;
const DECIDERS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_lost_nor_there_twice_when_the_database_goes_away_and_comes_back() {
    let office = Office::open().await;
    let requests = Arc::new(office.asking(REQUESTS).await);
    let after = last_event(&office);
    let followers: Vec<_> =
        (0..3).map(|n| Follower::of(vec![office.at(&office.admin, n)], after)).collect();
    let (next, acknowledged) = (Arc::<AtomicUsize>::default(), Acknowledged::default());
    let deciders: Vec<_> = (0..DECIDERS)
        .map(|_| {
            let (next, acknowledged) = (Arc::clone(&next), Arc::clone(&acknowledged));
            tokio::spawn(decide(office.admin.clone(), requests.clone(), next, acknowledged))
        })
        .collect();
    let count = |acknowledged: &Mutex<Vec<_>>| acknowledged.lock().unwrap().len();
    for part in 1..=2 {
        wait_for("some answers", 60, async || {
            (count(&acknowledged) >= REQUESTS * part / 5).then_some(())
        })
        .await;
        // As a restart is seen from here: every connection breaks off in whatever it says, and for a while there is none. What
        // the database had begun for them it rolls back.
        office.servers.gate.cut();
        office.servers.database.end_connections("");
        tokio::time::sleep(Duration::from_secs(2)).await;
        office.servers.gate.mend();
    }
    let before = count(&acknowledged);
    futures::future::join_all(deciders).await.into_iter().for_each(Result::unwrap);
    let kept = acknowledged.lock().unwrap().clone();
    assert!(kept.len() > before, "they went on: {before}, then {}", kept.len());
    assert_kept(&office, &requests, &kept).await;
    // A runner that waits at one server hears of what comes in at another.
    let waiting = office.at(&office.runner, 2);
    let claim = tokio::spawn(async move {
        waiting.post("/runner/claim?wait=45", json!({"freeSlots": 50})).await
    });
    let made = office.at(&office.admin, 0);
    made.post("/tasks", command(&office.desktop, "true", json!({"run": true}))).await.created();
    assert_eq!(claim.await.unwrap().status, 200);
    let last = last_event(&office);
    for follower in &followers {
        follower.heard_all_up_to(last).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_run_whose_runner_could_not_be_heard_is_not_lost_when_the_database_comes_back() {
    let office = Office::open().await;
    let off = json!({"taskApprovalMode": false});
    office.admin.put("/settings", off).await.ok();
    let task = office.runs("sleep 100").await;
    let claim = office.runner.post("/runner/claim", json!({"freeSlots": 1})).await.ok();
    let (id, lease) = (task["id"].as_str().unwrap(), claim["work"]["lease"].clone());
    assert_eq!(claim["work"]["id"], task["id"], "{claim}");
    office.servers.gate.cut();
    // The lease ends meanwhile, and no heartbeat can be written down.
    tokio::time::sleep(Duration::from_secs(domain::limits::LEASE_SECONDS.unsigned_abs() + 2)).await;
    office.servers.gate.mend();
    wait_for("a heartbeat", 20, async || {
        let body = json!({"lease": lease});
        let beat = office.runner.post(&format!("/runner/work/{id}/heartbeat"), body).await;
        (beat.status == 200).then_some(())
    })
    .await;
    let result = json!({"lease": lease, "outcome": {"kind": "exited", "exitCode": 0}});
    let told = office.runner.post(&format!("/runner/work/{id}/result"), result).await;
    assert!(told.status < 300, "{told:?}");
    let ended = settled(&office.admin, id, &["done", "failed", "review"], 20).await;
    assert_eq!((&ended["status"], &ended["failure"]), (&json!("done"), &json!(null)), "{ended}");
}
