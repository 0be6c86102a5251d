//! The request on the right: everything that is needed to decide it, and the decision.

use super::{
    Desk,
    not_now::{not_now, put_aside},
};
use crate::parts::{
    action_card::{ActionCardWhole, Deciding},
    checklist::{Checklist, ticked_before},
    count::counted,
    decision_bar::{DecisionBar, Kind, MayNotDecide},
    notice::{Notice, RefusalBanner},
    purged,
    request::{Request, RequestBody, can_revoke},
    safe_text,
};
use domain::{Gate, wire::Approval};
use leptos::prelude::*;

/// The request that is open, if one is.
pub(super) fn pane(desk: &Desk, request: Option<Request>, next: String) -> AnyView {
    let Some(request) = request else {
        return view! { <div id="request" data-live=""></div> }.into_any();
    };
    let notice = desk.notice.clone();
    view! {
        <div id="request" data-live="">
            {head(&request, &next)}
            {put_aside(&request.approval, request.now)}
            <RefusalBanner notice=notice />
            {card(desk, request, next)}
        </div>
    }
    .into_any()
}

fn head(request: &Request, next: &str) -> AnyView {
    let (approval, task) = (&request.approval, &request.task);
    let who = safe_text::prose(&task.created_by.name);
    let agent = task.external_agent.clone().or(task.agent.clone());
    let to = agent.map(|agent| view! { " → " {safe_text::prose(&agent)} });
    let until = match approval.decide_by {
        Some(end) => view! { <span>"decide by " {end.date_clock_utc()}</span> }.into_any(),
        None => view! { <span>"no time limit"</span> }.into_any(),
    };
    view! {
        <header class="pane-head">
            <h2 tabindex="-1" data-heading="">
                {safe_text::prose(title(approval))}
            </h2>
            <p>
                <span>
                    "Task "
                    <a class="mono" href=format!("/tasks/{}", task.id)>
                        {task.label()}
                    </a>
                </span>
                <span>{who} {to}</span>
                {holds(request)}
                {request.waits().then_some(until)}
            </p>
            {not_now(approval, next)}
        </header>
    }
    .into_any()
}

/// What a request is called: its action's own title, else its task's.
pub(in crate::pages) fn title(approval: &Approval) -> &str {
    let own = approval.action.as_ref().and_then(|action| action.title.as_deref());
    own.filter(|title| !title.trim().is_empty()).unwrap_or(&approval.task.title)
}

/// What waits behind it, by name as far as it waits directly.
pub(in crate::pages) fn holds(request: &Request) -> Option<AnyView> {
    let number = request.approval.holds;
    if number == 0 {
        return None;
    }
    let names = request.behind.iter().enumerate().map(|(place, task)| {
        let comma = if place == 0 { ": " } else { ", " };
        view! {
            {comma}
            <a class="mono" href=format!("/tasks/{}", task.id) title=safe_text::plain(&task.title)>
                {task.label()}
            </a>
        }
    });
    let words = format!("holds {}", counted(number, "task", "tasks"));
    Some(view! { <span>{words} {names.collect_view()}</span> }.into_any())
}

fn card(desk: &Desk, request: Request, next: String) -> AnyView {
    let approval = request.approval.clone();
    if let Some(gone) = &request.task.purged {
        let evidence = evidence(&approval.id);
        return view! {
            {purged::request(&approval, gone, desk.now)}
            {evidence}
        }
        .into_any();
    }
    if let Some(card) = request.action {
        let takes = desk.conditions(&approval);
        let (allowed, notice) = (approval.can_decide, desk.notice.clone());
        let deciding = Deciding { allowed, back: next, notice, takes };
        let evidence = (approval.state != "pending").then(|| evidence(&approval.id));
        return view! {
            <ActionCardWhole card deciding keys=true />
            {evidence}
        }
        .into_any();
    }
    let id = format!("card-{}", approval.id);
    let runs = request.runs();
    if !request.waits() {
        let revoke = can_revoke(&request).then(|| revoke(&approval.id));
        let evidence = evidence(&approval.id);
        return view! {
            <div class="action-card" id=id data-state=approval.state>
                <RequestBody request />
                {revoke}
            </div>
            {evidence}
        }
        .into_any();
    }
    let kind = if runs { Kind::BeforeRun } else { Kind::Result };
    let takes = desk.conditions(&approval);
    let answer = if approval.can_decide {
        view! {
            <section class="decision" aria-label="Decision">
                <DecisionBar
                    kind
                    id=approval.id
                    digest=approval.digest
                    back=next
                    notice=desk.notice.clone()
                    takes
                />
            </section>
        }
        .into_any()
    } else {
        view! {
            <section>
                <MayNotDecide />
            </section>
        }
        .into_any()
    };
    view! {
        <form
            class="action-card"
            id=id
            data-state="pending"
            method="post"
            action="/forms/resolve_approval"
            data-in-place=""
            data-guard=runs.then_some("")
            data-hold=""
            data-keys=""
        >
            <RequestBody request answer=Some(answer) />
        </form>
    }
    .into_any()
}

/// The checklist of an action, with what was ticked before the form was refused.
pub(in crate::pages) fn checklist(request: &Request, notice: Option<&Notice>) -> Option<AnyView> {
    let waits = request.approval.gate == Gate::Action && request.approval.can_decide;
    waits.then(|| {
        view! { <Checklist chosen=ticked_before(notice, &request.approval.id) /> }.into_any()
    })
}

/// The signed record of it, for whoever has to show it to somebody else.
pub(in crate::pages) fn evidence(id: &str) -> AnyView {
    let (address, name) =
        (format!("/api/mission-control/approvals/{id}/evidence"), format!("evidence-{id}.json"));
    view! {
        <p class="quiet evidence">
            <a href=address download=name>
                "Evidence"
            </a>
            " · signed, checked with mission-control verify"
        </p>
    }
    .into_any()
}

/// As long as nothing ran on it, a yes can be taken back.
pub(in crate::pages) fn revoke(id: &str) -> AnyView {
    view! {
        <section>
            <form method="post" action="/forms/revoke_approval" data-in-place="">
                <input type="hidden" name="id" value=id.to_owned() />
                <button class="button">"Revoke approval"</button>
            </form>
        </section>
    }
    .into_any()
}
