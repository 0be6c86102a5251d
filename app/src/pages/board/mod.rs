//! The board: what waits for a person, then the six columns.

mod columns;
mod filter;
mod needs_you;

use super::{Desk, page};
use crate::parts::{
    empty::Empty, icon::Symbol, notice::RefusalBanner, stopped::StopQuestion, topbar::Place,
    unclosed::unclosed_strip,
};
use columns::{CARDS, Columns, Jump};
use domain::{desktop::TOUR, wire::DesktopItem};
use filter::{BoardFilter, FilterBar};
use leptos::prelude::*;
use needs_you::{Around, NeedsYou};
use service::Error;

/// The page `/`.
#[component]
pub fn BoardPage() -> impl IntoView {
    page("Board", Some(Place::Board), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let filter = BoardFilter::of(&desk);
    let asked = filter.asked(CARDS, desk.now);
    let (board, desktops, agents, pace, unclosed) = futures::try_join!(
        desk.mission.board(&desk.actor, asked, &filter.windows),
        desk.mission.desktops(&desk.actor),
        desk.mission.task_agents(&desk.actor),
        desk.mission.recent_pace(&desk.actor),
        desk.mission.unclosed(&desk.actor),
    )?;
    let (waiting, now) = (desk.waiting, board.now);
    let counts = board.columns.iter().map(|column| (column.status, column.count)).collect();
    let (total, hidden) = (board.total, board.hidden);
    let online = desktops.iter().filter(|desktop| desktop.online).count();
    let around = (total + hidden > 0).then_some(Around {
        running: board.running,
        median: pace.median,
        online,
        desktops: desktops.len(),
    });
    let content = if total + hidden == 0 {
        let mode = desk.mission.settings(&desk.actor).await?.task_approval_mode;
        let tour = desktops.iter().find(|desktop| desktop.agents.iter().any(|name| name == TOUR));
        let tour = tour.filter(|_| desk.actor.operator().is_ok());
        first_task(desktops.is_empty(), tour, mode)
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
        let filter = filter.clone();
        view! { <Columns columns=board.columns filter now /> }.into_any()
    };
    let class = (total > 0).then_some("board");
    let may_stop = desk.stopped.is_none() && desk.actor.stopper().is_ok();
    let running = Some(board.running);
    let bar =
        (total + hidden > 0).then(|| view! { <FilterBar filter desktops agents total may_stop /> });
    Ok(view! {
        <main id="main" class="board-page">
            <div id="waiting" data-live="">
                <RefusalBanner notice=desk.notice />
                {unclosed_strip(&unclosed)}
                <NeedsYou waiting around now />
            </div>
            <div id="filter" data-live="">
                {bar}
                {may_stop.then(|| view! { <StopQuestion running /> })}
            </div>
            <Jump counts />
            <div class=class id="board" data-live="">
                {content}
            </div>
        </main>
    }
    .into_any())
}

/// What a board without a single task says.
fn first_task(no_desktop: bool, tour: Option<&DesktopItem>, mode: bool) -> AnyView {
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
    let show = tour.map(show_around);
    let (text, kind) = match tour {
        Some(_) => (
            format!(
                "A desktop is here. The Tour agent is scripted: it looks at the desktop and asks to write one small file there. Or create a task of your own.{gate}"
            ),
            None,
        ),
        None => (format!("A desktop is here. Create a task for it.{gate}"), Some("primary")),
    };
    view! {
        <Empty symbol=Symbol::Board title="No tasks yet" text>
            {show}
            <a class="button" data-kind=kind href="/tasks/new">
                "New task"
            </a>
        </Empty>
    }
    .into_any()
}

/// One click: a prompt for the scripted agent, run at once.
fn show_around(desktop: &DesktopItem) -> AnyView {
    view! {
        <form method="post" action="/forms/create_task">
            <input type="hidden" name="kind" value="prompt" />
            <input type="hidden" name="title" value="Show me around" />
            <input type="hidden" name="content" value="Show me how an approval works." />
            <input type="hidden" name="desktop_id" value=desktop.id.clone() />
            <input type="hidden" name="agent" value=TOUR />
            <input type="hidden" name="run" value="on" />
            <button class="button" data-kind="primary">
                "Let the Tour agent show you around"
            </button>
        </form>
    }
    .into_any()
}
