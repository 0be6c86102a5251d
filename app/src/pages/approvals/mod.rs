//! The inbox: every request that waits beside the one that is read, and every decision that was made.

mod asked;
mod batch;
mod history;
mod list;
mod not_now;
mod pane;
mod row;
mod search;

pub(super) use asked::read_request;
pub(super) use not_now::{not_now, put_aside};
pub(super) use pane::{checklist, evidence, holds, revoke, title};

use super::{Desk, page};
use crate::parts::{count::Count, topbar::Place, unclosed::unclosed_strip};
use asked::Asked;
use domain::Timestamp;
use leptos::prelude::*;
use service::Error;

/// The page `/approvals`.
#[component]
pub fn ApprovalsPage() -> impl IntoView {
    page("Approvals", Some(Place::Approvals), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    match desk.query("tab").as_deref() {
        Some("history") => return history::show(desk).await,
        // On the heap: it holds each request with all that surrounds it.
        Some(batch::BATCH) => return Box::pin(batch::show(desk)).await,
        _ => {}
    }
    let asked = Asked::of(&desk);
    let waiting = desk.waiting;
    let aside = desk.mission.snoozed(&desk.actor).await?;
    let unclosed = desk.mission.unclosed(&desk.actor).await?;
    // What comes back by itself comes into an open page as well.
    let until = aside.iter().filter_map(|snoozed| snoozed.until).min().map(Timestamp::to_rfc3339);
    let tab = if asked.snoozed { Tab::Snoozed } else { Tab::Waiting };
    let tabs = Tabs { tab, waiting: waiting.total(), aside: aside.len() };
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
        <main id="main" class="inbox" data-address=address data-until=until data-chosen=asked.id.is_some().then_some("")>
            <section class="inbox-list" aria-label="Waiting for approval">
                <div>
                    <div class="inbox-head">
                        <h1>"Approvals"</h1>
                        {tabs.view()}
                    </div>
                    {list::tools(&asked, &waiting)}
                    <div id="unclosed" data-live="">
                        {unclosed_strip(&unclosed)}
                    </div>
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

/// Which list of the inbox is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Waiting,
    Snoozed,
    History,
}

/// The lists of the inbox, and how long they are.
struct Tabs {
    tab: Tab,
    waiting: u32,
    aside: usize,
}

impl Tabs {
    async fn of(desk: &Desk, tab: Tab) -> Result<Self, Error> {
        let waiting = desk.mission.waiting(&desk.actor).await?.total();
        let aside = desk.mission.snoozed(&desk.actor).await?.len();
        Ok(Self { tab, waiting, aside })
    }

    fn view(&self) -> AnyView {
        let here = |tab: Tab| (self.tab == tab).then_some("page");
        let aside = u32::try_from(self.aside).unwrap_or(u32::MAX);
        let wait =
            (self.waiting > 0).then(|| view! { " " <Count number=self.waiting tone="wait" /> });
        let aside = (aside > 0).then(|| view! { " " <Count number=aside /> });
        view! {
            <nav class="tabs" id="approval-tabs" aria-label="Approvals" data-live="">
                <a href="/approvals" aria-current=here(Tab::Waiting)>
                    "Waiting"
                    {wait}
                </a>
                <a href="/approvals?tab=snoozed" aria-current=here(Tab::Snoozed)>
                    "Not now"
                    {aside}
                </a>
                <a href="/approvals?tab=history" aria-current=here(Tab::History)>
                    "History"
                </a>
            </nav>
        }
        .into_any()
    }
}
