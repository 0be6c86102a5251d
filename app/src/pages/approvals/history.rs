//! The history: one line for each decision, newest first, with who and when.

use super::{Desk, Tab, Tabs, pane::title, row::gate_mark, search::Sought};
use crate::parts::{
    age::Moment, digest::short_digest, empty::Empty, safe_text, status::ApprovalStatus,
};
use domain::{Gate, TaskStatus, Timestamp, Verdict, wire::Approval};
use leptos::prelude::*;
use service::Error;

pub(super) async fn show(desk: Desk) -> Result<AnyView, Error> {
    let tabs = Tabs::of(&desk, Tab::History).await?;
    let sought = Sought::of(&desk);
    let page = desk.mission.approvals(&desk.actor, sought.list()?).await?;
    let form = sought.form(&desk.mission.desktops(&desk.actor).await?);
    let now = desk.now;
    let content = if page.items.is_empty() {
        let text = if sought.narrows() { "No decision like that" } else { "No decisions yet" };
        view! { <Empty text /> }.into_any()
    } else {
        let more = page.next_cursor.map(|cursor| {
            view! {
                <p class="after">
                    <a class="button" data-kind="plain" href=sought.further(&cursor)>
                        "Earlier decisions"
                    </a>
                </p>
            }
        });
        view! {
            {table(page.items, now)}
            {more}
        }
        .into_any()
    };
    Ok(view! {
        <main id="main" class="inbox" data-tab="history">
            <section class="history" aria-label="History">
                <div class="history-head">
                    <h1>"Approvals"</h1>
                    {tabs.view()}
                    <a class="button" data-kind="plain" href="/insights">
                        "Insights"
                    </a>
                </div>
                {form}
                <div id="history" data-live="" data-hold="">
                    {content}
                </div>
            </section>
        </main>
    }
    .into_any())
}

fn table(items: Vec<Approval>, now: Timestamp) -> AnyView {
    let heads = [
        "Request", "Gate", "Desktop", "Asked by", "Decision", "Note", "Result", "Digest", "When",
        "Proof",
    ];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows = items.into_iter().map(|item| row(&item, now));
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>{heads.collect_view()}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(item: &Approval, now: Timestamp) -> impl IntoView + use<> {
    let decision = item.decision.as_ref();
    let at = decision.map_or(item.requested_at, |decision| decision.at);
    let reason = decision.and_then(|decision| decision.reason);
    let reason = reason.map(|reason| format!("{}. ", reason.label()));
    let note = decision.and_then(|decision| decision.feedback.as_deref()).map(safe_text::prose);
    let digest: String = short_digest(&item.digest).chars().take(9).collect();
    let (_, gate) = gate_mark(item.gate);
    let proof = format!("/api/mission-control/approvals/{}/evidence", item.id);
    let file = format!("evidence-{}.json", item.id);
    let label = format!("Evidence of MC-{}", item.task.number);
    view! {
        <tr id=format!("row-{}", item.id)>
            <td class="table-main">
                <a class="link-quiet" href=format!("/approvals/{}", item.id)>
                    {safe_text::prose(title(item))}
                </a>
                <span class="table-note mono">{format!("MC-{}", item.task.number)}</span>
            </td>
            <td data-label="Gate">{gate}</td>
            <td data-label="Desktop">{safe_text::prose(&item.desktop.name)}</td>
            <td data-label="Asked by">{safe_text::prose(&item.requested_by.name)}</td>
            <td data-label="Decision">{mark(item)}</td>
            <td data-label="Note">{reason} {note}</td>
            <td data-label="Result">{came_to(item)} {compared(item)}</td>
            <td class="mono" data-label="Digest" title=item.digest.clone()>
                {digest}
            </td>
            <td>
                <Moment at now />
            </td>
            <td data-label="Proof">
                <a href=proof download=file aria-label=label>
                    "Evidence"
                </a>
            </td>
        </tr>
    }
}

/// `Approved by Ana`.
fn mark(item: &Approval) -> AnyView {
    let state = item.state.clone();
    let Some(decision) = &item.decision else {
        return view! { <ApprovalStatus state /> }.into_any();
    };
    let verb = match (item.state.as_str(), decision.decision) {
        ("revoked", _) => "Revoked after a yes",
        ("lapsed", _) => "Lapsed after a yes",
        (_, Verdict::Approve) => "Approved",
        (_, Verdict::Reject) => "Rejected",
    };
    view! { <ApprovalStatus state words=format!("{verb} by {}", decision.by.name) /> }.into_any()
}

/// What became of the action.
fn action_came_to(state: &str) -> &'static str {
    match state {
        "approved" => "Not taken yet",
        "running" => "Running",
        "released" => "The agent went on",
        "succeeded" => "Ran",
        "failed" => "Ran, and failed",
        "outcome_unknown" => "Outcome unknown",
        _ => "Nothing ran",
    }
}

/// How what came back compares with what was described, where that could be compared.
fn compared(item: &Approval) -> Option<&'static str> {
    item.matches_expected
        .map(|matches| if matches { ", matches" } else { ", differs from described" })
}

/// What became of the task.
fn came_to(item: &Approval) -> &'static str {
    if let Some(action) = &item.action {
        return action_came_to(&action.state);
    }
    let ran = item.completed_at.is_some();
    match (item.state.as_str(), item.gate, item.task.status) {
        ("approved", _, status) | ("rejected", Gate::AfterRun, status) => status.label(),
        (_, Gate::BeforeRun, TaskStatus::Pending) => "Waits again",
        (_, Gate::BeforeRun, _) if !ran => "Nothing ran",
        (_, _, status) => status.label(),
    }
}
