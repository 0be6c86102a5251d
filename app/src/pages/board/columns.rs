//! The six columns with their cards.

use super::filter::BoardFilter;
use crate::parts::{
    age::Age,
    count::{Count, grouped},
    status::Status,
    task_card::drawn,
};
use domain::{TaskState, TaskStatus, Timestamp};
use leptos::prelude::*;
use service::Column;

/// Cards a column shows at first: more than one looks at without scrolling.
pub(super) const CARDS: u32 = 12;

/// How high a card is taken to be while it is not on the page, with the space below it, in CSS pixels. The drawing of what is
/// missing (`.column-gap`) repeats at this height.
const HEIGHT: u32 = 116;

/// Browsers make nothing higher than about twice this, in CSS pixels.
const HIGHEST: u32 = 15_000_000;

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
    /// What is filtered.
    filter: BoardFilter,
    /// When the board was read.
    now: Timestamp,
) -> impl IntoView {
    columns.into_iter().map(|column| one(column, &filter, now)).collect_view()
}

fn one(column: Column, filter: &BoardFilter, now: Timestamp) -> AnyView {
    let status = column.status;
    let word = status.as_str();
    let Around { before, after } = Around::of(&column, filter);
    let oldest = oldest(&column).map(|since| {
        view! {
            <span class="column-note">
                "oldest " <Age since now />
            </span>
        }
    });
    let empty = column.cards.is_empty().then(|| {
        view! {
            <li class="empty" id=format!("none-{word}")>
                <p>{format!("Nothing in {}", status.label())}</p>
            </li>
        }
    });
    let (count, from) = (column.count, column.from);
    let cards = column.cards.into_iter().map(|card| drawn(card, now));
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
                <span class="column-count">{grouped(count)}</span>
                {oldest}
            </header>
            <ul
                class="column-list"
                id=format!("cards-{word}")
                data-hold=""
                data-part=word
                data-count=count
                data-from=from
                tabindex="-1"
                aria-labelledby=format!("h-{word}")
            >
                {before}
                {empty}
                {cards.collect_view()}
                {after}
            </ul>
        </section>
    }
    .into_any()
}

/// Since when the result waits that waits longest, where all of them are here.
fn oldest(column: &Column) -> Option<Timestamp> {
    let finished = |card: &service::Card| match &card.state {
        TaskState::Review { run, .. } => Some(run.finished_at),
        _ => None,
    };
    let whole = column.count as usize == column.cards.len();
    column.cards.iter().filter_map(finished).min().filter(|_| whole)
}

/// What stands in a column before and after its cards while it has others: the way to them, and room as for them.
struct Around {
    before: Option<AnyView>,
    after: Option<AnyView>,
}

impl Around {
    fn of(column: &Column, filter: &BoardFilter) -> Self {
        let (status, from) = (column.status, column.from);
        let word = status.as_str();
        let here = u32::try_from(column.cards.len()).unwrap_or(u32::MAX);
        let until = from.saturating_add(here);
        let left = column.count.saturating_sub(until);
        let before = (from > 0).then(|| {
            let href = filter.address(status, from.saturating_sub(super::filter::PART));
            let words = format!("{} before these", grouped(from));
            view! {
                {gap(format!("above-{word}"), from)}
                {step(format!("newer-{word}"), href, "prev", words)}
            }
            .into_any()
        });
        let after = (left > 0).then(|| {
            let href = filter.address(status, until);
            view! {
                {step(format!("older-{word}"), href, "next", format!("{} more", grouped(left)))}
                {gap(format!("below-{word}"), left)}
            }
            .into_any()
        });
        Self { before, after }
    }
}

/// Room as for so many cards. It is an attribute of a drawing, since a page may not bring styles of its own.
fn gap(id: String, cards: u32) -> AnyView {
    let height = cards.saturating_mul(HEIGHT).min(HIGHEST);
    view! {
        <li class="column-gap" id=id aria-hidden="true">
            <svg width="1" height=height></svg>
        </li>
    }
    .into_any()
}

/// The link to the cards before or after. Without script the page is loaded anew and opens at the column.
fn step(id: String, href: String, rel: &'static str, words: String) -> AnyView {
    let column = id.split_once('-').map_or("", |(_, word)| word);
    let href = format!("{href}#col-{column}");
    view! {
        <li class="column-more" id=id>
            <a class="button" data-kind="plain" data-size="small" href=href rel=rel data-step="">
                {words}
            </a>
        </li>
    }
    .into_any()
}
