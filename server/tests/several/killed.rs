//! A server is killed in the middle of decisions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use super::{Office, Request};
use crate::support::{Client, wait_for};

const REQUESTS: usize = 300;
const DECIDERS: usize = 6;

/// What was acknowledged: the request's place and the state it got.
pub(super) type Acknowledged = Arc<Mutex<Vec<(usize, &'static str)>>>;

/// Answers request after request, and goes on when one breaks off. Notes each answer that was acknowledged.
pub(super) async fn decide(
    who: Client,
    requests: Arc<Vec<Request>>,
    next: Arc<AtomicUsize>,
    acknowledged: Acknowledged,
) {
    loop {
        let place = next.fetch_add(1, Ordering::SeqCst);
        let Some(request) = requests.get(place) else { return };
        let (decision, state) =
            if place.is_multiple_of(2) { ("approve", "approved") } else { ("reject", "rejected") };
        let path = format!("/api/mission-control{}", request.path());
        let sent = who.request(Method::POST, &path).json(&request.body(decision)).send().await;
        // Only a whole answer counts: one that broke off was not acknowledged.
        let answer = match sent {
            Ok(answer) if answer.status() == 200 => answer.json::<Value>().await.ok(),
            _ => None,
        };
        let Some(answer) = answer else {
            // As a person does who is told to try again.
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        };
        assert_eq!(answer["approval"]["state"], state);
        acknowledged.lock().unwrap().push((place, state));
    }
}

/// What was acknowledged is there, and nothing was written twice.
pub(super) async fn assert_kept(office: &Office, requests: &[Request], kept: &[(usize, &str)]) {
    for (place, state) in kept {
        let stored = office.admin.get(&format!("/approvals/{}", requests[*place].id)).await.ok();
        assert_eq!(stored["state"], *state, "{place} was acknowledged");
    }
    let answers = office.answers();
    let known: Vec<usize> = kept.iter().map(|(place, _)| *place).collect();
    for (place, request) in requests.iter().enumerate() {
        let written = answers.get(&request.id).copied().unwrap_or_default();
        let least = usize::from(known.contains(&place));
        assert!((least..=1).contains(&written), "{place}: {written} answers are in the log");
    }
    let chain = "SELECT COUNT(*) FROM audit a JOIN audit b ON b.seq = a.seq + 1 WHERE b.prev_hash <> a.hash";
    assert_eq!(office.servers.database.ask(chain), ["0"], "the chain is whole");
    let holes = "SELECT MAX(seq) - COUNT(*) FROM events";
    assert_eq!(office.servers.database.ask(holes), ["0"], "no number is left out");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_the_server_that_was_killed_and_nothing_is_there_twice() {
    let mut office = Office::open().await;
    for victim in 0..3 {
        let requests = Arc::new(office.asking(REQUESTS).await);
        let (next, acknowledged) = (Arc::default(), Acknowledged::default());
        let deciders: Vec<_> = (0..DECIDERS)
            .map(|_| {
                let (next, acknowledged) = (Arc::clone(&next), Arc::clone(&acknowledged));
                tokio::spawn(decide(office.admin.clone(), requests.clone(), next, acknowledged))
            })
            .collect();
        wait_for("some answers", 60, async || {
            (acknowledged.lock().unwrap().len() >= REQUESTS / 5).then_some(())
        })
        .await;
        office.servers.kill(victim);
        let before = acknowledged.lock().unwrap().len();
        assert!(before < REQUESTS, "the kill came too late to prove anything");
        futures::future::join_all(deciders).await.into_iter().for_each(Result::unwrap);
        let kept = acknowledged.lock().unwrap().clone();
        assert!(kept.len() > before, "those at the others went on: {before}, then {}", kept.len());
        assert_kept(&office, &requests, &kept).await;
        office.servers.restart(victim);
        let again = office.at(&office.admin, victim);
        again.get(&format!("/approvals/{}", requests[0].id)).await.ok();
    }
}
