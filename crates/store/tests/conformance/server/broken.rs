//! Connections that break: what was answered is there, what was refused is not, and it goes on by itself.

use super::proxy::{Cut, Proxy};
use crate::changes::{assert_whole, creation};
use crate::desk::Desk;
use crate::own_database::OwnDatabase;
use service::StoreError;
use service::store::Committed;
use std::sync::Arc;
use std::time::Duration;

/// A desk behind a proxy, and the same database without it.
async fn behind() -> (OwnDatabase, Proxy, Arc<Desk>, Desk) {
    let database = OwnDatabase::make().await;
    let proxy = Proxy::to(&database, Duration::ZERO).await;
    let desk = Desk::on(store::open(proxy.url(&database)).await.unwrap()).await;
    let other = Desk::again_on(store::open(database.url()).await.unwrap());
    (database, proxy, Arc::new(desk), other)
}

/// Makes a task while the connection is cut, does `meanwhile`, and lets the store look for the server again.
async fn make_while_cut(
    proxy: &Proxy,
    desk: &Arc<Desk>,
    cut: Cut,
    meanwhile: impl AsyncFnOnce(),
) -> (domain::Task, Result<Committed, StoreError>) {
    let task = desk.draft("made while it broke");
    let change = creation(desk, &task);
    proxy.cut_and_shut(cut);
    let store = desk.store.clone();
    let made = tokio::spawn(async move { store.commit(change).await });
    proxy.was_cut().await;
    meanwhile().await;
    proxy.open();
    (task, made.await.unwrap())
}

async fn commit(desk: &Desk, title: &str) {
    desk.store.commit(creation(desk, &desk.draft(title))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_was_not_answered_is_found_out() {
    let (_database, proxy, desk, other) = behind().await;
    let (task, answer) = make_while_cut(&proxy, &desk, Cut::AfterCommit, async || {}).await;
    assert_eq!(answer.unwrap().task_numbers, [1]);
    assert_eq!(desk.task(&task.id).await.number, 1);
    let (task, answer) = make_while_cut(&proxy, &desk, Cut::BeforeCommit, async || {}).await;
    let Err(StoreError::Busy(why)) = answer else { panic!("{answer:?}") };
    assert!(why.starts_with("nothing was written"), "{why}");
    assert!(other.store.task(&task.id).await.unwrap().is_none());
    commit(&desk, "it goes on").await;
    assert_whole(&*other.store, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_was_not_answered_is_told_from_those_of_others() {
    let (_database, proxy, desk, other) = behind().await;
    // Others write before it can look: as many as it wrote, so that the numbers alone say nothing.
    let meanwhile = async || commit(&other, "another's").await;
    let (task, answer) = make_while_cut(&proxy, &desk, Cut::AfterCommit, meanwhile).await;
    assert_eq!(answer.unwrap().task_numbers, [1]);
    assert_eq!(other.task(&task.id).await.number, 1);
    let meanwhile = async || commit(&other, "another's").await;
    let (task, answer) = make_while_cut(&proxy, &desk, Cut::BeforeCommit, meanwhile).await;
    let Err(StoreError::Busy(why)) = answer else { panic!("{answer:?}") };
    assert!(why.starts_with("nothing was written"), "{why}");
    assert!(other.store.task(&task.id).await.unwrap().is_none());
    assert_whole(&*other.store, 3).await;
}

/// What a change without an audit row or an event leaves is not told from what others wrote.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_found_out_is_not_called_done() {
    let (_database, proxy, desk, other) = behind().await;
    let task = desk.draft("without a trace");
    proxy.cut_and_shut(Cut::BeforeCommit);
    let (mine, new) = (desk.clone(), task.clone());
    let insert = service::store::Write::InsertTask(Box::new(new));
    let made = tokio::spawn(async move { mine.commit(vec![insert]).await });
    proxy.was_cut().await;
    other.put(other.draft("another's")).await;
    proxy.open();
    let answer = made.await.unwrap();
    let Err(StoreError::Busy(why)) = answer else { panic!("{answer:?}") };
    assert!(why.starts_with("it is not known"), "{why}");
    assert!(other.store.task(&task.id).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_ended_every_connection_is_asked_again() {
    let database = OwnDatabase::make().await;
    let desk = Arc::new(Desk::on(store::open(database.url()).await.unwrap()).await);
    for round in 0..3 {
        // As many connections as there ever are.
        let readers = (0..24).map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.store.desktops().await })
        });
        for reader in readers.collect::<Vec<_>>() {
            reader.await.unwrap().unwrap();
        }
        let ended = database.end_connections().await;
        assert!(ended > 1, "{ended}");
        if round % 2 == 0 {
            desk.store.desktops().await.unwrap();
        }
        commit(&desk, "it goes on").await;
        desk.store.desktops().await.unwrap();
    }
    assert_whole(&*desk.store, 3).await;
}
