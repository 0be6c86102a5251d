//! Figures, not checks: how many changes a second, and what a page costs when much waits.
//! `cargo test --release -p store --test conformance measure -- --ignored --nocapture`

use crate::desk::{Desk, answer, audit, decided, event, finish, update};
use domain::event::EventKind;
use domain::{Approval, Gate, Task, TaskStatus, Verdict};
use service::store::{ApprovalOrder, ApprovalQuery, Change, TaskQuery, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Everything that a person's yes to a result writes.
fn decision(desk: &Desk, task: &Task, approval: &Approval) -> Change {
    let after = answer(approval, Verdict::Approve, desk.now());
    let done = task.clone().result_decided(after.state.decision().unwrap()).unwrap();
    Change {
        writes: vec![decided(approval, &after), update(task, &done)],
        audit: vec![
            audit("approval.approve", approval.id.as_str(), desk.now()),
            audit("task.done", task.id.as_str(), desk.now()),
        ],
        events: vec![
            event(EventKind::ApprovalDecided, desk.now())
                .approval(&approval.id)
                .task(&task.id)
                .desktop(&task.desktop)
                .with("gate", "after_run")
                .with("decision", "approve"),
            event(EventKind::TaskDone, desk.now()).task(&task.id).desktop(&task.desktop),
        ],
    }
}

fn creation(desk: &Desk) -> Change {
    let task = desk.draft("measured");
    Change {
        events: vec![event(EventKind::TaskCreated, desk.now()).task(&task.id)],
        audit: vec![audit("task.create", task.id.as_str(), desk.now())],
        writes: vec![Write::InsertTask(Box::new(task))],
    }
}

/// Tasks in Review, made without their history.
async fn reviews(desk: &Desk, count: usize) -> Vec<(Task, Approval)> {
    let like = desk.running(desk.put(desk.draft("like")).await).await;
    let mut all = Vec::new();
    while all.len() < count {
        let mut writes = Vec::new();
        let first = all.len();
        for _ in 0..count.min(first + 500) - first {
            let mut task = desk.draft("result to look at");
            let approval = desk.approval(&task, Gate::AfterRun);
            task.state = finish(&like, 0, Some(approval.id.clone()), desk.now()).state;
            writes.push(Write::InsertTask(Box::new(task.clone())));
            writes.push(Write::InsertApproval(Box::new(approval.clone())));
            all.push((task, approval));
        }
        let numbers = desk.write(writes).await.task_numbers;
        for ((task, _), number) in all[first..].iter_mut().zip(numbers) {
            task.number = number;
        }
    }
    all
}

/// Runs the changes with this many callers and prints how many a second were durable.
async fn throughput(desk: &Arc<Desk>, name: &str, callers: usize, changes: Vec<Change>) {
    let count = changes.len();
    let queue = Arc::new(std::sync::Mutex::new(changes));
    let began = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (desk, queue) = (desk.clone(), queue.clone());
            tokio::spawn(async move {
                loop {
                    let Some(change) = queue.lock().unwrap().pop() else { return };
                    desk.store.commit(change).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = count as f64 / began.elapsed().as_secs_f64();
    println!("{name}, {callers} callers: {rate:.0}/s");
}

/// The middle of many tries.
async fn median<F: Future>(mut ask: impl FnMut() -> F) -> Duration {
    let mut times = Vec::new();
    for _ in 0..51 {
        let began = Instant::now();
        ask().await;
        times.push(began.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures, checks nothing"]
async fn commits_per_second() {
    let folder = tempfile::tempdir().unwrap();
    let store = store::open(folder.path().join("desk.db")).await.unwrap();
    let desk = Arc::new(Desk::on(store).await);
    for (callers, count) in [(1, 2_000), (16, 10_000), (64, 20_000), (256, 40_000)] {
        let reviews = reviews(&desk, count).await;
        let changes =
            reviews.iter().map(|(task, approval)| decision(&desk, task, approval)).collect();
        throughput(&desk, "decisions", callers, changes).await;
        let changes = (0..count).map(|_| creation(&desk)).collect();
        throughput(&desk, "creations", callers, changes).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures, checks nothing"]
async fn pages_when_much_waits() {
    let folder = tempfile::tempdir().unwrap();
    let store = store::open(folder.path().join("desk.db")).await.unwrap();
    let desk = Desk::on(store).await;
    for count in [2_000, 98_000] {
        reviews(&desk, count).await;
        let (desk, store) = (&desk, &desk.store);
        println!("after {count} approvals:");
        for order in [ApprovalOrder::Oldest, ApprovalOrder::Unblocks] {
            let page = ApprovalQuery { order, limit: 50, ..ApprovalQuery::default() };
            let time = median(|| async { store.approvals(&page).await.unwrap() }).await;
            println!("  first 50 by {order:?}: {time:?}");
        }
        let review =
            TaskQuery { statuses: vec![TaskStatus::Review], limit: 50, ..TaskQuery::default() };
        let time = median(|| async { store.tasks(&review).await.unwrap() }).await;
        println!("  first 50 of a column: {time:?}");
        let time = median(|| async { store.count_tasks(&TaskQuery::default()).await.unwrap() });
        println!("  counts of all columns: {:?}", time.await);
        println!("  what waits: {:?}", median(|| async { store.waiting().await.unwrap() }).await);
        let text = Some("no such words".to_owned());
        let search = TaskQuery { text, limit: 50, ..TaskQuery::default() };
        let time = median(|| async { store.tasks(&search).await.unwrap() }).await;
        println!("  a search that finds nothing: {time:?}");
        let since = desk.now();
        let time = median(|| async { store.track_record(since).await.unwrap() }).await;
        println!("  the track record: {time:?}");
        println!("  overdue: {:?}", median(|| async { store.overdue(since).await.unwrap() }).await);
    }
}
