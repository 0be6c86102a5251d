//! Whichever server is asked: sessions, limits, runners, long-polls.

use std::time::{Duration, Instant};

use serde_json::json;

use super::Office;
use crate::support::product::password;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_session_that_one_server_made_works_at_every_one_and_ends_at_all() {
    let office = Office::open().await;
    let browser = office.servers.servers[0].browser("ada").await;
    for n in 0..3 {
        assert_eq!(office.at(&browser, n).page("/").await.status, 200, "{n}");
        assert_eq!(office.at(&browser, n).get("/me").await.ok()["name"], "ada", "{n}");
    }
    assert_eq!(office.at(&browser, 2).form("sign_out", &[]).await.status, 200);
    for n in 0..3 {
        assert_eq!(office.at(&browser, n).get("/me").await.status, 401, "{n}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_to_sign_in_are_counted_over_all_servers() {
    let office = Office::open().await;
    let here = office.servers.client().with("sec-fetch-site", "same-origin");
    let guess = async |n: usize, password: &str| {
        let fields = [("name", "ada"), ("password", password)];
        office.at(&here, n % 3).form("sign_in", &fields).await
    };
    // Ten at once, and one that comes back every ten seconds.
    let (begun, mut looked_at) = (Instant::now(), 0);
    for n in 0..30 {
        match guess(n, "not her password").await.status {
            401 => looked_at += 1,
            429 => {}
            other => panic!("{n}: {other}"),
        }
    }
    let back = begun.elapsed().as_secs() / 10 + 1;
    assert!((10..=10 + back).contains(&looked_at), "{looked_at} were looked at");
    while guess(0, "not her password").await.status != 429 {}
    for n in 0..3 {
        let answer = guess(n, &password("ada")).await;
        answer.refused(429, "rate_limited");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_runner_that_waits_at_one_server_gets_what_comes_in_at_another_and_reports_to_a_third() {
    let office = Office::open().await;
    office.admin.put("/settings", json!({"taskApprovalMode": false})).await.ok();
    let begun = Instant::now();
    for round in 0..9 {
        let waiting = office.at(&office.runner, round % 3);
        let claim = tokio::spawn(async move {
            waiting.post("/runner/claim?wait=30", json!({"freeSlots": 1})).await.ok()
        });
        let body = crate::support::command(&office.desktop, "true", json!({"run": true}));
        let admin = office.at(&office.admin, (round + 1) % 3);
        let made = admin.post("/tasks", body).await.created();
        let claimed = claim.await.unwrap();
        assert_eq!(claimed["work"]["id"], made["id"]);
        let id = made["id"].as_str().unwrap();
        let third = office.at(&office.runner, (round + 2) % 3);
        let result = json!({"lease": claimed["work"]["lease"], "outcome": {"kind": "exited", "exitCode": 0}});
        let told = third.post(&format!("/runner/work/{id}/result"), result).await;
        assert!(told.status < 300, "{told:?}");
        let seen = office.at(&office.admin, round % 3).get(&format!("/tasks/{id}")).await.ok();
        assert_eq!(seen["status"], "done", "{seen}");
    }
    // Without the bell a server looks by itself every five seconds.
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_that_is_repeated_at_another_server_is_carried_out_once() {
    let office = Office::open().await;
    let body = crate::support::command(&office.desktop, "true", json!({"title": "once"}));
    let once = office.admin.with("idempotency-key", "the same");
    let sent = (0..12).map(|n| {
        let (who, body) = (office.at(&once, n % 3), body.clone());
        tokio::spawn(async move { who.post("/tasks", body).await })
    });
    let mut ids = Vec::new();
    for answer in futures::future::join_all(sent).await {
        let answer = answer.unwrap();
        match answer.status {
            201 => ids.push(answer.json()["id"].as_str().unwrap().to_owned()),
            _ => drop(answer.refused(409, "request_in_progress")),
        }
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(office.servers.database.ask("SELECT COUNT(*) FROM tasks"), ["1"]);
}
