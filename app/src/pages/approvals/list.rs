//! The list on the left: what waits, in the order that unblocks most.

use super::{asked::Asked, pane::title};
use crate::parts::{
    age::{Age, Moment},
    count::counted,
    empty::Empty,
    icon::{Icon, Symbol},
    risk::Risk,
    safe_text,
    target::Online,
};
use domain::{Gate, PartyKind, Timestamp, Verdict, wire::Approval};
use leptos::prelude::*;
use service::Waiting;

/// What an empty inbox says.
const NOTHING: &str = "When an agent wants to act, it shows up here. An approval you didn’t read is just an autopilot you pretended to supervise.";

/// The rows and which one is open.
pub(super) struct Rows {
    pub(super) items: Vec<Approval>,
    pub(super) chosen: Option<String>,
    pub(super) more: Option<String>,
    pub(super) now: Timestamp,
}

/// The drawing and the word of a gate.
pub(super) const fn gate_mark(gate: Gate) -> (Symbol, &'static str) {
    let symbol = match gate {
        Gate::BeforeRun => Symbol::Pause,
        Gate::Action => Symbol::Gate,
        Gate::AfterRun => Symbol::Eye,
    };
    (symbol, gate.label())
}

/// Which gate, and in which order.
pub(super) fn tools(asked: &Asked, waiting: &Waiting) -> AnyView {
    let gate = asked.gate;
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
            {chip(None, "All", None)}
            {chip(Some(Gate::Action), Gate::Action.label(), Some(waiting.actions))}
            {chip(Some(Gate::BeforeRun), Gate::BeforeRun.label(), Some(waiting.before_run))}
            {chip(Some(Gate::AfterRun), Gate::AfterRun.label(), Some(waiting.results))}
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

fn row(item: Approval, open: bool, asked: &Asked, now: Timestamp) -> AnyView {
    let pane = asked.address(Some(&item.id));
    let own = format!("/approvals/{}", item.id);
    let (symbol, kind) = gate_mark(item.gate);
    let task = format!("/tasks/{}", item.task.id);
    let (since, link, href) = match item.completed_at {
        Some(at) => (at, "Full output", format!("{task}?tab=output")),
        None => (item.requested_at, "Open task", task),
    };
    let agent = (item.requested_by.kind == PartyKind::Agent).then(|| {
        view! {
            <span>
                <Icon of=Symbol::Agent />
                " "
                {safe_text::prose(&item.requested_by.name)}
            </span>
        }
    });
    view! {
        <li
            class="inbox-row"
            id=format!("row-{}", item.id)
            aria-current=open.then_some("true")
            data-row=""
        >
            <h2>
                <a class="beside" href=pane>
                    {safe_text::prose(title(&item))}
                </a>
                <a class="alone" href=own>
                    {safe_text::prose(title(&item))}
                </a>
            </h2>
            <span class="inbox-age">
                <Age since now />
            </span>
            <div class="inbox-where">
                <span class="gate-kind">
                    <Icon of=symbol />
                    " "
                    {kind}
                </span>
                <span>
                    <Icon of=Symbol::Desktop />
                    " "
                    {safe_text::prose(&item.desktop.name)}
                </span>
                {(!item.desktop.online).then(|| view! { <Online online=false /> })}
                {agent}
                {happened(&item, now)}
            </div>
            <div class="inbox-side">
                <Risk level=item.risk />
            </div>
            <div class="inbox-why">
                {behind(item.holds)} {came(&item)}
                <span class="mono">{format!("MC-{}", item.task.number)}</span>
            </div>
            <div class="inbox-side">
                <a href=href>{link}</a>
            </div>
        </li>
    }
    .into_any()
}

fn happened(item: &Approval, now: Timestamp) -> AnyView {
    let (verb, at) = match item.completed_at {
        Some(at) => ("finished ", at),
        None => ("asked ", item.requested_at),
    };
    view! {
        <span>
            {verb}
            <Moment at now />
        </span>
    }
    .into_any()
}

/// How far it has come where several people have to say yes, and whether people were reminded of it.
fn came(item: &Approval) -> Option<AnyView> {
    let yes = item.votes.iter().filter(|vote| vote.decision == Verdict::Approve).count();
    let several = (item.required > 1).then(|| format!("{yes} of {} approved", item.required));
    let words = [several, item.reminded_at.map(|_| "reminded".to_owned())];
    let words: Vec<String> = words.into_iter().flatten().collect();
    (!words.is_empty()).then(|| view! { <span>{words.join(" · ")}</span> }.into_any())
}

/// What waits behind it.
fn behind(holds: u32) -> AnyView {
    if holds == 0 {
        return view! { <span>"nothing waits behind it"</span> }.into_any();
    }
    view! {
        <span>
            <Icon of=Symbol::Holds />
            {format!(" holds {}", counted(holds, "task", "tasks"))}
        </span>
    }
    .into_any()
}

/// The keys, said where they work.
pub(super) fn foot() -> AnyView {
    view! {
        <div class="inbox-foot with-script">
            <ul class="keys row-end">
                <li>
                    <kbd class="kbd">"J"</kbd>
                    <kbd class="kbd">"K"</kbd>
                    " move"
                </li>
                <li>
                    <kbd class="kbd">"A"</kbd>
                    " approve"
                </li>
                <li>
                    <kbd class="kbd">"R"</kbd>
                    " reject"
                </li>
                <li>
                    <kbd class="kbd">"?"</kbd>
                    " all keys"
                </li>
            </ul>
        </div>
    }
    .into_any()
}
