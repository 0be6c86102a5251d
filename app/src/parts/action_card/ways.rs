//! What a person can do with an action that nobody decides any more. The service refuses the rest.

use super::ActionCard;
use crate::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

pub(super) fn ways(card: &ActionCard) -> Option<AnyView> {
    let action = &card.action;
    let ways: Vec<AnyView> = match action.state.as_str() {
        "approved" => revoke(card).into_iter().collect(),
        "rejected" => {
            let again = again(card, "Ask for it again").filter(|_| action.asked_again_by.is_none());
            [Some(by_hand(card)), remote(card), again].into_iter().flatten().collect()
        }
        "expired" | "lapsed" | "revoked" | "withdrawn" => {
            again(card, "Ask again").into_iter().collect()
        }
        "outcome_unknown" if action.closed.is_none() => close(card),
        "outcome_unknown" => {
            [again(card, "Propose again"), remote(card)].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    };
    (!ways.is_empty()).then(|| view! { <div class="row after">{ways}</div> }.into_any())
}

fn revoke(card: &ActionCard) -> Option<AnyView> {
    let action = &card.action;
    let id = action.approval_id.clone().filter(|_| card.may_decide && action.decision.is_some())?;
    Some(
        view! {
            <form method="post" action="/forms/revoke_approval" data-in-place="">
                <input type="hidden" name="id" value=id />
                <button class="button" data-kind="danger">
                    "Revoke approval"
                </button>
            </form>
        }
        .into_any(),
    )
}

/// Saved, tested commands on the same machine.
fn by_hand(card: &ActionCard) -> AnyView {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("task", &card.action.task_id)
        .finish();
    view! {
        <a class="button" href=format!("/scripts?{query}")>
            <Icon of=Symbol::Hand />
            "Handle manually"
        </a>
    }
    .into_any()
}

fn remote(card: &ActionCard) -> Option<AnyView> {
    card.remote_access.clone().map(|address| {
        view! {
            <a class="button" href=address rel="noopener" target="_blank">
                <Icon of=Symbol::External />
                "Open remote access"
            </a>
        }
        .into_any()
    })
}

fn again(card: &ActionCard, words: &'static str) -> Option<AnyView> {
    card.may_ask.then(|| {
        view! {
            <form method="post" action="/forms/ask_again">
                <input type="hidden" name="id" value=card.action.id.clone() />
                <button class="button">{words}</button>
            </form>
        }
        .into_any()
    })
}

/// A person says what they saw on the machine. Nothing runs by it.
fn close(card: &ActionCard) -> Vec<AnyView> {
    if !card.may_decide {
        return remote(card).into_iter().collect();
    }
    let one = |ran: &'static str, words: &'static str| {
        view! {
            <form method="post" action="/forms/close_action">
                <input type="hidden" name="id" value=card.action.id.clone() />
                <input type="hidden" name="ran" value=ran />
                <button class="button">{words}</button>
            </form>
        }
        .into_any()
    };
    let mut ways = vec![one("yes", "It ran"), one("no", "It did not run")];
    ways.extend(remote(card));
    ways
}
