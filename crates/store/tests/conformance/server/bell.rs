//! Every process hears that something happened, once it is committed.

use crate::changes::creation;
use crate::desk::Desk;
use crate::own_database::OwnDatabase;
use service::StoreError;
use service::store::Write;
use sqlx::postgres::PgListener;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bell_rings_with_the_last_event_and_not_for_what_was_refused() {
    let database = OwnDatabase::make().await;
    let desk = Desk::on(store::open(database.url()).await.unwrap()).await;
    let mut listener = PgListener::connect(&database.url()).await.unwrap();
    listener.listen("mission_control").await.unwrap();
    for last in ["2", "4"] {
        let mut refused = creation(&desk, &desk.draft("refused"));
        refused.writes.push(Write::UseSetupSecret([0; 32]));
        let error = desk.store.commit(refused).await.unwrap_err();
        assert!(matches!(error, StoreError::Stale(_)), "{error}");
        desk.put(desk.draft("nothing happened")).await;
        desk.store.commit(creation(&desk, &desk.draft("told"))).await.unwrap();
        let heard = tokio::time::timeout(Duration::from_secs(30), listener.recv()).await;
        assert_eq!(heard.unwrap().unwrap().payload(), last);
    }
}
