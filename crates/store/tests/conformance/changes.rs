//! A change is whole or nothing, alone or in a batch, and what it gives out is without gaps.

use crate::desk::{Desk, answer, audit, decided, event, operator, update};
use domain::audit::genesis;
use domain::event::EventKind;
use domain::policy::Preset;
use domain::{ApprovalState, EventSeq, Gate, Task, TaskId, Verdict, Version};
use service::store::{Change, Committed, Write};
use service::{Store, StoreError};
use std::sync::Arc;
use tokio::sync::Barrier;

/// Each guarded write, with a version that is no longer there, and its right counterpart.
async fn guards(desk: &Desk) -> Vec<Write> {
    let task = desk.put(desk.draft("guarded")).await;
    let after = task.clone().cancel(&operator(), desk.now()).unwrap();
    let approval = desk.ask(desk.approval(&task, Gate::AfterRun)).await;
    let yes = answer(&approval, Verdict::Approve, desk.now());
    let ghost = desk.draft("never written");
    let (action, _) = desk.propose(&task, "helper").await;
    let (preset, version) = (Preset::Balanced, Version(8));
    vec![
        Write::UpdateTask { task: Box::new(after.clone()), read: Version(7) },
        Write::UpdateTask { task: Box::new(ghost.clone()), read: Version(1) },
        Write::ExpectTask { id: task.id.clone(), read: Version(2) },
        Write::ExpectTask { id: TaskId::new("t_none"), read: Version(1) },
        Write::UpdateApproval { approval: Box::new(yes), read: Version(7) },
        Write::InsertApproval(Box::new(desk.approval(&ghost, Gate::AfterRun))),
        Write::UpdateSettings { settings: desk.store.settings().await.unwrap(), read: Version(7) },
        Write::UpdatePerson { person: desk.owner.clone(), read: Version(7) },
        Write::UseSetupSecret([0; 32]),
        Write::UpdateAction { action: Box::new(action.clone()), read: Version(7) },
        Write::ExpectAction { id: action.id.clone(), read: Version(7) },
        Write::InsertAction(Box::new(desk.action(&ghost, &desk.approval_id()))),
        Write::UpdatePolicy { preset, version, read: Version(7) },
    ]
}

pub async fn one_stale_guard_undoes_the_whole_change(desk: Desk) {
    let guards = guards(&desk).await;
    let count = guards.len();
    for stale in guards {
        let what = format!("{stale:?}");
        let before = desk.draft("before the guard");
        let after = desk.draft("after the guard");
        let change = Change {
            writes: vec![
                Write::InsertTask(Box::new(before.clone())),
                stale,
                Write::InsertTask(Box::new(after.clone())),
            ],
            audit: vec![audit("task.create", "x", desk.now())],
            events: vec![event(EventKind::TaskCreated, desk.now())],
        };
        let error = desk.store.commit(change).await.unwrap_err();
        assert!(matches!(error, StoreError::Stale(_)), "{what}: {error}");
        for task in [before, after] {
            assert!(desk.store.task(&task.id).await.unwrap().is_none(), "{what}");
        }
    }
    assert!(desk.store.audit(0, 10).await.unwrap().is_empty());
    assert!(desk.store.events(0, 10).await.unwrap().is_empty());
    assert!(count >= 13);
    // The numbers that were not used are given to the next.
    assert_eq!(desk.put(desk.draft("next")).await.number, 2);
}

pub async fn an_expected_task_is_not_changed(desk: Desk) {
    let task = desk.put(desk.draft("expected")).await;
    let expect = Write::ExpectTask { id: task.id.clone(), read: task.version };
    desk.write(vec![expect]).await;
    assert_eq!(desk.task(&task.id).await, task);
}

/// A change with a task, an audit row and two events.
pub fn creation(desk: &Desk, task: &Task) -> Change {
    Change {
        writes: vec![Write::InsertTask(Box::new(task.clone()))],
        audit: vec![audit("task.create", task.id.as_str(), desk.now())],
        events: vec![
            event(EventKind::TaskCreated, desk.now()).task(&task.id).with("n", 1),
            event(EventKind::TaskQueued, desk.now()).task(&task.id).desktop(&task.desktop),
        ],
    }
}

pub async fn events_read_back_with_all_they_carry(desk: Desk) {
    let task = desk.draft("told");
    let approval = desk.approval(&task, Gate::AfterRun);
    let mut facts = Vec::new();
    for kind in EventKind::ALL {
        facts.push(event(*kind, desk.now()));
    }
    facts.push(
        event(EventKind::TaskDone, desk.now())
            .task(&task.id)
            .approval(&approval.id)
            .desktop(&task.desktop)
            .with("text", "“quoted”\n")
            .with("number", 12)
            .with("list", vec![1, 2]),
    );
    let change = Change { events: facts.clone(), ..Change::default() };
    let committed = desk.store.commit(change).await.unwrap();
    let last = i64::try_from(facts.len()).unwrap();
    assert_eq!(committed.last_event, Some(EventSeq(last)));
    assert_eq!(desk.store.last_event().await.unwrap(), last);
    let found = desk.store.events(0, 1000).await.unwrap();
    let (numbers, stored): (Vec<_>, Vec<_>) =
        found.into_iter().map(|event| (event.seq.0, event.fact)).unzip();
    assert_eq!(stored, facts);
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    let page = desk.store.events(3, 2).await.unwrap();
    assert_eq!(page.iter().map(|event| event.seq.0).collect::<Vec<_>>(), [4, 5]);
}

/// Eight callers at once, every third change stale.
async fn storm(desk: &Arc<Desk>, stores: &[Arc<dyn Store>]) -> Vec<Committed> {
    let barrier = Arc::new(Barrier::new(8));
    let mut callers = Vec::new();
    for caller in 0..8 {
        let (desk, barrier) = (desk.clone(), barrier.clone());
        let store = stores[caller % stores.len()].clone();
        callers.push(tokio::spawn(async move {
            barrier.wait().await;
            let mut mine = Vec::new();
            for n in 0..30 {
                let mut change = creation(&desk, &desk.draft(&format!("{caller} {n}")));
                if n % 3 == 2 {
                    change.writes.push(Write::UseSetupSecret([0; 32]));
                    let error = store.commit(change).await.unwrap_err();
                    assert!(matches!(error, StoreError::Stale(_)), "{error}");
                } else {
                    mine.push(store.commit(change).await.unwrap());
                }
            }
            mine
        }));
    }
    let mut all = Vec::new();
    for caller in callers {
        let mine = caller.await.unwrap();
        let order: Vec<_> = mine.iter().map(|committed| committed.last_event).collect();
        assert!(order.is_sorted(), "a later change of one caller has later events");
        all.extend(mine);
    }
    all
}

/// Checks that numbers, events and the chain are whole after `commits` changes made by [`creation`].
pub async fn assert_whole(store: &dyn Store, commits: i64) {
    let events = store.events(0, 100_000).await.unwrap();
    let numbers: Vec<_> = events.iter().map(|event| event.seq.0).collect();
    assert_eq!(numbers, (1..=2 * commits).collect::<Vec<_>>());
    // The two events of a change stand side by side.
    for pair in events.chunks(2) {
        assert_eq!(pair[0].fact.task, pair[1].fact.task);
        assert_eq!(
            [pair[0].fact.kind, pair[1].fact.kind],
            [EventKind::TaskCreated, EventKind::TaskQueued]
        );
    }
    let mut hash = genesis();
    let rows = store.audit(0, 100_000).await.unwrap();
    assert_eq!(i64::try_from(rows.len()).unwrap(), commits);
    for (seq, row) in (1..).zip(&rows) {
        assert_eq!(row, &row.entry.clone().chain(seq, std::mem::take(&mut hash)));
        hash.clone_from(&row.hash);
        // The audit row and the events of one change have the same place.
        let place = usize::try_from(seq - 1).unwrap() * 2;
        let task = events[place].fact.task.as_ref().unwrap();
        assert_eq!(task.as_str(), row.entry.subject_id);
        let number = store.task(task).await.unwrap().unwrap().task.number;
        assert_eq!(number, seq, "task numbers are given in the order of the commits");
    }
}

pub async fn numbers_and_chain_are_whole_under_concurrency(desk: Desk) {
    let desk = Arc::new(desk);
    let committed = storm(&desk, std::slice::from_ref(&desk.store)).await;
    assert_eq!(committed.len(), 160);
    for one in &committed {
        let number = one.task_numbers[0];
        assert_eq!(one.last_event, Some(EventSeq(2 * number)));
    }
    assert_whole(&*desk.store, 160).await;
    crate::tasks::assert_counted(&desk).await;
}

/// What the command line does beside a running server.
pub async fn two_programs_may_write_the_same_database(desk: Desk, other: Arc<dyn Store>) {
    let desk = Arc::new(desk);
    let stores = [desk.store.clone(), other.clone()];
    let committed = storm(&desk, &stores).await;
    assert_eq!(committed.len(), 160);
    assert_whole(&*desk.store, 160).await;
    assert_eq!(other.last_event().await.unwrap(), desk.store.last_event().await.unwrap());
}

pub async fn of_eight_deciders_exactly_one_wins(desk: Desk) {
    const APPROVALS: i64 = 200;
    let desk = Arc::new(desk);
    let task = desk.put(desk.draft("asked about")).await;
    for round in 0..APPROVALS {
        let approval = desk.ask(desk.approval(&task, Gate::AfterRun)).await;
        let barrier = Arc::new(Barrier::new(8));
        let deciders = (0..8).map(|decider| {
            let (desk, barrier, approval) = (desk.clone(), barrier.clone(), approval.clone());
            tokio::spawn(async move {
                let verdict = if decider % 2 == 0 { Verdict::Approve } else { Verdict::Reject };
                let after = answer(&approval, verdict, desk.now());
                let change = Change {
                    writes: vec![decided(&approval, &after)],
                    audit: vec![audit("approval.decide", approval.id.as_str(), desk.now())],
                    events: vec![event(EventKind::ApprovalDecided, desk.now())],
                };
                barrier.wait().await;
                (after, desk.store.commit(change).await)
            })
        });
        let mut winners = Vec::new();
        for decider in deciders.collect::<Vec<_>>() {
            match decider.await.unwrap() {
                (after, Ok(_)) => winners.push(after),
                (_, Err(StoreError::Stale(_))) => {}
                (_, Err(other)) => panic!("{other}"),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}");
        let stored = desk.store.approval(&approval.id).await.unwrap().unwrap().approval;
        assert_eq!(stored, winners[0]);
        assert!(!matches!(stored.state, ApprovalState::Pending));
    }
    // Losers left nothing behind.
    assert_eq!(desk.store.last_event().await.unwrap(), APPROVALS);
    assert_eq!(desk.store.audit(APPROVALS - 1, 10_000).await.unwrap().len(), 1);
}

pub async fn a_caller_that_goes_away_undoes_nothing(desk: Desk) {
    let desk = Arc::new(desk);
    let mut left = Vec::new();
    for n in 0..100_u64 {
        let task = desk.draft(&format!("left behind {n}"));
        let change = creation(&desk, &task);
        let store = desk.store.clone();
        let caller = tokio::spawn(async move { store.commit(change).await });
        // Go away at every stage, from not begun to answered.
        tokio::time::sleep(std::time::Duration::from_micros(n * 20)).await;
        caller.abort();
        left.push((task, caller.await));
    }
    desk.store.ready().await.unwrap();
    let mut written = 0;
    for (task, outcome) in left {
        let found = desk.store.task(&task.id).await.unwrap().is_some();
        if let Ok(answer) = outcome {
            answer.unwrap();
            assert!(found, "acknowledged and not there");
        }
        written += i64::from(found);
    }
    assert!(written > 0);
    assert_whole(&*desk.store, written).await;
}

pub async fn a_failed_change_leaves_its_neighbours_alone(desk: Desk) {
    let desk = Arc::new(desk);
    // All at once, so that they share batches; half of them cannot be done, each for a reason of its own.
    let taken = desk.put(desk.draft("taken id")).await;
    let mut callers = Vec::new();
    for n in 0..200 {
        let desk = desk.clone();
        let taken = taken.clone();
        callers.push(tokio::spawn(async move {
            let task = desk.draft(&format!("neighbour {n}"));
            let mut writes = vec![Write::InsertTask(Box::new(task.clone()))];
            match n % 4 {
                1 => writes.push(update(&Task { version: Version(9), ..taken.clone() }, &taken)),
                3 => writes.push(Write::InsertTask(Box::new(taken))),
                _ => {}
            }
            (n, task, desk.commit(writes).await)
        }));
    }
    for caller in callers {
        let (n, task, outcome) = caller.await.unwrap();
        let found = desk.store.task(&task.id).await.unwrap();
        match (n % 4, outcome) {
            (1, Err(StoreError::Stale(_))) | (3, Err(StoreError::Broken(_))) => {
                assert!(found.is_none());
            }
            (0 | 2, Ok(committed)) => {
                assert_eq!(found.unwrap().task.number, committed.task_numbers[0]);
            }
            (_, other) => panic!("{n}: {other:?}"),
        }
    }
    crate::tasks::assert_counted(&desk).await;
    assert_eq!(desk.put(desk.draft("next")).await.number, 102);
}
