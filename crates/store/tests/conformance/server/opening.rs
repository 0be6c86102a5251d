//! What a database must be to be opened.

use crate::own_database::OwnDatabase;
use service::StoreError;

async fn refusal(database: &OwnDatabase) -> String {
    match store::open(database.url()).await {
        Err(StoreError::Broken(why)) => why,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was opened"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_another_or_a_newer_program_is_left_alone() {
    let theirs = OwnDatabase::make().await;
    theirs.run("CREATE TABLE schema_version (version TEXT)").await;
    let why = refusal(&theirs).await;
    assert!(why.contains("another program"), "{why}");
    theirs.run("INSERT INTO schema_version VALUES ('theirs')").await;

    let newer = OwnDatabase::make().await;
    drop(store::open(newer.url()).await.unwrap());
    newer.run("UPDATE schema_version SET version = 9999; DROP TABLE setup").await;
    let why = refusal(&newer).await;
    assert!(why.contains("newer"), "{why}");
    newer.run("CREATE TABLE setup (nothing_was_made TEXT)").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_may_open_the_same_new_database_at_once() {
    let database = OwnDatabase::make().await;
    let openers: Vec<_> = (0..8).map(|_| tokio::spawn(store::open(database.url()))).collect();
    for opener in openers {
        opener.await.unwrap().unwrap().ready().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_with_a_file_is_not_done_with_a_server() {
    let error = store::backup("postgres://mc@localhost/desk", "copy".as_ref()).await.unwrap_err();
    assert!(error.to_string().contains("pg_dump"), "{error}");
}
