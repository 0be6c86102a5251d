//! The decision about a result.

use super::{Desk, View};
use crate::parts::decision_bar::{DecisionBar, Kind, MayNotDecide};
use domain::Gate;
use leptos::prelude::*;

pub(super) fn decision(desk: &Desk, view: &View) -> Option<AnyView> {
    let approval = view.waits(Gate::AfterRun)?;
    if !approval.can_decide {
        return Some(view! { <MayNotDecide /> }.into_any());
    }
    let form = view! {
        <form
            class="decision decision-bar"
            id="decision"
            data-hold=""
            data-dock=""
            method="post"
            action="/forms/review_task"
            aria-label="Decision"
        >
            <DecisionBar
                kind=Kind::Result
                id=view.task.id.clone()
                digest=approval.digest.clone()
                notice=desk.notice.clone()
            />
        </form>
    };
    Some(form.into_any())
}
