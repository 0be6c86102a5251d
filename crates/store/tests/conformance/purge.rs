//! Texts that are erased.

use crate::desk::{Desk, finish, party};
use domain::task::Purged;
use domain::{Task, TaskState, Timestamp, Version};
use service::StoreError;
use service::store::{Purge, TaskQuery, Traces, Write};

/// A task that is done, and its end.
async fn done(desk: &Desk, title: &str) -> (Task, Timestamp) {
    let draft = desk.put(desk.draft(title)).await;
    let running = desk.running(draft).await;
    let done = desk.moved(&running, finish(&running, 0, None, desk.now())).await;
    let at = done.state.ended_at().unwrap();
    (done, at)
}

fn purged(desk: &Desk, before: &Task, read: Version) -> (Task, Write) {
    let by = party("u_owner", "Ada");
    let at = desk.now();
    let purged = Purged { by, at, content_bytes: 9, output_bytes: 5, files: 2 };
    let task = before.clone().purge(purged).unwrap();
    let answer = (410, "{}".to_owned());
    let purge = Purge { task: task.clone(), read, answer, urgent: true, at };
    (task, Write::PurgeTask(Box::new(purge)))
}

pub async fn what_is_purged_is_guarded_and_leaves_no_trace_once_it_is_wiped(desk: Desk) {
    let (before, _) = done(&desk, "secretive").await;
    let (_, stale) = purged(&desk, &before, Version(before.version.0 + 1));
    let error = desk.commit(vec![stale]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    assert_eq!(desk.task(&before.id).await, before, "nothing was erased");
    assert_eq!(desk.store.traces().await.unwrap(), Traces::default());

    let (after, purge) = purged(&desk, &before, before.version);
    desk.write(vec![purge]).await;
    assert_eq!(desk.task(&before.id).await, after);
    assert!(matches!(after.state, TaskState::Done { .. }));
    let search =
        |text: &str| TaskQuery { text: Some(text.into()), limit: 9, ..TaskQuery::default() };
    assert!(desk.store.tasks(&search("secretive")).await.unwrap().is_empty());
    assert_eq!(desk.store.tasks(&search("purged")).await.unwrap().len(), 1);
    assert_eq!(desk.store.traces().await.unwrap(), Traces { tasks: 1, urgent: 1 });
    desk.store.wipe().await.unwrap();
    assert_eq!(desk.store.traces().await.unwrap(), Traces::default());
    assert_eq!(desk.task(&before.id).await, after, "all the rest is still there");
    done(&desk, "and it goes on").await;
}

pub async fn what_was_kept_long_enough_is_found_at_its_moment(desk: Desk) {
    let mut all = Vec::new();
    for title in ["one", "two", "three"] {
        all.push(done(&desk, title).await);
    }
    desk.in_review("it waits").await;
    desk.put(desk.draft("it never ran")).await;
    let due = async |before: Timestamp, limit| {
        let found = desk.store.to_purge(before, limit).await.unwrap();
        found.into_iter().map(|task| task.title).collect::<Vec<_>>()
    };
    let after = |at: Timestamp| Timestamp(at.0 + 1);
    assert!(due(all[0].1, 9).await.is_empty(), "not before its moment");
    assert_eq!(due(after(all[0].1), 9).await, ["one"]);
    assert_eq!(due(Timestamp(i64::MAX), 2).await, ["one", "two"], "those over longest first");
    let (_, purge) = purged(&desk, &all[0].0, all[0].0.version);
    desk.write(vec![purge]).await;
    assert_eq!(due(Timestamp(i64::MAX), 9).await, ["two", "three"], "once");
}
