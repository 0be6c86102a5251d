//! The decision about a result.

use super::{Desk, View, record};
use crate::parts::{
    claim_check::ClaimCheck,
    decision_bar::{DecisionBar, Kind, MayNotDecide},
    drafts,
};
use domain::Gate;
use leptos::prelude::*;

/// Always the element `decision`, so that a page that is read changes in place.
pub(super) fn decision(desk: &Desk, view: &View) -> AnyView {
    let Some(approval) = view.waits(Gate::AfterRun) else { return was_decided(desk, view) };
    let findings = view.task.findings.clone();
    if !approval.can_decide {
        return view! {
            <div id="decision">
                <ClaimCheck findings />
                <MayNotDecide />
            </div>
        }
        .into_any();
    }
    view! {
        <form
            class="decision decision-bar"
            id="decision"
            data-hold=""
            data-dock=""
            data-state="pending"
            method="post"
            action="/forms/review_task"
            data-in-place=""
            aria-label="Decision"
        >
            <ClaimCheck findings />
            {drafts::words(&view.task.id, drafts::count(&view.comments))}
            <DecisionBar
                kind=Kind::Result
                id=view.task.id.clone()
                digest=approval.digest.clone()
                notice=desk.notice.clone()
                takes=desk.conditions(approval)
            />
        </form>
    }
    .into_any()
}

/// What became of it, where it stood.
fn was_decided(desk: &Desk, view: &View) -> AnyView {
    let head = record::decided(view, Gate::AfterRun)
        .map(|(approval, decision)| record::head(desk, approval, decision));
    let findings = view.task.findings.clone().filter(|_| head.is_some());
    let check = findings.map(|findings| {
        view! { <section><ClaimCheck findings=Some(findings) /></section> }
    });
    let hidden = head.is_none();
    view! {
        <div class="action-card" id="decision" hidden=hidden>
            {head}
            {check}
        </div>
    }
    .into_any()
}
