//! The files that a command runs by name: what is in them runs too.

use super::ActionCard;
use crate::parts::{command_block::CommandBlock, count::grouped, safe_text};
use domain::action::{Operand, Seen};
use leptos::prelude::*;

pub(super) fn section(card: &ActionCard, fold: bool) -> Vec<AnyView> {
    let operands = card.action.operands.iter().enumerate();
    operands.map(|(at, operand)| one(card, at, operand, fold)).collect()
}

fn one(card: &ActionCard, at: usize, operand: &Operand, fold: bool) -> AnyView {
    let text = match &operand.seen {
        Seen::File { text: Some(text), .. } => {
            let prefix = format!("{}-file-{}-line-", card.action.id, at + 1);
            let content = text.clone();
            Some(view! { <CommandBlock content title="File it runs" prefix fold /> })
        }
        _ => None,
    };
    view! {
        <section aria-label="File it runs">
            <div class="section-head">
                <h2>"Runs " {safe_text::code(&operand.path)}</h2>
                <p>{words(card, &operand.seen)}</p>
            </div>
        </section>
        {text}
    }
    .into_any()
}

/// What is known of the file.
fn words(card: &ActionCard, seen: &Seen) -> AnyView {
    let there = card.target();
    match seen {
        Seen::File { digest, text: Some(_), .. } if card.waits() => view! {
            "As "
            {there}
            " found it. It is part of what you approve: another content does not run. "
            <span class="mono">{digest.short()}</span>
        }
        .into_any(),
        Seen::File { digest, text: Some(_), .. } => view! {
            "As "
            {there}
            " found it when this was asked. It was part of what was decided. "
            <span class="mono">{digest.short()}</span>
        }
        .into_any(),
        Seen::File { digest, bytes, .. } => view! {
            {grouped(usize::try_from(*bytes).unwrap_or(usize::MAX))}
            " bytes on "
            {there}
            ", not shown: no text, too long, outside the workspace, or usually secret. Another content does not run. "
            <span class="mono">{digest.short()}</span>
        }
        .into_any(),
        Seen::Missing => view! {
            {there}
            " has no such file now. If one is there when this would start, it does not run."
        }
        .into_any(),
        Seen::Unknown { why } => view! {
            "Not part of what you approve. "
            {safe_text::prose(why)}
        }
        .into_any(),
        Seen::NotYet if card.waits() => view! {
            {there}
            " has not looked at it yet. Approved before it has, it is asked again and does not run."
        }
        .into_any(),
        Seen::NotYet => view! {
            {there}
            " had not looked at it. Its content was not part of what was decided."
        }
        .into_any(),
    }
}
