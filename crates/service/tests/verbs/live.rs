//! The live stream's reader: everybody hears of everything once, and nobody of anything after their credential ended.

use crate::desk::{Desk, PASSWORD};
use domain::{
    Timestamp,
    event::{EventKind, NewEvent},
    key::Scope,
    person::Role,
    wire,
};
use service::{Change, LiveEvents, News};
use std::time::Duration;

/// Writes that many facts past the desk, as another process does: nobody rings.
async fn elsewhere(desk: &Desk, count: usize) {
    let fact = NewEvent::new(EventKind::SettingsChanged, Timestamp(1));
    let change = Change { events: vec![fact; count], ..Change::default() };
    desk.store.commit(change).await.expect("written");
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("in time")
}

/// The numbers of the next events, at least so many; each doubt is answered with yes.
async fn numbers(events: &mut LiveEvents, count: usize) -> Vec<i64> {
    let mut heard = Vec::new();
    while heard.len() < count {
        if let News::Events(told) = soon(events.next()).await.expect("goes on") {
            heard.extend(told.iter().map(|one| one.seq));
        }
    }
    heard
}

#[tokio::test]
async fn everybody_hears_everything_once_however_far_behind() {
    let desk = Desk::new().await;
    desk.create(desk.command()).await;
    let last = desk.mc.last_event().await.expect("a number");
    let mut now = desk.mc.live(&desk.ana, None).await.expect("listens");
    let mut early = desk.mc.live(&desk.ana, Some(0)).await.expect("listens");
    let mut slow = desk.mc.live(&desk.ana, Some(last)).await.expect("listens");
    elsewhere(&desk, 300).await;
    let new: Vec<i64> = (last + 1..=last + 300).collect();
    assert_eq!(numbers(&mut now, 300).await, new);
    let all: Vec<i64> = (1..=last + 300).collect();
    assert_eq!(numbers(&mut early, all.len()).await, all);
    // More than is kept in memory: the slow one finds the rest in the table, and nobody waited for it.
    elsewhere(&desk, 2000).await;
    let new: Vec<i64> = (last + 301..=last + 2300).collect();
    assert_eq!(numbers(&mut now, 2000).await, new);
    let all: Vec<i64> = (last + 1..=last + 2300).collect();
    assert_eq!(numbers(&mut slow, 2300).await, all);
}

#[tokio::test]
async fn the_reader_ends_with_its_last_listener_and_the_next_one_finds_another() {
    let desk = Desk::new().await;
    for _ in 0..3 {
        let last = desk.mc.last_event().await.expect("a number");
        let mut only = desk.mc.live(&desk.ana, None).await.expect("listens");
        elsewhere(&desk, 2).await;
        assert_eq!(numbers(&mut only, 2).await, [last + 1, last + 2]);
        drop(only);
        // It notices at its next look.
        desk.create(desk.command()).await;
    }
}

#[tokio::test]
async fn before_anything_is_told_a_credential_that_may_have_ended_is_asked_for() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Viewer).await;
    let body = wire::CreateKey {
        name: "reads".into(),
        user: None,
        scopes: vec![Scope::Read],
        expires_at: None,
        password: desk.password(),
    };
    let key = desk.mc.add_key(&desk.ana, body).await.expect("a key");
    let program = desk.mc.authenticate_key(&key.secret).await.expect("works");
    let mut by_key = desk.mc.live(&program, None).await.expect("listens");
    let mut by_cookie = desk.mc.live(&bo, None).await.expect("listens");
    let mut console = desk.mc.live(&desk.mc.console(), None).await.expect("listens");
    elsewhere(&desk, 1).await;
    for events in [&mut by_key, &mut by_cookie] {
        assert!(matches!(soon(events.next()).await, Ok(News::Doubt)), "before the first event");
        // Once more where what became of credentials before the first look was not read.
        soon(told(events)).await;
    }
    assert!(matches!(soon(console.next()).await, Ok(News::Events(_))), "it has no credential");
    // Somebody else's comings and goings, and what has nothing to do with credentials, bring no doubt.
    desk.mc.sign_in("Ana", PASSWORD, "test").await.expect("signs in");
    elsewhere(&desk, 1).await;
    for events in [&mut by_key, &mut console] {
        // Ana owns the key: who knows what happened to her.
        let told = soon(events.next()).await;
        assert!(matches!(told, Ok(News::Events(_) | News::Doubt)));
    }
    soon(told(&mut by_cookie)).await;
    // Its end is heard of before whatever happens later, also without an event.
    desk.mc.revoke_key(&desk.ana, &key.key.id).await.expect("revoked");
    let doubt = async {
        loop {
            if let News::Doubt = by_key.next().await.expect("goes on")
                && desk.mc.authenticate_key(&key.secret).await.is_err()
            {
                break;
            }
        }
    };
    soon(doubt).await;
    desk.mc.sign_out(&bo).await.expect("signed out");
    elsewhere(&desk, 1).await;
    assert!(matches!(soon(by_cookie.next()).await, Ok(News::Doubt)));
}

/// Waits for events, as somebody whose credential is accepted each time it is asked for.
async fn told(events: &mut LiveEvents) {
    while let News::Doubt = events.next().await.expect("goes on") {}
}
