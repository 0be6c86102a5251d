//! The six columns with their cards.

use super::{
    Desk,
    filter::{BoardFilter, Paged},
};
use crate::parts::{
    age::Age,
    count::{Count, grouped},
    status::Status,
    task_card::{Blocker, TaskCard},
};
use domain::{TaskStatus, Timestamp, wire::Task};
use leptos::prelude::*;
use service::{Column, Error, TaskFilter};
use std::collections::BTreeMap;

/// Cards a column shows at first: more than one looks at without scrolling.
const CARDS: u32 = 12;
/// How many more it shows each time, and at most.
const STEP: u32 = 30;
const MOST: u32 = 200;

/// Tasks that are not on the board and are looked up by id, to name what a card waits for.
const LOOK_UPS: usize = 500;

/// The board as the page shows it.
pub(super) struct Read {
    pub(super) columns: Vec<Column>,
    pub(super) now: Timestamp,
    pub(super) total: u32,
    pub(super) hidden: u32,
    /// How many tasks run, whatever is filtered.
    pub(super) running: u32,
    /// The numbers of the tasks that cards refer to, by id.
    pub(super) numbers: BTreeMap<String, i64>,
}

/// Reads the board, with one column longer or further on if the address says so.
pub(super) async fn read(desk: &Desk, filter: &BoardFilter) -> Result<Read, Error> {
    let board = desk.mission.board(&desk.actor, filter.asked(CARDS)).await?;
    let mut columns = board.columns;
    if let Some(paged) = &filter.paged {
        let asked = TaskFilter {
            statuses: vec![paged.column],
            cursor: paged.before.clone(),
            ..filter.asked(paged.cards.clamp(1, MOST))
        };
        let older = desk.mission.tasks(&desk.actor, asked).await?;
        if let Some(column) = columns.iter_mut().find(|column| column.status == paged.column) {
            column.tasks = older.items;
        }
    }
    let tasks = || columns.iter().flat_map(|column| &column.tasks);
    let mut numbers: BTreeMap<String, i64> =
        tasks().map(|task| (task.id.clone(), task.number)).collect();
    let mut missing: Vec<String> = tasks()
        .flat_map(|task| &task.blocked_by)
        .filter(|id| !numbers.contains_key(*id))
        .cloned()
        .collect();
    missing.sort_unstable();
    missing.dedup();
    missing.truncate(LOOK_UPS);
    if !missing.is_empty() {
        numbers.extend(desk.mission.task_numbers(&desk.actor, &missing).await?);
    }
    let (now, total, hidden, running) = (board.now, board.total, board.hidden, board.running);
    Ok(Read { columns, now, total, hidden, running, numbers })
}

/// On a phone: from column to column.
#[component]
pub(super) fn Jump(
    /// The columns, and how many stand in each.
    counts: Vec<(TaskStatus, u32)>,
) -> impl IntoView {
    let links = counts.into_iter().map(|(status, number)| {
        let count = if status == TaskStatus::Review && number > 0 {
            view! { <Count number tone="wait" /> }.into_any()
        } else {
            view! { <Count number /> }.into_any()
        };
        view! {
            <a href=format!("#col-{}", status.as_str())>
                {status.label()}
                " "
                {count}
            </a>
        }
    });
    view! {
        <nav class="board-jump" id="board-jump" aria-label="Columns" data-live="">
            {links.collect_view()}
        </nav>
    }
}

/// The columns.
#[component]
pub(super) fn Columns(
    /// What stands in them.
    columns: Vec<Column>,
    /// The numbers of the tasks that cards refer to, by id.
    numbers: BTreeMap<String, i64>,
    /// What is filtered.
    filter: BoardFilter,
    /// When the board was read.
    now: Timestamp,
) -> impl IntoView {
    let columns = columns.into_iter().map(|column| one(column, &numbers, &filter, now));
    columns.collect_view()
}

fn one(
    column: Column,
    numbers: &BTreeMap<String, i64>,
    filter: &BoardFilter,
    now: Timestamp,
) -> impl IntoView + use<> {
    let status = column.status;
    let word = status.as_str();
    let paged = filter.paged.as_ref().filter(|paged| paged.column == status);
    let more = more(&column, filter, paged);
    let further = paged.filter(|paged| paged.before.is_some());
    let newer = further.map(|_| more_link(filter.address(None), "Newest".to_owned(), false));
    let oldest = (status == TaskStatus::Review && further.is_none())
        .then(|| column.tasks.iter().filter_map(|task| task.completed_at).min())
        .flatten();
    let empty = column.tasks.is_empty().then(|| {
        view! {
            <li class="empty" id=format!("none-{word}")>
                <p>{format!("Nothing in {}", status.label())}</p>
            </li>
        }
    });
    let cards = column.tasks.into_iter().map(|task| {
        let blockers = blockers(&task, numbers);
        view! { <TaskCard task blockers now /> }
    });
    view! {
        <section
            class="column"
            id=format!("col-{word}")
            data-status=word
            aria-labelledby=format!("h-{word}")
        >
            <header>
                <Status status bare=true />
                <h2 id=format!("h-{word}")>{status.label()}</h2>
                <span class="column-count">{grouped(column.count)}</span>
                {oldest
                    .map(|since| {
                        view! {
                            <span class="column-note">
                                "oldest " <Age since now />
                            </span>
                        }
                    })}
            </header>
            <ul class="column-list" id=format!("cards-{word}") data-hold="">
                {newer}
                {empty}
                {cards.collect_view()}
                {more}
            </ul>
        </section>
    }
}

fn blockers(task: &Task, numbers: &BTreeMap<String, i64>) -> Vec<Blocker> {
    let ids = task.blocked_by.iter();
    ids.map(|id| Blocker { id: id.clone(), number: numbers.get(id).copied() }).collect()
}

/// The link to more cards: the column grows, and begins anew after the last one once it is as long as it may be.
fn more(column: &Column, filter: &BoardFilter, paged: Option<&Paged>) -> Option<AnyView> {
    let last = column.tasks.last()?;
    let earlier = paged.map_or(0, |paged| paged.shown);
    let here = u32::try_from(column.tasks.len()).ok()?;
    let (shown, left) = left(column.count, earlier, here)?;
    let grows = here < MOST;
    let next = if grows {
        let before = paged.and_then(|paged| paged.before.clone());
        let cards = here.saturating_add(STEP).min(MOST);
        Paged { column: column.status, before, shown: earlier, cards }
    } else {
        let before = Some(last.number.to_string());
        Paged { column: column.status, before, shown, cards: STEP }
    };
    let address = filter.address(Some(&next));
    // Without script the page is loaded anew: it opens where it was left.
    let address = if grows { format!("{address}#card-{}", last.id) } else { address };
    Some(more_link(address, format!("{} more", grouped(left)), grows))
}

/// How many cards were shown up to here and how many are left; nothing when none is.
fn left(count: u32, earlier: u32, here: u32) -> Option<(u32, u32)> {
    let shown = earlier.saturating_add(here);
    count.checked_sub(shown).filter(|left| *left > 0).map(|left| (shown, left))
}

fn more_link(href: String, words: String, grows: bool) -> AnyView {
    view! {
        <li class="column-more">
            <a
                class="button"
                data-kind="plain"
                data-size="small"
                href=href
                data-grows=grows.then_some("")
            >
                {words}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn a_column_says_how_many_cards_are_left() {
        assert_eq!(left(28, 0, 4), Some((4, 24)));
        assert_eq!(left(75, 30, 30), Some((60, 15)));
        assert_eq!(left(30, 0, 30), None);
        assert_eq!(left(60, 30, 30), None);
        assert_eq!(left(3, 30, 1), None, "tasks that went meanwhile leave nothing negative");
    }
}
