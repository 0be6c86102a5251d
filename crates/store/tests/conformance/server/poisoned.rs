//! T65: callers that go away in the middle of something cost nobody else what was acknowledged.

use super::proxy::Proxy;
use crate::changes::creation;
use crate::desk::Desk;
use crate::own_database::OwnDatabase;
use std::time::Duration;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t65_what_was_acknowledged_is_there_whoever_went_away() {
    let database = OwnDatabase::make().await;
    let proxy = Proxy::to(&database, Duration::from_millis(10)).await;
    let desk = Desk::on(store::open(proxy.url(&database)).await.unwrap()).await;
    let other = store::open(database.url()).await.unwrap();
    let mut acknowledged = Vec::new();
    for after in [5, 12, 15, 20, 25, 40, 60, 90].into_iter().cycle().take(40) {
        let after = Duration::from_millis(after);
        let left = desk.draft("left behind");
        let (write, read) = (desk.store.commit(creation(&desk, &left)), desk.store.task(&left.id));
        // Both go away at this moment, wherever they are.
        let _ = tokio::join!(timeout(after, write), timeout(after, read));
        let task = desk.draft("acknowledged");
        let answer = desk.store.commit(creation(&desk, &task)).await;
        answer.unwrap();
        acknowledged.push(task.id);
    }
    for id in &acknowledged {
        assert!(other.task(id).await.unwrap().is_some(), "acknowledged and not there");
    }
}
