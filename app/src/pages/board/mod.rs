//! The board: what waits for a person, then the six columns.

mod columns;
mod filter;
mod needs_you;

use super::{Desk, page};
use crate::parts::{empty::Empty, icon::Symbol, notice::RefusalBanner, topbar::Place};
use columns::{Columns, Jump};
use filter::{BoardFilter, FilterBar};
use leptos::prelude::*;
use needs_you::NeedsYou;
use service::Error;

/// The page `/`.
#[component]
pub fn BoardPage() -> impl IntoView {
    page("Board", Some(Place::Board), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let filter = BoardFilter::of(&desk);
    let board = columns::read(&desk, &filter).await?;
    let desktops = desk.mission.desktops(&desk.actor).await?;
    let mode = desk.mission.settings(&desk.actor).await?.task_approval_mode;
    let (waiting, now) = (board.waiting, board.now);
    let (total, hidden) = (board.total, board.hidden);
    let no_desktop = desktops.is_empty();
    let content = if total + hidden == 0 {
        first_task(no_desktop, mode)
    } else if total == 0 {
        view! {
            <Empty title="No task matches" text=filter::hidden_text(hidden)>
                <a class="button" href="/">
                    "Clear filter"
                </a>
            </Empty>
        }
        .into_any()
    } else {
        let columns = board.columns.clone();
        let filter = filter.clone();
        view! { <Columns columns numbers=board.numbers filter now /> }.into_any()
    };
    let class = (total > 0).then_some("board");
    Ok(view! {
        <main id="main" class="board-page">
            <div id="waiting" data-live="">
                <RefusalBanner notice=desk.notice />
                <NeedsYou waiting now />
            </div>
            <div id="filter" data-live="">
                {(total + hidden > 0).then(|| view! { <FilterBar filter desktops total /> })}
            </div>
            <Jump columns=board.columns />
            <div class=class id="board" data-live="">
                {content}
            </div>
        </main>
    }
    .into_any())
}

/// What a board without a single task says.
fn first_task(no_desktop: bool, mode: bool) -> AnyView {
    let gate =
        if mode { " Task Approval Mode is on, so nothing counts as done without you." } else { "" };
    if no_desktop {
        let text = format!("Two steps: enrol a desktop, then create a task for it.{gate}");
        return view! {
            <Empty symbol=Symbol::Board title="No tasks yet" text>
                <a class="button" data-kind="primary" href="/settings/desktops">
                    "Enrol a desktop"
                </a>
            </Empty>
        }
        .into_any();
    }
    let text = format!("A desktop is here. Create a task for it.{gate}");
    view! {
        <Empty symbol=Symbol::Board title="No tasks yet" text>
            <a class="button" data-kind="primary" href="/tasks/new">
                "New task"
            </a>
        </Empty>
    }
    .into_any()
}
