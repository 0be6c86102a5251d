//! Live streams at every server: each has every event once and in order, over cuts and over servers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::StreamExt;
use reqwest::Method;
use tokio::task::JoinHandle;

use super::Office;
use crate::support::{Client, command, wait_for};

/// Somebody who listens, as a browser does: when a stream ends they come back with the last number they had.
pub(super) struct Follower {
    heard: Arc<Mutex<Vec<i64>>>,
    work: JoinHandle<()>,
}

impl Follower {
    /// Listens at these places in turn, from the event after this one on.
    pub(super) fn of(places: Vec<Client>, after: i64) -> Self {
        let heard = Arc::new(Mutex::new(vec![after]));
        let work = tokio::spawn(follow(places, Arc::clone(&heard)));
        Self { heard, work }
    }

    /// Waits until they have heard of this event, and looks that they heard of each one once.
    pub(super) async fn heard_all_up_to(&self, last: i64) {
        wait_for("the last event", 30, async || {
            (self.heard.lock().unwrap().last() >= Some(&last)).then_some(())
        })
        .await;
        let heard = self.heard.lock().unwrap().clone();
        let whole: Vec<i64> = (heard[0]..heard[0] + i64::try_from(heard.len()).unwrap()).collect();
        assert_eq!(heard, whole, "none is left out and none comes twice");
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.work.abort();
    }
}

async fn follow(places: Vec<Client>, heard: Arc<Mutex<Vec<i64>>>) {
    for place in places.iter().cycle() {
        let last = heard.lock().unwrap().last().copied().unwrap().to_string();
        let place = place.with("last-event-id", &last);
        let stream =
            place.request(Method::GET, "/api/mission-control/activity/stream").send().await;
        let Some(answer) = stream.ok().filter(|answer| answer.status() == 200) else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let mut bytes = answer.bytes_stream();
        let mut text = String::new();
        while let Some(Ok(part)) = bytes.next().await {
            text.push_str(std::str::from_utf8(&part).unwrap());
            while let Some((frame, rest)) = text.split_once("\n\n") {
                let id = frame.lines().find_map(|line| line.strip_prefix("id:"));
                if let Some(id) = id {
                    heard.lock().unwrap().push(id.trim().parse().unwrap());
                }
                text = rest.to_owned();
            }
        }
    }
}

/// The number of the last event.
pub(super) fn last_event(office: &Office) -> i64 {
    office.servers.database.ask("SELECT event_seq FROM heads")[0].parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_listener_whose_bell_was_cut_catches_up_by_itself() {
    let office = Office::open().await;
    let after = last_event(&office);
    let followers: Vec<_> =
        (0..3).map(|n| Follower::of(vec![office.at(&office.admin, n)], after)).collect();
    let mut cut = 0;
    for round in 0..10 {
        for n in 0..6 {
            let more = serde_json::json!({"title": format!("task {round} {n}")});
            let body = command(&office.desktop, "true", more);
            office.admin.post("/tasks", body).await.created();
            if n == 3 {
                cut += office.servers.database.end_connections(" bell");
            }
        }
    }
    assert!(cut >= 10, "only {cut} bells were cut");
    let last = last_event(&office);
    assert!(last >= after + 60);
    for follower in &followers {
        follower.heard_all_up_to(last).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_listener_that_comes_back_at_another_server_misses_nothing() {
    let mut office = Office::open().await;
    let after = last_event(&office);
    let places = (0..3).map(|n| office.at(&office.admin, n)).collect();
    let follower = Follower::of(places, after);
    let over_the_balancer = Follower::of(vec![office.admin.clone()], after);
    for victim in 0..3 {
        for n in 0..10 {
            let more = serde_json::json!({"title": format!("task {n}")});
            let body = command(&office.desktop, "true", more);
            office.admin.post("/tasks", body).await.created();
        }
        office.servers.kill(victim);
        for _ in 0..10 {
            let body = command(&office.desktop, "true", serde_json::json!({}));
            office.admin.post("/tasks", body).await.created();
        }
        office.servers.restart(victim);
    }
    let last = last_event(&office);
    follower.heard_all_up_to(last).await;
    over_the_balancer.heard_all_up_to(last).await;
}
