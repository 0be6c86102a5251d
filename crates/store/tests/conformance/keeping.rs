//! How much is kept of what happened.

use crate::desk::{Desk, audit};
use domain::attention::Given;
use domain::audit::{AuditHead, Chain, genesis};
use domain::event::{EventKind, NewEvent};
use domain::{Gate, PersonId, Timestamp, Verdict};
use service::StoreError;
use service::store::{Change, Kept, RecordWrite, Write};

fn forget(write: RecordWrite) -> Vec<Write> {
    vec![Write::Record(write)]
}

async fn happened(desk: &Desk, at: &[i64]) {
    let event = |at: &i64| NewEvent::new(EventKind::SettingsChanged, Timestamp(*at));
    let events = at.iter().map(event).collect();
    desk.store.commit(Change { events, ..Change::default() }).await.unwrap();
}

async fn numbers(desk: &Desk, after: i64) -> Vec<i64> {
    let events = desk.store.events(after, 100).await.unwrap();
    events.iter().map(|event| event.seq.0).collect()
}

pub async fn the_oldest_events_are_forgotten_and_it_is_known_up_to_where(desk: Desk) {
    let nothing = Kept { events_after: 0, audit_after: AuditHead { rows: 0, hash: genesis() } };
    assert_eq!(desk.store.kept().await.unwrap(), nothing);
    assert_eq!(desk.store.old_events(Timestamp(i64::MAX), 9).await.unwrap(), None);
    // The clock was set back before the fifth.
    happened(&desk, &[10, 20, 30, 40, 15, 50]).await;
    let old = async |before, most| desk.store.old_events(Timestamp(before), most).await.unwrap();
    assert_eq!(old(10, 9).await, None, "the oldest is not older");
    assert_eq!(old(11, 9).await, Some(1));
    assert_eq!(old(35, 9).await, Some(3), "what follows one that is kept is kept");
    assert_eq!(old(35, 2).await, Some(2), "at most so many");
    assert_eq!(old(99, 9).await, Some(6));
    for _ in 0..2 {
        desk.write(forget(RecordWrite::ForgetEvents { up_to: 3 })).await;
        assert_eq!(desk.store.kept().await.unwrap(), Kept { events_after: 3, ..nothing.clone() });
        assert_eq!(numbers(&desk, 0).await, [4, 5, 6]);
    }
    desk.write(forget(RecordWrite::ForgetEvents { up_to: 2 })).await;
    assert_eq!(desk.store.kept().await.unwrap().events_after, 3, "never less");
    assert_eq!(old(45, 9).await, Some(5));
    happened(&desk, &[60]).await;
    assert_eq!(numbers(&desk, 3).await, [4, 5, 6, 7], "numbers go on");
}

pub async fn only_archived_audit_rows_go_and_the_chain_goes_on(desk: Desk) {
    let before = desk.store.audit_head().await.unwrap().rows;
    let rows = (1..=6).map(|n| audit("task.create", &format!("t_{n}"), Timestamp(n * 10)));
    desk.store.commit(Change { audit: rows.collect(), ..Change::default() }).await.unwrap();
    let until = async |at| desk.store.audit_until(Timestamp(at)).await.unwrap() - before;
    assert_eq!([until(10).await, until(11).await, until(45).await], [0, 1, 4]);
    assert_eq!(until(i64::MAX).await, 6);
    let all = desk.store.audit(before, 100).await.unwrap();
    let head = |place: usize| AuditHead { rows: all[place].seq, hash: all[place].hash.clone() };
    // Nothing was archived: nothing goes.
    desk.write(forget(RecordWrite::ForgetArchived { most: 100 })).await;
    assert_eq!(desk.store.audit(before, 100).await.unwrap(), all);
    let archive = |up_to, read| forget(RecordWrite::ArchiveAudit { up_to, read });
    let stale = desk.commit(archive(head(3), 1)).await.unwrap_err();
    assert!(matches!(stale, StoreError::Stale(_)), "{stale}");
    for wrong in
        [AuditHead { hash: head(2).hash, ..head(3) }, AuditHead { rows: before + 99, ..head(3) }]
    {
        assert!(desk.commit(archive(wrong, 0)).await.is_err(), "the log has no such row");
    }
    desk.write(archive(head(3), 0)).await;
    assert_eq!(desk.store.kept().await.unwrap().audit_after, head(3));
    assert!(desk.commit(archive(head(1), before + 4)).await.is_err(), "it never begins earlier");
    desk.write(forget(RecordWrite::ForgetArchived { most: 3 })).await;
    let left = desk.store.audit(0, 100).await.unwrap();
    assert_eq!(left, all[3..], "a few at a time");
    for _ in 0..2 {
        desk.write(forget(RecordWrite::ForgetArchived { most: 100 })).await;
    }
    let last = [audit("task.done", "t_6", Timestamp(70))].into();
    desk.store.commit(Change { audit: last, ..Change::default() }).await.unwrap();
    let left = desk.store.audit(0, 100).await.unwrap();
    let mut chain = Chain::from(head(3).rows, head(3).hash);
    for row in &left {
        chain.add(row).unwrap();
    }
    assert_eq!(left.len(), 3);
    assert_eq!(*chain.head(), desk.store.audit_head().await.unwrap());
}

pub async fn what_is_open_keeps_the_log_since_its_task_was_made(desk: Desk) {
    assert_eq!(desk.store.open_since().await.unwrap(), None);
    let old = desk.put(desk.draft("nobody is asked about it")).await;
    let asks = desk.put(desk.draft("asks")).await;
    desk.put(desk.draft("a draft")).await;
    desk.ask(desk.approval(&asks, Gate::AfterRun)).await;
    assert!(old.created_at < asks.created_at);
    assert_eq!(desk.store.open_since().await.unwrap(), Some(asks.created_at));
}

pub async fn old_answers_and_tellings_go_a_few_at_a_time(desk: Desk) {
    let task = desk.put(desk.draft("asks")).await;
    let approval = desk.ask(desk.approval(&task, Gate::AfterRun)).await.id;
    let give = async |at| {
        let (by, verdict) = (PersonId::new("u_1"), Verdict::Approve);
        let given = Given { by, verdict, asked_at: Timestamp(1), at: Timestamp(at) };
        let approval = approval.clone();
        desk.write(vec![Write::InsertAnswer { approval, given, after: None }]).await;
    };
    for at in [10, 20, 30] {
        give(at).await;
    }
    let left = async || {
        let all = desk.store.answers(Timestamp(0)).await.unwrap();
        all.iter().map(|one| (one.seq, one.given.at.0)).collect::<Vec<_>>()
    };
    let before =
        |before, most| forget(RecordWrite::ForgetAnswers { before: Timestamp(before), most });
    desk.write(before(20, 1)).await;
    assert_eq!(left().await, [(3, 30), (2, 20)]);
    desk.write(before(99, 9)).await;
    assert_eq!(left().await, [(3, 30)], "the newest stays, so that numbers go on");
    give(40).await;
    assert_eq!(left().await, [(4, 40), (3, 30)]);
}
