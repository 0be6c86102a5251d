//! What servers share: limits, turns, keys, and a bell.

use crate::desk::Desk;
use domain::Timestamp;
use domain::event::{EventKind, NewEvent};
use domain::tries::Tries;
use service::store::{Change, Purpose, SharedWrite, Subject, Write};
use service::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;

const OF: Subject = Subject([1; 32]);
const OTHER: Subject = Subject([2; 32]);

pub async fn a_limit_is_guarded_and_forgotten_in_time(desk: Desk) {
    let at = |n: i64| Tries { full_at: Timestamp(n) };
    let put = async |of, tries, read| {
        let keep_until = Timestamp(1_000);
        desk.commit(vec![Write::Shared(SharedWrite::PutTries { of, tries, read, keep_until })])
            .await
    };
    assert_eq!(desk.store.tries(OF).await.unwrap(), None);
    put(OF, at(5), None).await.unwrap();
    put(OTHER, at(9), None).await.unwrap();
    assert_eq!(desk.store.tries(OF).await.unwrap(), Some(at(5)));
    for read in [None, Some(at(4))] {
        assert!(matches!(put(OF, at(6), read).await, Err(StoreError::Stale(_))), "{read:?}");
    }
    put(OF, at(6), Some(at(5))).await.unwrap();
    assert_eq!(desk.store.tries(OF).await.unwrap(), Some(at(6)));
    desk.write(vec![Write::Shared(SharedWrite::DropTries(OF))]).await;
    assert_eq!(desk.store.tries(OF).await.unwrap(), None);
    assert_eq!(desk.store.tries(OTHER).await.unwrap(), Some(at(9)));
    for (before, left) in [(1_000, Some(at(9))), (1_001, None)] {
        desk.write(vec![Write::Shared(SharedWrite::PruneTries(Timestamp(before)))]).await;
        assert_eq!(desk.store.tries(OTHER).await.unwrap(), left, "{before}");
    }
}

pub async fn a_turn_is_taken_by_one(desk: Desk) {
    let take =
        async |of, read| desk.commit(vec![Write::Shared(SharedWrite::TakeTurn { of, read })]).await;
    assert_eq!(desk.store.turn(OF).await.unwrap(), 0);
    for n in 0..3 {
        take(OF, n).await.unwrap();
        assert!(matches!(take(OF, n).await, Err(StoreError::Stale(_))), "{n}");
        assert_eq!(desk.store.turn(OF).await.unwrap(), n + 1);
    }
    assert_eq!(desk.store.turn(OTHER).await.unwrap(), 0);
    assert!(matches!(take(OTHER, 1).await, Err(StoreError::Stale(_))));
}

pub async fn the_first_key_stays_until_another_one_is_to_take_its_place(desk: Desk) {
    let put = async |purpose, key: &str, instead| {
        let public_key = key.to_owned();
        desk.write(vec![Write::Shared(SharedWrite::PutServerKey { purpose, public_key, instead })])
            .await;
        desk.store.server_key(purpose).await.unwrap()
    };
    assert_eq!(desk.store.server_key(Purpose::Signing).await.unwrap(), None);
    assert_eq!(put(Purpose::Signing, "aa", false).await.as_deref(), Some("aa"));
    assert_eq!(put(Purpose::Signing, "bb", false).await.as_deref(), Some("aa"));
    assert_eq!(put(Purpose::Push, "cc", false).await.as_deref(), Some("cc"));
    assert_eq!(put(Purpose::Signing, "bb", true).await.as_deref(), Some("bb"));
    assert_eq!(desk.store.server_key(Purpose::Push).await.unwrap().as_deref(), Some("cc"));
}

/// What another program commits is heard, and after an event was heard it can be read.
pub async fn what_another_program_commits_rings_the_bell(desk: Desk, other: Arc<dyn Store>) {
    let mut bell = other.bell();
    let mut heard = 0;
    for n in 1..=20 {
        let event = NewEvent::new(EventKind::TaskCreated, desk.now());
        let change = Change { events: vec![event], ..Change::default() };
        let last = desk.store.commit(change).await.unwrap().last_event.unwrap().0;
        let wait = async {
            while heard < last {
                heard = bell.next().await.0;
                let read = other.events(heard - 1, 1).await.unwrap();
                assert!(heard == 0 || read[0].seq.0 == heard, "what was rung for is there");
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap_or_else(|_| {
            panic!("round {n}: heard of {heard}, and {last} was committed");
        });
    }
}

/// Of two programs one leads, until it lets go.
pub async fn one_program_leads_and_another_when_that_is_gone(
    one: Arc<dyn Store>,
    other: Arc<dyn Store>,
) {
    assert!(one.is_shared());
    let soon = Duration::from_millis(2500);
    for _ in 0..2 {
        let mut lead = one.lead().await;
        let mut waiting = Box::pin(other.lead());
        assert!(tokio::time::timeout(soon, &mut waiting).await.is_err(), "nobody leads beside it");
        assert!(tokio::time::timeout(soon, lead.lost()).await.is_err(), "it still leads");
        drop(lead);
        let taken = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        drop(taken.expect("another one leads when it is gone"));
    }
    let (here, there) = (one.clock().await.unwrap(), other.clock().await.unwrap());
    let apart = there.unwrap().micros_since(here.unwrap());
    assert!((0..10_000_000).contains(&apart), "one clock for both: {apart}");
}
