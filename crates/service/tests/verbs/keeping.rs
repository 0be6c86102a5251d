//! What happened is kept for a while, and whoever missed something of it is told so.

use crate::desk::{Desk, PASSWORD, code};
use domain::wire::ActivityItem;
use domain::{Timestamp, limits, wire};
use service::store::{Change, RecordWrite, Write};
use service::{HappenedQuery, News, Told};

const DAY: i64 = 24 * 3600;

fn keep(days: u32) -> wire::ChangeSettings {
    wire::ChangeSettings {
        keep_activity_days: Some(days),
        password: wire::Password::typed(PASSWORD.into()),
        ..wire::ChangeSettings::default()
    }
}

/// So many things happen at once.
async fn happens(desk: &Desk, many: i64) {
    use domain::event::{EventKind, NewEvent};
    let one = || NewEvent::new(EventKind::SettingsChanged, desk.mc.now()).with("by", "Ana");
    let events = (0..many).map(|_| one()).collect();
    desk.store.commit(Change { events, ..Change::default() }).await.expect("written");
}

async fn oldest(desk: &Desk) -> i64 {
    desk.store.events(0, 1).await.expect("read")[0].seq.0
}

#[tokio::test]
async fn old_events_are_forgotten_a_few_at_a_time_and_the_newest_stay() {
    let desk = Desk::new().await;
    happens(&desk, 15_000).await;
    let newest = desk.mc.last_event().await.expect("read");
    desk.mc.sweep().await.expect("swept");
    desk.pass(89 * DAY);
    desk.mc.sweep().await.expect("swept");
    assert_eq!(oldest(&desk).await, 1, "nothing is old enough");
    desk.pass(2 * DAY);
    desk.mc.sweep().await.expect("swept");
    assert_eq!(oldest(&desk).await, 10_001, "others write in between");
    // It goes on with the next look, and then rests.
    for _ in 0..3 {
        desk.pass(1);
        desk.mc.sweep().await.expect("swept");
        let left = newest - limits::EVENTS_KEPT + 1;
        assert_eq!(oldest(&desk).await, left, "the newest thousand stay");
        assert_eq!(desk.mc.forgotten_events().await.expect("read"), left - 1);
    }
}

#[tokio::test]
async fn whoever_goes_on_after_what_was_forgotten_is_told() {
    let desk = Desk::new().await;
    happens(&desk, 50).await;
    let forgotten = Write::Record(RecordWrite::ForgetEvents { up_to: 30 });
    let change = Change { writes: vec![forgotten], ..Change::default() };
    desk.store.commit(change).await.expect("forgotten");
    let list = |after| desk.mc.activity(&desk.ana, after, Some(1));
    assert_eq!(code(list(29).await), "not_kept");
    assert_eq!(list(30).await.expect("nothing was missed").items[0].seq, 31);
    assert_eq!(list(0).await.expect("from the beginning").items[0].seq, 31);

    let stream = async |after| {
        let mut live = desk.mc.live(&desk.ana, Some(after)).await.expect("follows");
        loop {
            if let News::Events(told) = live.next().await.expect("events") {
                break told.iter().map(item).collect::<Vec<_>>();
            }
        }
    };
    let missed = stream(10).await;
    assert_eq!((missed[0].kind.as_str(), missed[0].seq), ("activity.forgotten", 30));
    assert_eq!(missed[0].payload["askedAfter"], 10);
    assert_eq!((missed[1].kind.as_str(), missed[1].seq), ("settings.changed", 31));
    let whole = stream(30).await;
    assert_eq!((whole[0].kind.as_str(), whole[0].seq), ("settings.changed", 31));
}

#[tokio::test]
async fn a_page_looks_at_so_many_events_and_says_where_to_go_on() {
    let desk = Desk::new().await;
    happens(&desk, 1).await;
    let rare = desk.mc.last_event().await.expect("read");
    desk.create(desk.command()).await;
    for _ in 0..5 {
        happens(&desk, 10_000).await;
    }
    let newest = desk.mc.last_event().await.expect("read");
    for oldest_first in [false, true] {
        let (mut query, mut looks, mut found) = (query(oldest_first), 0, Vec::new());
        loop {
            let (some, next) = desk.mc.happened(&desk.ana, query.clone()).await.expect("found");
            found.extend(some.into_iter().map(|one| one.event.seq.0));
            looks += 1;
            let Some(next) = next else { break };
            if oldest_first {
                query.after = Some(next);
            } else {
                query.before = Some(next);
            }
        }
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0] > rare && found[0] < newest);
        assert_eq!(looks, 3, "fifty thousand, twenty thousand at a time");
    }
}

fn query(oldest_first: bool) -> HappenedQuery {
    let kind = Some("task.created".to_owned());
    HappenedQuery { kind, oldest_first, limit: 10, ..HappenedQuery::default() }
}

#[tokio::test]
async fn keeping_activity_for_a_shorter_time_takes_the_password() {
    let desk = Desk::new().await;
    assert_eq!(desk.mc.settings(&desk.ana).await.expect("read").keep_activity_days, 90);
    desk.pass(400);
    let plain = |days| wire::ChangeSettings { password: None, ..keep(days) };
    let change = |body| desk.mc.change_settings(&desk.ana, body);
    assert_eq!(code(change(plain(30)).await), "confirmation_needed");
    assert_eq!(code(change(keep(36_501)).await), "invalid_field");
    change(plain(91)).await.expect("longer takes none");
    change(keep(30)).await.expect("changed");
    change(keep(0)).await.expect("for ever");
    desk.pass(40_000 * DAY);
    happens(&desk, 2_000).await;
    desk.pass(40_000 * DAY);
    desk.mc.sweep().await.expect("swept");
    assert_eq!(oldest(&desk).await, 1, "for ever");
    assert!(desk.mc.now() > Timestamp::default());
}

/// The event in a stream's bytes.
fn item(told: &Told) -> ActivityItem {
    let text = std::str::from_utf8(&told.frame).expect("text");
    let data = text.split_once("\ndata: ").expect("a frame has data").1;
    serde_json::from_str(data.trim_end()).expect("an event")
}
