//! One row of the list: what is asked, where, by whom, what waits behind it, and the box that takes it into a batch.

use super::{asked::Asked, not_now::comes_back, pane::title};
use crate::parts::{
    age::{Age, Moment},
    count::counted,
    icon::{Icon, Symbol},
    risk::Risk,
    safe_text,
    target::Online,
};
use domain::{Gate, PartyKind, Timestamp, Verdict, wire::Approval};
use leptos::prelude::*;

/// Why the box of a row is off.
const NOT_IN_BATCH: &str = "High risk and hidden characters are not decided in a batch";

/// The drawing and the word of a gate.
pub(super) const fn gate_mark(gate: Gate) -> (Symbol, &'static str) {
    let symbol = match gate {
        Gate::BeforeRun => Symbol::Pause,
        Gate::Action => Symbol::Gate,
        Gate::AfterRun => Symbol::Eye,
    };
    (symbol, gate.label())
}

/// The row. The open one is marked.
pub(super) fn row(item: Approval, open: bool, asked: &Asked, now: Timestamp) -> AnyView {
    let pane = asked.address(Some(&item.id));
    let own = format!("/approvals/{}", item.id);
    let (symbol, kind) = gate_mark(item.gate);
    let back = item.snoozed.as_ref().map(|snoozed| {
        view! { <span>"comes back " {comes_back(snoozed, now)}</span> }
    });
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
            {tick(&item)}
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
                {behind(&item, now)} {came(&item)} {back} {differs(&item)}
                <span class="mono">{format!("MC-{}", item.task.number)}</span>
            </div>
            <div class="inbox-side">
                <a href=href>{link}</a>
            </div>
        </li>
    }
    .into_any()
}

/// The box that takes a request into a batch.
fn tick(item: &Approval) -> Option<AnyView> {
    let label = format!("Select MC-{}", item.task.number);
    (item.state == "pending" && item.can_decide).then(|| {
        view! {
            <label class="check" title=item.alone.then_some(NOT_IN_BATCH)>
                <input
                    type="checkbox"
                    form="batch"
                    name="pick"
                    value=item.id.clone()
                    aria-label=label
                    disabled=item.alone
                />
            </label>
        }
        .into_any()
    })
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

/// What waits behind it, and for how long already.
fn behind(item: &Approval, now: Timestamp) -> AnyView {
    if item.holds == 0 {
        return view! { <span>"nothing waits behind it"</span> }.into_any();
    }
    let oldest = item.held_since.map(|since| view! { ", oldest " <Age since now /> });
    view! {
        <span>
            <Icon of=Symbol::Holds />
            <span>{format!("holds {}", counted(item.holds, "task", "tasks"))} {oldest}</span>
        </span>
    }
    .into_any()
}

/// That what came back is not what was described.
fn differs(item: &Approval) -> Option<AnyView> {
    (item.matches_expected == Some(false)).then(|| {
        view! {
            <span class="differs">
                <Icon of=Symbol::Warning />
                "differs from described"
            </span>
        }
        .into_any()
    })
}
