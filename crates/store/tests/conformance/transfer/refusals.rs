//! What is not moved, and why.

use super::File;
use super::contents::Contents;
use crate::own_database::OwnDatabase;
use sqlx::Connection;
use std::path::Path;
use store::{TransferError, transfer};

/// Why a move was refused.
async fn refused(from: impl AsRef<Path>, to: impl AsRef<Path>) -> String {
    match transfer(from, to, |_| {}).await {
        Err(TransferError::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_somebody_has_open_is_not_moved() {
    let (file, other, database) = (File::new(), File::new(), OwnDatabase::make().await);
    let open = file.desk().await;
    let why = refused(&file.path, database.url()).await;
    assert!(why.contains("has one of the two databases open"), "{why}");
    drop(open);
    transfer(&file.path, database.url(), |_| {}).await.unwrap();

    let open = store::open(database.url()).await.unwrap();
    let why = refused(database.url(), &other.path).await;
    assert!(why.contains("has one of the two databases open"), "{why}");
    let new = OwnDatabase::make().await;
    let open_too = store::open(new.url()).await.unwrap();
    let why = refused(&file.path, new.url()).await;
    assert!(why.contains("has one of the two databases open"), "{why}");
    drop((open, open_too));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_holds_something_is_not_filled() {
    let (file, other, database) = (File::new(), File::new(), OwnDatabase::make().await);
    drop(file.desk().await);
    drop(other.desk().await);
    transfer(&file.path, database.url(), |_| {}).await.unwrap();
    let before = Contents::of(database.url()).await;
    for (from, to) in
        [(file.path.clone(), database.url().into()), (database.url().into(), other.path.clone())]
    {
        let why = refused(from, to).await;
        assert!(why.contains("holds something already"), "{why}");
    }
    before.expect(&Contents::of(database.url()).await, "nothing was added");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_is_not_moved_into_itself() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    drop(file.desk().await);
    let why = refused(&file.path, &file.path).await;
    assert!(why.contains("has to be PostgreSQL"), "{why}");
    transfer(&file.path, database.url(), |_| {}).await.unwrap();
    let why = refused(database.url(), database.url()).await;
    assert!(why.contains("has one of the two databases open"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_another_version_is_not_moved() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    drop(file.desk().await);
    file.run("PRAGMA user_version = 7").await;
    let why = refused(&file.path, database.url()).await;
    assert!(why.contains("has schema 7") && why.contains("brings it up to date"), "{why}");
    file.run("PRAGMA user_version = 7000").await;
    let error = transfer(&file.path, database.url(), |_| {}).await.unwrap_err().to_string();
    assert!(error.contains("newer version"), "{error}");
    let why = refused(file.path.with_extension("nothing"), database.url()).await;
    assert!(why.contains("There is no database"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_was_changed_is_not_moved() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    let desk = file.desk().await;
    super::record(&desk).await;
    drop(desk);
    let change =
        "DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor_name = 'Eve' WHERE seq = 2";
    file.run(change).await;
    let why = refused(&file.path, database.url()).await;
    assert!(why.contains("audit log is broken: row 2 is not what was written"), "{why}");
    let cut = "DROP TRIGGER audit_is_not_removed; DELETE FROM audit WHERE seq >= 2";
    file.run(cut).await;
    let why = refused(&file.path, database.url()).await;
    assert!(why.contains("it ends at row 1, and row 3 was written last"), "{why}");
    let left = Contents::of(database.url()).await;
    left.expect(&Contents::of(super::new_desk().await.url()).await, "as in a new database");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_arrives_otherwise_is_found() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    let desk = file.desk().await;
    desk.put(desk.draft("one")).await;
    drop(desk);
    let before = Contents::of(&file.path).await;
    // A database that writes something else than it is told.
    drop(store::open(database.url()).await.unwrap());
    let mut beside = database.beside().await;
    let other = "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title = 'two'; RETURN NEW; END $$; \
                 CREATE TRIGGER other BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION other()";
    sqlx::raw_sql(other).execute(&mut beside).await.unwrap();
    let found = transfer(&file.path, database.url(), |_| {}).await.unwrap_err();
    assert_eq!(
        found.to_string(),
        "what arrived is not what was sent: a row of tasks reads differently"
    );
    let less = "CREATE OR REPLACE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$";
    sqlx::raw_sql(less).execute(&mut beside).await.unwrap();
    let found = transfer(&file.path, database.url(), |_| {}).await.unwrap_err();
    assert!(found.to_string().contains("0 rows, and 1 were sent"), "{found}");
    beside.close().await.unwrap();
    before.expect(&Contents::of(&file.path).await, "the first stays as it is");
}
