//! What happened, newest first, with the names around it.

use crate::desk::Desk;
use domain::event::{EventKind, NewEvent};
use domain::{DesktopId, Gate, Timestamp};
use service::store::{Change, Happened, HappenedQuery};

async fn find(desk: &Desk, query: HappenedQuery) -> Vec<Happened> {
    desk.store.happened(&HappenedQuery { limit: 10, ..query }).await.unwrap()
}

fn kinds(found: &[Happened]) -> Vec<&'static str> {
    found.iter().map(|one| one.event.fact.kind.as_str()).collect()
}

pub async fn what_happened_is_found_by_who_what_where_and_when(desk: Desk) {
    let task = desk.put(desk.draft("asks")).await;
    let approval = desk.ask(desk.approval(&task, Gate::AfterRun)).await;
    let new = |kind, at| NewEvent::new(kind, Timestamp(at)).task(&task.id);
    let events = vec![
        new(EventKind::TaskCreated, 10),
        new(EventKind::TaskOutput, 11),
        new(EventKind::ApprovalRequested, 20).approval(&approval.id),
        new(EventKind::ApprovalDecided, 30).approval(&approval.id).with("by", "Zoe"),
        NewEvent::new(EventKind::SettingsChanged, Timestamp(40)).with("by", "Zoe"),
        NewEvent::new(EventKind::DesktopOffline, Timestamp(50)).desktop(&desk.desktop.id),
    ];
    desk.store.commit(Change { events, ..Change::default() }).await.unwrap();
    let all = find(&desk, HappenedQuery::default()).await;
    let everything = [
        "desktop.offline",
        "settings.changed",
        "approval.decided",
        "approval.requested",
        "task.created",
    ];
    assert_eq!(kinds(&all), everything, "without output");
    let decided = &all[2];
    assert_eq!(decided.by.as_deref(), Some("Zoe"));
    assert_eq!(decided.task, Some((task.number, task.title.clone())));
    assert_eq!(decided.approval.as_deref(), Some("pending"));
    assert_eq!(decided.desktop.as_deref(), Some(desk.desktop.name.as_str()));
    assert_eq!(all[4].by.as_deref(), Some(task.created_by.name.as_str()));
    assert_eq!((all[0].task.clone(), all[0].by.clone()), (None, None));

    let seq = |place: usize| all[place].event.seq.0;
    for (query, found) in [
        (HappenedQuery { before: Some(seq(1)), ..Default::default() }, &everything[2..]),
        (HappenedQuery { after: Some(seq(1)), ..Default::default() }, &everything[..1]),
        (HappenedQuery { kind: Some("approval".into()), ..Default::default() }, &everything[2..4]),
        (
            HappenedQuery { kind: Some("task.created".into()), ..Default::default() },
            &everything[4..],
        ),
        (HappenedQuery { kind: Some("tas".into()), ..Default::default() }, &[][..]),
        (HappenedQuery { by: Some("Zoe".into()), ..Default::default() }, &everything[1..3]),
        (HappenedQuery { agent: Some("nobody".into()), ..Default::default() }, &[][..]),
        (HappenedQuery { desktop: Some(DesktopId::new("d_no")), ..Default::default() }, &[][..]),
        (
            HappenedQuery {
                day: Some((Timestamp(20), Timestamp(40))),
                before: Some(seq(0)),
                ..Default::default()
            },
            &everything[2..4],
        ),
    ] {
        assert_eq!(kinds(&find(&desk, query.clone()).await), found, "{query:?}");
    }
    let here = HappenedQuery { desktop: Some(desk.desktop.id.clone()), ..Default::default() };
    assert_eq!(find(&desk, here).await.len(), 4, "its own, and its task's");
    let one = desk.store.happened(&HappenedQuery { limit: 1, ..Default::default() }).await.unwrap();
    assert_eq!(one, all[..1]);
}
