//! What a file must be to be opened, and what it is afterwards.

use crate::desk::Desk;
use service::StoreError;
use std::path::Path;
use std::time::Duration;

async fn refusal(place: impl AsRef<Path>) -> String {
    match store::open(place).await {
        Err(StoreError::Broken(why)) => why,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was opened"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    drop(store::open(&place).await.unwrap());
    let mut beside = super::beside(&place).await;
    super::run(&mut beside, "PRAGMA user_version = 99; DROP TABLE setup").await.unwrap();
    let why = refusal(&place).await;
    assert!(why.contains("newer"), "{why}");
    assert_eq!(super::text(&mut beside, "PRAGMA user_version").await, "99");
    let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'setup'";
    assert_eq!(super::text(&mut beside, tables).await, "0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("other.db");
    std::fs::write(&place, b"").unwrap();
    let mut beside = super::beside(&place).await;
    super::run(&mut beside, "CREATE TABLE theirs (x)").await.unwrap();
    let why = refusal(&place).await;
    assert!(why.contains("another program"), "{why}");
    let tables = "SELECT group_concat(name) FROM sqlite_schema";
    assert_eq!(super::text(&mut beside, tables).await, "theirs");

    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear Ada, ".repeat(1000)).unwrap();
    refusal(&letter).await;
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Dear Ada, ".repeat(1000));
    let why = refusal(folder.path().join("no/such/folder/desk.db")).await;
    assert!(why.contains("no/such/folder"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_opened_by_path_and_by_url_and_keeps_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk ü.db");
    let desk = Desk::on(store::open(&place).await.unwrap()).await;
    let task = desk.put(desk.draft("kept")).await;
    drop(desk);
    for url in [format!("sqlite:{}", place.display()), format!("sqlite://{}", place.display())] {
        let store = store::open(&url).await.unwrap();
        assert_eq!(store.task(&task.id).await.unwrap().unwrap().task, task, "{url}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_may_open_the_same_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    let openers: Vec<_> = (0..8).map(|_| tokio::spawn(store::open(place.clone()))).collect();
    for opener in openers {
        opener.await.unwrap().unwrap().ready().await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    let desk = Desk::on(store::open(&place).await.unwrap()).await;
    desk.store.ready().await.unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 2, "the file and its log");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_store_leaves_one_tidy_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    let desk = Desk::on(store::open(&place).await.unwrap()).await;
    desk.put(desk.draft("kept")).await;
    let log = folder.path().join("desk.db-wal");
    assert!(log.metadata().unwrap().len() > 0);
    drop(desk);
    for _ in 0..100 {
        if log.metadata().map_or(0, |found| found.len()) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the log is still there");
}
