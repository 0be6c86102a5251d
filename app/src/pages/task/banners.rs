//! Why it stands where it stands: what failed, what it waits for, what was decided.

use super::{Desk, View, close};
use crate::parts::{
    age::{Moment, Precision},
    banner::{Banner, Tone},
    purged, safe_text,
};
use domain::{
    FailureCode, Gate, TaskStatus,
    wire::{Approval, Task},
};
use leptos::prelude::*;

pub(super) fn banners(desk: &Desk, view: &View) -> Vec<AnyView> {
    let task = &view.task;
    let mut banners = Vec::new();
    if let Some(purged) = &task.purged {
        banners.push(banner(Tone::Plain, purged::words(purged, desk.now)));
    }
    if let Some(feedback) = &task.previous_feedback {
        banners.push(earlier(view, feedback));
    }
    match (task.status, task.phase.as_deref()) {
        (TaskStatus::Failed, Some("outcome_unknown")) => banners.push(close::unclosed(desk, view)),
        (TaskStatus::Failed, _) if task.closed.is_some() => {
            banners.extend(close::closed(desk, view));
        }
        (TaskStatus::Failed, _) => banners.push(failed(view)),
        (TaskStatus::Cancelled, _) => banners.push(cancelled(desk, task)),
        (TaskStatus::Done, _) => banners.extend(accepted(desk, view)),
        (TaskStatus::Running, Some("cancelling")) => banners.push(stopping(task)),
        (TaskStatus::Pending, Some("held")) => banners.push(held(view)),
        (TaskStatus::Pending, Some("queued")) => banners.push(queued(desk, view)),
        (TaskStatus::Pending, Some("draft")) => banners.push(draft(view)),
        _ => {}
    }
    banners
}

pub(super) fn banner(tone: Tone, words: AnyView) -> AnyView {
    view! {
        <Banner tone boxed=true>
            {words}
        </Banner>
    }
    .into_any()
}

fn link(task: &Task) -> AnyView {
    view! { <a href=format!("/tasks/{}", task.id)>{task.label()}</a> }.into_any()
}

/// Links with commas between them.
fn links(tasks: &[&Task]) -> AnyView {
    let one = |(at, task): (usize, &&Task)| {
        view! {
            {(at > 0).then_some(", ")}
            {link(task)}
        }
    };
    tasks.iter().enumerate().map(one).collect_view().into_any()
}

fn quoted(text: &str) -> AnyView {
    view! { <q>{safe_text::prose(text)}</q> }.into_any()
}

fn earlier(view: &View, feedback: &str) -> AnyView {
    let before = view.around.retry_of.as_ref();
    let label = before.map_or_else(|| "The attempt before".into_any(), link);
    banner(
        Tone::Plain,
        view! {
            <strong>{label} " was rejected."</strong>
            " "
            {quoted(feedback)}
        }
        .into_any(),
    )
}

fn failed(view: &View) -> AnyView {
    let task = &view.task;
    let message = task.failure.as_ref().map(|failure| failure.message.clone()).unwrap_or_default();
    let code = task.failure.as_ref().map(|failure| failure.code);
    let broken: Vec<&Task> = view
        .around
        .depends_on
        .iter()
        .filter(|d| matches!(d.status, TaskStatus::Failed | TaskStatus::Cancelled))
        .collect();
    let why = (code == Some(FailureCode::DependencyFailed) && !broken.is_empty())
        .then(|| view! { " See " {links(&broken)} "." });
    let said = task.feedback.as_deref().map(|text| view! { " " {quoted(text)} });
    let no =
        view.around.approvals.iter().rfind(|a| a.gate != Gate::Action && a.state == "rejected");
    let reason = no.and_then(|approval| approval.decision.as_ref()?.reason);
    let reason = reason.map(|reason| format!(" {}.", reason.label()));
    banner(
        Tone::Stop,
        view! {
            <strong>{safe_text::prose(&message)} {reason}</strong>
            {said}
            {why}
        }
        .into_any(),
    )
}

fn cancelled(desk: &Desk, task: &Task) -> AnyView {
    // Only a runner that reported its end has a list of changed files, be it an empty one.
    let ran = match (task.started_at, task.files_changed) {
        (None, _) => " Nothing ran.",
        (Some(_), Some(_)) => " It was running and was stopped.",
        (Some(_), None) => {
            " It was running, and contact was lost before its runner said that it stopped. It may have run to its end."
        }
    };
    let by = task.decided_by.as_ref().map(|by| view! { " by " {safe_text::prose(&by.name)} });
    let at = task.completed_at.map(|at| {
        view! { " at " <Moment at now=desk.now precision=Precision::Second /> }
    });
    banner(
        Tone::Plain,
        view! {
            <strong>"Cancelled" {by} {at} "."</strong>
            {ran}
        }
        .into_any(),
    )
}

/// A yes about the result, or nothing where nobody was asked.
fn accepted(desk: &Desk, view: &View) -> Option<AnyView> {
    let task = &view.task;
    let (by, at) = (task.decided_by.as_ref()?, task.decided_at?);
    let said = task.feedback.as_deref().map(|text| view! { " " {quoted(text)} });
    let words = view! {
        <strong>
            "Approved by " {safe_text::prose(&by.name)} " at "
            <Moment at now=desk.now precision=Precision::Second /> "."
        </strong>
        {said}
    };
    Some(banner(Tone::Go, words.into_any()))
}

fn stopping(task: &Task) -> AnyView {
    banner(
        Tone::Plain,
        view! {
            <strong>"It is told to stop."</strong>
            " It runs until "
            {safe_text::prose(&task.desktop.name)}
            " says that it stopped."
        }
        .into_any(),
    )
}

fn held(view: &View) -> AnyView {
    let open: Vec<&Task> =
        view.around.depends_on.iter().filter(|d| d.status != TaskStatus::Done).collect();
    banner(
        Tone::Plain,
        view! {
            <strong>"It waits for " {links(&open)} "."</strong>
            " It starts by itself when all are Done, and does not start if one fails."
        }
        .into_any(),
    )
}

fn draft(view: &View) -> AnyView {
    let revoked = view.around.approvals.iter().rfind(|a| a.gate == Gate::BeforeRun);
    if let Some(revoked) = revoked.filter(|approval| approval.state == "revoked") {
        let who = revoked.decision.as_ref().map(|decision| decision.by.name.clone());
        let who = who.unwrap_or_default();
        let words = view! {
            <strong>"The approval by " {safe_text::prose(&who)} " was taken back before it was used."</strong>
            " Nothing ran."
        };
        return banner(Tone::Plain, words.into_any());
    }
    banner(
        Tone::Plain,
        view! {
            <strong>"Nobody has asked it to run."</strong>
            " It stays here until somebody does."
        }
        .into_any(),
    )
}

fn queued(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let name = safe_text::prose(&task.desktop.name);
    let used = |a: &&Approval| a.gate == Gate::BeforeRun && a.state == "approved";
    if let Some(approval) = view.around.approvals.iter().rfind(used) {
        let revoke = desk.actor.reviewer().is_ok().then(|| {
            view! {
                <form method="post" action="/forms/revoke_approval" data-in-place="">
                    <input type="hidden" name="id" value=approval.id.clone() />
                    <button class="button" data-kind="danger">
                        "Revoke approval"
                    </button>
                </form>
            }
        });
        let by = approval.decision.as_ref().map(|decision| decision.by.name.clone());
        let by = safe_text::prose(&by.unwrap_or_default());
        return view! {
            <Banner boxed=true>
                <strong>"Approved by " {by} "."</strong>
                " Waiting for "
                {name}
                " to take it. You can still stop it."
            </Banner>
            {revoke}
        }
        .into_any();
    }
    let words = if task.desktop.online {
        view! { <strong>"Waiting for " {name} " to take it."</strong> }.into_any()
    } else {
        view! {
            <strong>{name} " is offline."</strong>
            " It runs when the desktop is back."
        }
        .into_any()
    };
    banner(Tone::Plain, words)
}
