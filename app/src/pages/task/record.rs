//! What became of a request: it stands where the request stood, so that a page that is read while somebody else decides
//! changes in place.

use super::{Desk, View};
use crate::parts::{
    age::{Moment, Precision},
    status::ApprovalStatus,
};
use domain::{
    Gate,
    wire::{Approval, DecisionView},
};
use leptos::prelude::*;

/// The last request of a gate that a person answered, unless something newer took its place.
pub(super) fn decided(view: &View, gate: Gate) -> Option<(&Approval, &DecisionView)> {
    let last = view.around.approvals.iter().rfind(|approval| approval.gate == gate)?;
    last.decision.as_ref().map(|decision| (last, decision))
}

/// The head of a card: what was decided, by whom and when.
pub(super) fn head(desk: &Desk, approval: &Approval, decision: &DecisionView) -> AnyView {
    let words = match approval.state.as_str() {
        "approved" => format!("Approved by {}", decision.by.name),
        "rejected" => format!("Rejected by {}", decision.by.name),
        "revoked" => format!("Approved by {}, then taken back", decision.by.name),
        _ => format!("Approved by {}, not taken in time", decision.by.name),
    };
    view! {
        <header>
            <ApprovalStatus state=approval.state.clone() words />
            <span class="action-card-meta">
                {approval.gate.label()} " · "
                <Moment at=decision.at now=desk.now precision=Precision::Second />
            </span>
        </header>
    }
    .into_any()
}
