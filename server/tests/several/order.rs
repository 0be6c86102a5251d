//! Numbers of events are given in the order in which they can be read, whoever commits: whoever reads by number never skips
//! one that comes later.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::Office;
use super::stream::last_event;
use crate::support::{command, wait_for};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_by_number_skips_nothing_while_one_server_is_slow_to_commit() {
    let office = Office::open().await;
    let tasks = office.asking(3).await;
    let (slow, fast) = (office.at(&office.admin, 0), office.at(&office.admin, 1));
    let reading = office.at(&office.admin, 2);
    let (over, begun) = (Arc::new(AtomicBool::new(false)), last_event(&office));
    let stop = Arc::clone(&over);
    let reader = tokio::spawn(async move {
        let (mut after, mut reads) = (begun, 0);
        loop {
            let last_look = stop.load(Ordering::SeqCst);
            let page = reading.get(&format!("/activity?after={after}&limit=200")).await.ok();
            let items = page["items"].as_array().unwrap().clone();
            for item in &items {
                assert_eq!(item["seq"], after + 1, "one was not there yet when a later one was");
                after += 1;
            }
            reads += 1;
            if last_look && items.is_empty() {
                return (after, reads);
            }
        }
    });
    for request in &tasks {
        // Somebody else holds the row that the slow server's change is about: it stops in the middle of its commit.
        let sql = format!(
            "BEGIN; SELECT id FROM approvals WHERE id = '{}' FOR UPDATE; SELECT pg_sleep(1.5); COMMIT",
            request.id
        );
        let mut hold = office.servers.database.asking(&sql).stdout(Stdio::null()).spawn().unwrap();
        let sleeper = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1.5)%' AND wait_event = 'PgSleep'";
        wait_for("the row to be held", 10, async || {
            (!office.servers.database.ask(sleeper).is_empty()).then_some(())
        })
        .await;
        let (who, path, body) = (slow.clone(), request.path(), request.body("approve"));
        let answer = tokio::spawn(async move { who.post(&path, body).await });
        let mut others = Vec::new();
        for n in 0..10 {
            let more = json!({"title": format!("quick {n}")});
            let (who, body) = (fast.clone(), command(&office.desktop, "true", more));
            others.push(tokio::spawn(async move { who.post("/tasks", body).await.created() }));
        }
        answer.await.unwrap().ok();
        for other in others {
            other.await.unwrap();
        }
        assert!(hold.wait().unwrap().success());
    }
    over.store(true, Ordering::SeqCst);
    let (read, reads) = reader.await.unwrap();
    assert_eq!(read, last_event(&office));
    assert!(reads > 10, "it was read while they committed: {reads} times");
}
