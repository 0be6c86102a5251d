//! What the policy said: whether a person is asked, why, and by which version.

use super::ActionCard;
use crate::parts::{digest::Digest, safe_text};
use domain::policy::Level;
use leptos::prelude::*;

pub(super) fn section(card: &ActionCard) -> AnyView {
    let policy = &card.action.policy;
    let by = policy.rule_id.as_ref().map_or_else(
        || "preset".into_any(),
        |rule| view! { "rule " {safe_text::code(rule)} }.into_any(),
    );
    // While it waits, the digest stands beside the two answers.
    let digest = (!card.waits()).then(|| {
        let digest = card.action.digest.clone();
        view! { <span class="row-end"><Digest digest /></span> }
    });
    view! {
        <section aria-label="Policy" data-policy=policy.level.as_str()>
            <p class="row">
                <span>
                    <b>{level(card)}</b>
                    ": "
                    {by}
                    ", policy version "
                    {policy.version}
                    ". "
                    {safe_text::prose(&policy.reason)}
                </span>
                {digest}
            </p>
        </section>
    }
    .into_any()
}

/// `Asks`, `Ran without asking`.
fn level(card: &ActionCard) -> &'static str {
    match (card.action.policy.level, card.action.state.as_str()) {
        (Level::Asks, _) => "The policy asks a person",
        (Level::Blocked, _) => "The policy blocks it",
        (Level::Runs, "released" | "succeeded" | "failed" | "outcome_unknown") => {
            "Ran without asking"
        }
        (Level::Runs, _) => "Runs without asking",
    }
}

/// The same in a few words.
pub(super) fn short(card: &ActionCard) -> String {
    let version = card.action.policy.version;
    match card.action.policy.level {
        Level::Asks => format!("asked by policy version {version}"),
        Level::Runs => format!("without asking, policy version {version}"),
        Level::Blocked => format!("blocked by policy version {version}"),
    }
}
