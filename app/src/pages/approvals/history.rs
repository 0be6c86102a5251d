//! The history: one line for each decision, newest first, with who and when.

use super::{Desk, Tabs, list::gate_mark, pane::title};
use crate::parts::{
    age::Moment, digest::short_digest, empty::Empty, safe_text, status::ApprovalStatus,
};
use domain::{Gate, TaskStatus, Timestamp, Verdict, wire::Approval};
use leptos::prelude::*;
use service::{
    ApprovalList, Error,
    store::{ApprovalFilter, ApprovalOrder, Deeds},
};

/// Rows at once.
const ROWS: u32 = 50;

pub(super) async fn show(desk: Desk) -> Result<AnyView, Error> {
    let waiting = desk.waiting.total();
    let asked = Asked::of(&desk);
    let list = ApprovalList {
        decided: asked.deeds(),
        filter: ApprovalFilter::Decided,
        order: ApprovalOrder::NewestDecided,
        cursor: desk.query("after"),
        limit: Some(ROWS),
        ..ApprovalList::default()
    };
    let page = desk.mission.approvals(&desk.actor, list).await?;
    let now = desk.now;
    let content = if page.items.is_empty() {
        let text = if asked.is_narrow() { "No such decisions" } else { "No decisions yet" };
        view! { <Empty text /> }.into_any()
    } else {
        let more = page.next_cursor.map(|cursor| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("tab", "history")
                .append_pair("after", &cursor)
                .append_pair("by", &asked.by)
                .append_pair("from", &asked.from)
                .append_pair("to", &asked.to)
                .finish();
            view! {
                <p class="after">
                    <a class="button" data-kind="plain" href=format!("/approvals?{query}")>
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
                    <Tabs waiting history=true />
                </div>
                {asked.form()}
                <div id="history" data-live="" data-hold="">
                    {content}
                </div>
            </section>
        </main>
    }
    .into_any())
}

/// Whose decisions, and of which days.
struct Asked {
    by: String,
    from: String,
    to: String,
}

impl Asked {
    fn of(desk: &Desk) -> Self {
        let text = |name| desk.query(name).unwrap_or_default();
        Self { by: text("by"), from: text("from"), to: text("to") }
    }

    const fn is_narrow(&self) -> bool {
        !(self.by.is_empty() && self.from.is_empty() && self.to.is_empty())
    }

    /// Days are those of UTC, and the last one belongs to them.
    fn deeds(&self) -> Deeds {
        let day = |text: &str| Timestamp::parse(&format!("{text}T00:00:00Z"));
        Deeds {
            by: Some(self.by.trim().to_owned()).filter(|by| !by.is_empty()),
            from: day(&self.from),
            to: day(&self.to).map(|day| day.plus_seconds(24 * 3600)),
        }
    }

    fn form(&self) -> AnyView {
        let day = |name: &'static str, label: &'static str, value: &str| {
            view! {
                <label for=name>{label}</label>
                <input class="input" id=name type="date" name=name value=value.to_owned() />
            }
        };
        view! {
            <form class="history-filter" method="get" action="/approvals" aria-label="Filter">
                <input type="hidden" name="tab" value="history" />
                <label for="by">"Decided by"</label>
                <input class="input" id="by" name="by" value=self.by.clone() autocomplete="off" />
                {day("from", "From", &self.from)}
                {day("to", "To", &self.to)}
                <button class="button">"Show"</button>
            </form>
        }
        .into_any()
    }
}

fn table(items: Vec<Approval>, now: Timestamp) -> AnyView {
    let heads =
        ["Request", "Gate", "Desktop", "Asked by", "Decision", "Note", "Result", "Digest", "When"];
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
            <td data-label="Result">{came_to(item)}</td>
            <td class="mono" data-label="Digest" title=item.digest.clone()>
                {digest}
            </td>
            <td>
                <Moment at now />
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
        "succeeded" => "Ran",
        "failed" => "Ran, and failed",
        "outcome_unknown" => "Outcome unknown",
        _ => "Nothing ran",
    }
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
