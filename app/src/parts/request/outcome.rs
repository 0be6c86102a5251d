//! What became of a request nobody has to decide any more.

use super::Request;
use crate::parts::{
    action_card::Said,
    age::{Moment, Precision},
    safe_text,
    status::ApprovalStatus,
};
use domain::{Gate, TaskStatus, Verdict};
use leptos::prelude::*;

/// The head of a card that was decided, and the sentence below it.
#[component]
pub fn Outcome(
    /// The request.
    request: Request,
) -> impl IntoView {
    let approval = &request.approval;
    let decision = approval.decision.as_ref();
    let words = decision.map_or_else(String::new, |decision| {
        let verb = if decision.decision == Verdict::Approve { "Approved" } else { "Rejected" };
        format!("{verb} by {}", decision.by.name)
    });
    let state = approval.state.clone();
    let mark = if words.is_empty() {
        view! { <ApprovalStatus state /> }.into_any()
    } else {
        view! { <ApprovalStatus state words /> }.into_any()
    };
    let at = decision.map(|decision| {
        view! { <Moment at=decision.at now=request.now precision=Precision::Second /> }
    });
    let said = decision.cloned().map(|decision| view! { <Said decision /> });
    let sentence = sentence(&request).map(|text| view! { <section><p>{text}</p></section> });
    view! {
        <header>
            {mark} <span class="action-card-meta">{at} {nothing_ran(&request)}</span>
        </header>
        {sentence}
        {said}
    }
}

fn nothing_ran(request: &Request) -> Option<&'static str> {
    let before = request.approval.gate == Gate::BeforeRun;
    (before && request.approval.state == "rejected").then_some(" · nothing ran")
}

/// What the state means, where the mark alone does not say it.
fn sentence(request: &Request) -> Option<AnyView> {
    let approval = &request.approval;
    let desktop = || safe_text::prose(&approval.desktop.name);
    let task = &request.task;
    let text = match (approval.state.as_str(), approval.gate) {
        ("approved", Gate::AfterRun) => view! { {task.label()} " is Done." }.into_any(),
        ("rejected", Gate::AfterRun) => view! { {task.label()} " is Failed." }.into_any(),
        ("approved", _) => match task.status {
            TaskStatus::Pending => {
                view! { "Waiting for " {desktop()} " to take it. You can still stop it." }
                    .into_any()
            }
            TaskStatus::Running => view! { "Running on " {desktop()} }.into_any(),
            status => view! { {task.label()} " is " {status.label()} "." }.into_any(),
        },
        ("expired", _) => {
            "Nobody decided in time, so it was rejected by the system. Nothing ran.".into_any()
        }
        ("lapsed", _) => {
            view! { "Approved, but " {desktop()} " did not take it in time. Nothing ran." }
                .into_any()
        }
        ("revoked", _) => "The approval was taken back before it was used. Nothing ran.".into_any(),
        ("withdrawn", _) => "It is no longer asked. Nothing ran and nothing waits.".into_any(),
        ("superseded", _) => {
            "Something newer took its place. It can no longer be approved.".into_any()
        }
        _ => return None,
    };
    Some(text)
}

/// Whether the approval can still be taken back.
pub fn can_revoke(request: &Request) -> bool {
    request.approval.state == "approved"
        // An action's card has its own way.
        && request.approval.gate == Gate::BeforeRun
        && request.task.status == TaskStatus::Pending
}
