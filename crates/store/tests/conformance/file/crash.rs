//! kill -9 in the middle of writing: what was acknowledged is there.

use crate::changes::{assert_whole, creation};
use crate::desk::Desk;
use domain::TaskId;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const PLACE: &str = "STORE_CRASH_TEST_FILE";
const ROUND: &str = "STORE_CRASH_TEST_ROUND";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kill_nine() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    drop(Desk::on(store::open(&place).await.unwrap()).await);
    let mut acknowledged = HashSet::new();
    for round in 0..5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["file::crash::the_child_that_writes", "--exact", "--ignored", "--nocapture"])
            .env(PLACE, &place)
            .env(ROUND, round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let reading = std::thread::spawn(move || {
            let mut ids = lines.map_while(Result::ok).filter_map(|line| {
                Some(line.strip_prefix("acknowledged ")?.strip_suffix('.')?.to_owned())
            });
            let first = ids.next();
            (first, ids)
        });
        let (first, rest) = reading.join().unwrap();
        acknowledged.insert(first.expect("the child wrote nothing"));
        let reading = std::thread::spawn(move || rest.collect::<Vec<_>>());
        let moment = RandomState::new().hash_one(round) % 300;
        tokio::time::sleep(Duration::from_millis(moment)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(reading.join().unwrap());

        let store = store::open(&place).await.unwrap();
        for id in &acknowledged {
            let found = store.task(&TaskId::new(id.as_str())).await.unwrap();
            assert!(found.is_some(), "{id} was acknowledged and is gone");
        }
        let written = store.last_event().await.unwrap() / 2;
        assert!(written >= i64::try_from(acknowledged.len()).unwrap());
        assert_whole(&*store, written).await;
        let mut beside = super::beside(&place).await;
        assert_eq!(super::text(&mut beside, "PRAGMA integrity_check").await, "ok");
    }
    assert!(acknowledged.len() > 20, "{} in five rounds", acknowledged.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, which kills it"]
async fn the_child_that_writes() {
    let place = std::env::var_os(PLACE).expect("started by the test above");
    let round = std::env::var(ROUND).unwrap();
    let desk = Arc::new(Desk::again_on(store::open(place).await.unwrap()));
    let mut writers = Vec::new();
    for writer in 0..4 {
        let (desk, round) = (desk.clone(), round.clone());
        writers.push(tokio::spawn(async move {
            for n in 0.. {
                let mut task = desk.draft("written before the crash");
                task.id = TaskId::new(format!("t_{round}_{writer}_{n}"));
                desk.store.commit(creation(&desk, &task)).await.unwrap();
                let mut out = std::io::stdout().lock();
                // The full stop tells a whole line from one that was cut off.
                writeln!(out, "acknowledged {}.", task.id).unwrap();
                out.flush().unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
}
