//! A full disk and a locked file: busy, and nothing changed.

use crate::desk::Desk;
use domain::TaskId;
use service::StoreError;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PLACE: &str = "STORE_FULL_TEST_FILE";

/// A limit on the size of files stands for a full disk: the same write fails in the same place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_everything_is_busy_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    drop(Desk::on(store::open(&place).await.unwrap()).await);
    let script = "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\"";
    let child = Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["file::full::the_child_that_fills_the_disk", "--exact", "--ignored", "--nocapture"])
        .env(PLACE, &place)
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{output}{}", String::from_utf8_lossy(&child.stderr));
    let ids = |outcome: &str| -> Vec<String> {
        output.lines().filter_map(|line| line.strip_prefix(outcome)).map(str::to_owned).collect()
    };
    let (written, refused) = (ids("written "), ids("busy "));
    assert!(!written.is_empty() && !refused.is_empty(), "{output}");

    // There is room again.
    let store = store::open(&place).await.unwrap();
    for id in &written {
        assert!(store.task(&TaskId::new(id.as_str())).await.unwrap().is_some(), "{id}");
    }
    for id in &refused {
        assert!(store.task(&TaskId::new(id.as_str())).await.unwrap().is_none(), "{id}");
    }
    let mut beside = super::beside(&place).await;
    assert_eq!(super::text(&mut beside, "PRAGMA integrity_check").await, "ok");
    let desk = Desk::again_on(store);
    assert_eq!(
        desk.put(desk.draft("next")).await.number,
        i64::try_from(written.len()).unwrap() + 1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, under a limit on the size of files"]
async fn the_child_that_fills_the_disk() {
    let place = std::env::var_os(PLACE).expect("started by the test above");
    let desk = Arc::new(Desk::again_on(store::open(place).await.unwrap()));
    let mut refused = 0;
    for round in 0..100 {
        let mut callers = Vec::new();
        for caller in 0..8 {
            let desk = desk.clone();
            callers.push(tokio::spawn(async move {
                let mut task = desk.draft("large");
                task.id = TaskId::new(format!("t_{round}_{caller}"));
                task.content = "x".repeat(20_000);
                let id = task.id.clone();
                (id, desk.commit(vec![service::store::Write::InsertTask(Box::new(task))]).await)
            }));
        }
        for caller in callers {
            match caller.await.unwrap() {
                (id, Ok(_)) => println!("written {id}"),
                (id, Err(StoreError::Busy(_))) => {
                    refused += 1;
                    println!("busy {id}");
                }
                (id, Err(other)) => panic!("{id}: {other}"),
            }
        }
        // Reading goes on, and says the same.
        assert!(desk.store.last_event().await.is_ok());
        if refused > 16 {
            let ready = desk.store.ready().await;
            println!("ready: {ready:?}");
            return;
        }
    }
    panic!("the disk never filled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_another_program_holds_the_lock_writers_are_told_to_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    let desk = Arc::new(Desk::on(store::open(&place).await.unwrap()).await);
    let mut beside = super::beside(&place).await;
    super::run(&mut beside, "BEGIN IMMEDIATE").await.unwrap();
    let began = Instant::now();
    let task = desk.draft("too soon");
    let mut callers = Vec::new();
    for _ in 0..4 {
        let (desk, task) = (desk.clone(), task.clone());
        let write = service::store::Write::InsertTask(Box::new(task));
        callers.push(tokio::spawn(async move { desk.commit(vec![write]).await }));
    }
    let ready = desk.store.ready().await.unwrap_err();
    assert!(matches!(ready, StoreError::Busy(_)), "{ready}");
    for caller in callers {
        let error = caller.await.unwrap().unwrap_err();
        assert!(matches!(error, StoreError::Busy(_)), "{error}");
    }
    assert!(began.elapsed() >= Duration::from_secs(5), "it waits before it gives up");
    assert!(desk.store.task(&task.id).await.unwrap().is_none(), "readers do not wait");
    super::run(&mut beside, "ROLLBACK").await.unwrap();
    assert_eq!(desk.put(task).await.number, 1);
    desk.store.ready().await.unwrap();
}
