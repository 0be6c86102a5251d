//! The whole card: a form with the two answers while it waits, a record afterwards.

use super::{ActionCard, ActionSections};
use crate::parts::{
    checklist::{Checklist, ticked_before},
    conditions::Conditions,
    decision_bar::{DecisionBar, EditWay, Kind, MayNotDecide},
    notice::Notice,
};
use domain::wire::Action;
use leptos::prelude::*;

/// What a form needs to know beside its action.
#[derive(Clone, Debug, Default)]
pub struct Deciding {
    /// Whether this person may decide it now.
    pub allowed: bool,
    /// The page to go on to.
    pub back: String,
    /// What the last form came to.
    pub notice: Option<Notice>,
    /// What a yes takes beside the button.
    pub takes: Conditions,
}

/// An action's card, among messages or on a page of its own.
#[component]
pub fn ActionCardWhole(
    /// The action.
    card: ActionCard,
    /// What its form needs to know.
    deciding: Deciding,
    /// Among the messages of a thread.
    #[prop(optional)]
    inline: bool,
    /// Whether single keys answer it: where it is the only one on the page.
    #[prop(optional)]
    keys: bool,
) -> impl IntoView {
    let id = card.id();
    let state = card.action.state.clone();
    if !card.waits() {
        return view! {
            <div class="action-card" id=id data-state=look(&state) data-action=state.clone()>
                <ActionSections card inline />
            </div>
        }
        .into_any();
    }
    let label = "Technician approval required";
    let answer = Some(answer(&card, deciding, inline));
    view! {
        <form
            class="action-card"
            id=id
            data-state="pending"
            data-in-place=""
            data-action=state
            data-guard=""
            data-hold=""
            data-keys=keys.then_some("")
            method="post"
            action="/forms/resolve_approval"
            aria-label=label
        >
            <ActionSections card inline answer />
        </form>
    }
    .into_any()
}

fn answer(card: &ActionCard, deciding: Deciding, inline: bool) -> AnyView {
    let Deciding { allowed, back, notice, takes } = deciding;
    if !allowed {
        return view! {
            <section>
                <MayNotDecide />
            </section>
        }
        .into_any();
    }
    let id = card.action.approval_id.clone().unwrap_or_default();
    let suffix = if inline { format!("-{id}") } else { String::new() };
    let digest = card.action.digest.clone();
    let edit = can_be_edited(&card.action).then(|| edit_way(&card.action));
    view! {
        <Checklist chosen=ticked_before(notice.as_ref(), &id) />
        <section class="decision" data-dock=inline.then_some("") aria-label="Decision">
            <DecisionBar kind=Kind::Action id digest back notice suffix takes edit />
        </section>
    }
    .into_any()
}

/// Whether what a person would change it to is what runs.
pub fn can_be_edited(action: &Action) -> bool {
    !action.is_its_agents_own() || action.editable
}

/// Where its command is changed.
pub fn edit_way(action: &Action) -> EditWay {
    EditWay {
        href: format!("/approvals/{}/edit", action.approval_id.as_deref().unwrap_or_default()),
        revision: action.revision + 1,
        agent: action.requested_by.name.clone(),
    }
}

/// The looks a card that was decided can have; none for the rest.
fn look(state: &str) -> Option<&'static str> {
    match state {
        "approved" | "running" | "released" | "succeeded" => Some("approved"),
        "rejected" => Some("rejected"),
        _ => None,
    }
}
