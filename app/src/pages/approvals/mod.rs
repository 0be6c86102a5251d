//! The inbox: every request that waits beside the one that is read, and every decision that was made.

mod asked;
mod history;
mod list;
mod pane;

pub(super) use asked::read_request;
pub(super) use pane::{checklist, evidence, holds, revoke, title};

use super::{Desk, page};
use crate::parts::{count::Count, topbar::Place};
use asked::Asked;
use leptos::prelude::*;
use service::Error;

/// The page `/approvals`.
#[component]
pub fn ApprovalsPage() -> impl IntoView {
    page("Approvals", Some(Place::Approvals), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    if desk.query("tab").as_deref() == Some("history") {
        return history::show(desk).await;
    }
    let asked = Asked::of(&desk);
    let waiting = desk.waiting;
    let page = desk.mission.approvals(&desk.actor, asked.list()).await?;
    let chosen = asked.id.clone().or_else(|| page.items.first().map(|first| first.id.clone()));
    let request = match &chosen {
        Some(id) => Some(read_request(&desk, id).await?),
        None => None,
    };
    // Later requests may come before the one that is read: the live page asks for the one it shows.
    let address = asked.address(chosen.as_deref());
    let next = asked.after(&page.items, chosen.as_deref());
    let more = page.next_cursor.as_ref().map(|cursor| asked.further(cursor));
    let rows = list::Rows { items: page.items, chosen, more, now: desk.now };
    Ok(view! {
        <main id="main" class="inbox" data-address=address data-chosen=asked.id.is_some().then_some("")>
            <section class="inbox-list" aria-label="Waiting for approval">
                <div>
                    <div class="inbox-head">
                        <h1>"Approvals"</h1>
                        <Tabs waiting=waiting.total() />
                    </div>
                    {list::tools(&asked, &waiting)}
                </div>
                <div id="inbox-news" role="status"></div>
                {list::rows(rows, &asked)}
                {list::foot()}
            </section>
            <section class="inbox-pane" aria-label="Request">
                {pane::pane(&desk, request, next)}
            </section>
        </main>
    }
    .into_any())
}

/// Waiting, or decided.
#[component]
fn Tabs(
    /// How many wait.
    waiting: u32,
    /// Whether the history is shown.
    #[prop(optional)]
    history: bool,
) -> impl IntoView {
    let count = (waiting > 0).then(|| view! { " " <Count number=waiting tone="wait" /> });
    view! {
        <nav class="tabs" id="approval-tabs" aria-label="Approvals" data-live="">
            <a href="/approvals" aria-current=(!history).then_some("page")>
                "Waiting"
                {count}
            </a>
            <a href="/approvals?tab=history" aria-current=history.then_some("page")>
                "History"
            </a>
        </nav>
    }
}
