//! Where it stands, in one line, and what can be done with it.

use super::{Desk, View};
use crate::parts::{
    age::{Ago, Moment},
    badge::Badge,
    icon::{Icon, Symbol},
    safe_text,
    status::Status,
};
use domain::{Gate, TaskStatus, Timestamp, wire::Task};
use leptos::prelude::*;

pub(super) fn head(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    view! {
        <header class="page-head" id="task-head" data-live="">
            <ol class="crumbs">
                <li>
                    <a href="/">"Board"</a>
                </li>
                <li class="mono">{task.label()}</li>
            </ol>
            <h1>{safe_text::prose(&task.title)}</h1>
            <div class="row">
                <Status status=task.status />
                {badge(view)}
                <span class="quiet">{since(task, view, desk.now)}</span>
                {actions(desk, task)}
            </div>
        </header>
    }
    .into_any()
}

fn badge(view: &View) -> Option<AnyView> {
    if view.task.phase.as_deref() == Some("cancelling") {
        return Some(view! { <Badge>"Stopping"</Badge> }.into_any());
    }
    let (symbol, words) = if view.waits(Gate::AfterRun).is_some() {
        (Symbol::Eye, " Result waits for approval")
    } else if view.task.attention.is_some() {
        (Symbol::Gate, " Technician approval required")
    } else {
        return None;
    };
    let Some(href) = where_it_waits(view) else {
        let badge = view! {
            <Badge tone="wait">
                <Icon of=symbol />
                {words}
            </Badge>
        };
        return Some(badge.into_any());
    };
    let badge = view! {
        <a class="badge" data-tone="wait" href=href>
            <Icon of=symbol />
            {words}
        </a>
    };
    Some(badge.into_any())
}

/// The card of the first action that waits; its own page when it stands on another page of the thread.
fn where_it_waits(view: &View) -> Option<String> {
    let waits = view.waits(Gate::Action)?;
    let first =
        view.around.approvals.iter().find(|a| a.gate == Gate::Action && a.state == "pending");
    let id = &first.unwrap_or(waits).id;
    let mut shown = view.messages.items.iter().filter_map(|item| item.action.as_ref());
    let here = shown.any(|action| action.approval_id.as_ref() == Some(id));
    Some(if here { format!("#card-{id}") } else { format!("/approvals/{id}") })
}

/// What happened last, when, and how long ago that is.
fn since(task: &Task, view: &View, now: Timestamp) -> AnyView {
    let asked = view.waits(Gate::BeforeRun).or(view.waits(Gate::Action));
    let asked = asked.map(|approval| approval.requested_at);
    let (word, at) = match (task.status, task.completed_at, task.started_at, asked) {
        (TaskStatus::Pending | TaskStatus::Running, _, _, Some(at)) => ("asked ", at),
        (TaskStatus::Running, _, Some(at), _) => ("started ", at),
        (TaskStatus::Cancelled, Some(at), ..) => ("cancelled ", at),
        (_, Some(at), ..) => ("finished ", at),
        _ => ("created ", task.created_at),
    };
    view! {
        {word}
        <Moment at now />
        ", "
        <Ago since=at now />
    }
    .into_any()
}

/// What this person may do with it now. The service refuses the rest.
fn actions(desk: &Desk, task: &Task) -> Option<AnyView> {
    desk.actor.operator().ok()?;
    let run = (task.phase.as_deref() == Some("draft"))
        .then(|| button("/forms/run_task", &task.id, "primary", "Run"));
    let cancel = (!task.status.is_final() && task.phase.as_deref() != Some("cancelling"))
        .then(|| button("/forms/cancel_task", &task.id, "danger", "Cancel task"));
    let again = (task.status.is_final() && task.purged.is_none()).then(|| {
        let words =
            if task.status == TaskStatus::Done { "Run again" } else { "Retry with revised prompt" };
        let words = match task.kind {
            domain::TaskType::Command if task.status != TaskStatus::Done => {
                "Retry with revised command"
            }
            _ => words,
        };
        view! {
            <a class="button" href=format!("/tasks/new?retry={}", task.id)>
                <Icon of=Symbol::Turn />
                {words}
            </a>
        }
    });
    Some(view! { <div class="row row-end">{run} {cancel} {again}</div> }.into_any())
}

fn button(action: &'static str, id: &str, kind: &'static str, words: &'static str) -> AnyView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="id" value=id.to_owned() />
            <button class="button" data-kind=kind>
                {words}
            </button>
        </form>
    }
    .into_any()
}
