//! The board's cards: parts of columns, what comes first in them, and what a card says beside its task.

use crate::desk::{Desk, START, reviewer};
use crate::proposals::update;
use domain::desktop::Desktop;
use domain::task::Pending;
use domain::{ActionState, Gate, Task, TaskState, TaskStatus, Timestamp};
use service::store::{CardRecord, TaskQuery, Window, Write};

async fn part(desk: &Desk, status: TaskStatus, from: u32, cards: u32) -> Vec<CardRecord> {
    let window = Window { status, from, cards };
    desk.store.cards(&TaskQuery::default(), &[window]).await.unwrap()
}

fn numbers(cards: &[CardRecord]) -> Vec<i64> {
    cards.iter().map(|card| card.number).collect()
}

/// A task that asks before it runs.
async fn asking(desk: &Desk, title: &str) -> Task {
    let task = desk.put(desk.draft(title)).await;
    let approval = desk.ask(desk.approval(&task, Gate::BeforeRun)).await;
    let state =
        TaskState::Pending(Pending::Asking { approval: approval.id.clone(), since: desk.now() });
    let after = Task { state, version: task.version.next(), ..task.clone() };
    desk.moved(&task, after).await
}

pub async fn a_column_is_walked_from_any_place_in_it(desk: Desk) {
    for n in 0..7 {
        desk.put(desk.draft(&format!("t{n}"))).await;
    }
    desk.running(desk.put(desk.draft("elsewhere")).await).await;
    let pending = TaskStatus::Pending;
    assert_eq!(numbers(&part(&desk, pending, 0, 3).await), [7, 6, 5]);
    assert_eq!(numbers(&part(&desk, pending, 5, 3).await), [2, 1]);
    assert!(part(&desk, pending, 7, 3).await.is_empty());
    let windows = [(TaskStatus::Running, 0), (pending, 6), (TaskStatus::Done, 0)];
    let windows = windows.map(|(status, from)| Window { status, from, cards: 3 });
    let cards = desk.store.cards(&TaskQuery::default(), &windows).await.unwrap();
    let mut found = numbers(&cards);
    found.sort_unstable();
    assert_eq!(found, [1, 8], "parts of several columns at once");
    assert!(desk.store.cards(&TaskQuery::default(), &[]).await.unwrap().is_empty());
    let text = Some("t2".to_owned());
    let query = TaskQuery { text, ..TaskQuery::default() };
    let window = Window { status: pending, from: 0, cards: 3 };
    assert_eq!(numbers(&desk.store.cards(&query, &[window]).await.unwrap()), [3]);
}

pub async fn what_asks_comes_first_in_pending_and_running(desk: Desk) {
    asking(&desk, "asks, the oldest").await;
    desk.put(desk.draft("a draft")).await;
    asking(&desk, "asks, newer").await;
    desk.put(desk.draft("a newer draft")).await;
    let pending = TaskStatus::Pending;
    assert_eq!(numbers(&part(&desk, pending, 0, 9).await), [3, 1, 4, 2]);
    assert_eq!(numbers(&part(&desk, pending, 1, 2).await), [1, 4], "across both kinds");
    let acts = desk.running(desk.put(desk.draft("its agent asks")).await).await;
    desk.running(desk.put(desk.draft("runs")).await).await;
    desk.ask(desk.approval(&acts, Gate::Action)).await;
    let running = part(&desk, TaskStatus::Running, 0, 9).await;
    assert_eq!(numbers(&running), [5, 6]);
    assert!(running[0].pending_approval.is_some() && running[1].pending_approval.is_none());
    let waiting = TaskQuery { waiting: true, ..TaskQuery::default() };
    let windows = [pending, TaskStatus::Running];
    let windows = windows.map(|status| Window { status, from: 0, cards: 9 });
    let cards = desk.store.cards(&waiting, &windows).await.unwrap();
    assert_eq!(numbers(&cards), [5, 3, 1]);
}

pub async fn a_card_has_what_surrounds_its_task(desk: Desk) {
    let first = desk.running(desk.put(desk.draft("first")).await).await;
    let second = desk.put(desk.draft("second")).await;
    let depends_on = vec![second.id.clone(), first.id.clone()];
    let mut third = Task { depends_on, requires_approval: true, ..desk.draft("third") };
    third.agent = Some("claude".into());
    third.external_agent = Some("Fern".into());
    let third = desk.put(third).await;
    let cards = part(&desk, TaskStatus::Pending, 0, 1).await;
    let expected = CardRecord {
        id: third.id.clone(),
        number: 3,
        kind: third.kind,
        title: "third".into(),
        state: third.state.clone(),
        agent: Some("Fern".into()),
        requires_approval: true,
        created_at: third.created_at,
        desktop: "This machine".into(),
        seen_at: None,
        blocked_by: vec![(second.id.clone(), 2), (first.id.clone(), 1)],
        holds: 0,
        pending_approval: None,
        files_changed: None,
        unclosed: None,
        lost: false,
    };
    assert_eq!(cards, [expected]);
    assert_eq!(part(&desk, TaskStatus::Running, 0, 1).await[0].holds, 1);
    let (_, approval) = desk.in_review("seen").await;
    let seen = Timestamp(START + 99);
    let desktop = Desktop { last_seen_at: Some(seen), ..desk.desktop.clone() };
    desk.write(vec![Write::UpdateDesktop(Box::new(desktop.clone()))]).await;
    let review = part(&desk, TaskStatus::Review, 0, 1).await;
    assert_eq!(review[0].pending_approval, Some(approval.id));
    assert_eq!((review[0].files_changed, review[0].seen_at), (Some(0), Some(seen)));
    let removed = Desktop { removed_at: Some(seen), ..desktop };
    desk.write(vec![Write::UpdateDesktop(Box::new(removed))]).await;
    assert_eq!(part(&desk, TaskStatus::Review, 0, 1).await[0].seen_at, None, "it is gone");
}

pub async fn agents_are_named_once_and_in_order(desk: Desk) {
    assert!(desk.store.task_agents().await.unwrap().is_empty());
    for name in ["Osprey", "Fern", "Osprey", "Fern"] {
        desk.put(Task { external_agent: Some(name.into()), ..desk.draft("prompt") }).await;
    }
    desk.put(desk.draft("a command")).await;
    desk.put(Task { agent: Some("claude".into()), ..desk.draft("prompt") }).await;
    assert_eq!(desk.store.task_agents().await.unwrap(), ["Fern", "Osprey", "claude"]);
}

pub async fn what_nobody_knows_is_found_until_a_person_closes_it(desk: Desk) {
    let task = desk.running(desk.put(desk.draft("prompt")).await).await;
    let (approved, _) = desk.approved(&task).await;
    let taken = desk.taken(&approved);
    desk.write(vec![update(&approved, &taken)]).await;
    assert!(desk.store.unclosed().await.unwrap().is_empty());
    let ActionState::Running { lease_until, .. } = taken.state else { unreachable!() };
    let lost = taken.clone().lose(lease_until).unwrap();
    desk.write(vec![update(&taken, &lost)]).await;
    let found = desk.store.unclosed().await.unwrap();
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&one.task, one.number, one.desktop.as_str()), (&task.id, 1, "This machine"));
    assert_eq!(one.action.as_ref(), Some(&lost.id));
    let card = &part(&desk, TaskStatus::Running, 0, 1).await[0];
    assert_eq!(card.unclosed, one.action);
    let closed = lost.clone().close(&reviewer(), false, desk.now()).unwrap();
    desk.write(vec![update(&lost, &closed)]).await;
    assert!(desk.store.unclosed().await.unwrap().is_empty());
    assert_eq!(part(&desk, TaskStatus::Running, 0, 1).await[0].unclosed, None);
}

pub async fn a_lost_command_is_found_until_a_person_closes_it(desk: Desk) {
    let running = desk.running(desk.put(desk.draft("a command")).await).await;
    let lost = running.clone().lose(Timestamp(4_000_000_000_000_000)).unwrap();
    desk.write(vec![Write::UpdateTask { task: Box::new(lost.clone()), read: running.version }])
        .await;
    let found = desk.store.unclosed().await.unwrap();
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&one.action, &one.task, one.desktop.as_str()), (&None, &lost.id, "This machine"));
    assert!(part(&desk, TaskStatus::Failed, 0, 1).await[0].lost);
    let after = Timestamp(4_000_000_000_000_001);
    assert!(desk.store.to_purge(after, 9).await.unwrap().is_empty(), "it is not over");
    let closed = lost.clone().close(&reviewer(), true, desk.now()).unwrap();
    desk.write(vec![Write::UpdateTask { task: Box::new(closed), read: lost.version }]).await;
    assert!(desk.store.unclosed().await.unwrap().is_empty());
    assert!(!part(&desk, TaskStatus::Failed, 0, 1).await[0].lost);
    assert_eq!(desk.store.to_purge(after, 9).await.unwrap().len(), 1);
}
