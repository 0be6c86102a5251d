//! The list on the left: what waits, in the order that unblocks most.

use super::{
    asked::{Asked, SNOOZED},
    batch::BATCH,
    row::row,
};
use crate::parts::{empty::Empty, icon::Symbol};
use domain::{Gate, Timestamp, wire::Approval};
use leptos::prelude::*;
use service::Waiting;

/// What an empty inbox says.
const NOTHING: &str = "When an agent wants to act, it shows up here. An approval you didn’t read is just an autopilot you pretended to supervise.";

/// What an empty list of what was put aside says.
const NOTHING_ASIDE: &str = "“Not now” puts a request aside for you alone. Others still see it, its time goes on, and it comes back by itself.";

/// The rows and which one is open.
pub(super) struct Rows {
    pub(super) items: Vec<Approval>,
    pub(super) chosen: Option<String>,
    pub(super) more: Option<String>,
    pub(super) now: Timestamp,
}

/// Which gate, and in which order.
pub(super) fn tools(asked: &Asked, waiting: &Waiting) -> AnyView {
    let gate = asked.gate;
    // What is counted waits: what was put aside does not.
    let count = |number| (!asked.snoozed).then_some(number);
    let chip = |of: Option<Gate>, word: &'static str, number: Option<u32>| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="gate"
                    value=of.map_or("", Gate::as_str)
                    checked=gate == of
                />
                {word}
                {number.map(|number| view! { " " <span>{number}</span> })}
            </label>
        }
    };
    view! {
        <form class="inbox-tools" id="inbox-tools" aria-label="Filter" action="/approvals" data-auto="">
            {asked.snoozed.then(|| view! { <input type="hidden" name="tab" value=SNOOZED /> })}
            {chip(None, "All", None)}
            {chip(Some(Gate::Action), Gate::Action.label(), count(waiting.actions))}
            {chip(Some(Gate::BeforeRun), Gate::BeforeRun.label(), count(waiting.before_run))}
            {chip(Some(Gate::AfterRun), Gate::AfterRun.label(), count(waiting.results))}
            <select class="select" name="order" aria-label="Sort">
                <option value="unblocks">"Risk, held, age"</option>
                <option value="oldest" selected=asked.oldest_first>
                    "Oldest first"
                </option>
            </select>
            <button class="button without-script" data-size="small">
                "Sort"
            </button>
        </form>
    }
    .into_any()
}

/// The rows.
pub(super) fn rows(rows: Rows, asked: &Asked) -> AnyView {
    if rows.items.is_empty() {
        if asked.snoozed {
            return view! {
                <div class="inbox-scroll" id="inbox-rows" data-live="">
                    <Empty symbol=Symbol::Clock title="Nothing is put aside" text=NOTHING_ASIDE />
                </div>
            }
            .into_any();
        }
        return view! {
            <div class="inbox-scroll" id="inbox-rows" data-live="">
                <Empty symbol=Symbol::Gate title="Nothing waits for you" text=NOTHING>
                    <a class="button" href="/help">
                        "How approvals work"
                    </a>
                </Empty>
            </div>
        }
        .into_any();
    }
    let now = rows.now;
    let chosen = rows.chosen;
    let items = rows.items.into_iter().map(|item| {
        let open = chosen.as_deref() == Some(item.id.as_str());
        row(item, open, asked, now)
    });
    let more = rows.more.map(|href| {
        view! {
            <li class="column-more">
                <a class="button" data-kind="plain" data-size="small" href=href>
                    "More"
                </a>
            </li>
        }
    });
    view! {
        <ol class="inbox-scroll" id="inbox-rows" data-live="" data-hold="">
            {items.collect_view()}
            {more}
        </ol>
    }
    .into_any()
}

/// What is ticked, and the keys, said where they work.
pub(super) fn foot() -> AnyView {
    let keys = [(&["J", "K"][..], "move"), (&["X"], "select"), (&["?"], "all keys")];
    let keys = keys.map(|(keys, does)| {
        let keys = keys.iter().map(|key| view! { <kbd class="kbd">{*key}</kbd> });
        view! {
            <li>
                {keys.collect_view()}
                " "
                {does}
            </li>
        }
    });
    view! {
        <div class="inbox-foot">
            <form id="batch" action="/approvals">
                <input type="hidden" name="tab" value=BATCH />
                <strong class="with-script" data-ticked="" role="status"></strong>
                <button class="button" data-size="small">
                    "Review what is ticked"
                </button>
                <button class="button with-script" data-kind="plain" data-size="small" type="reset">
                    "Clear"
                </button>
            </form>
            <ul class="keys row-end with-script">{keys.collect_view()}</ul>
        </div>
    }
    .into_any()
}
