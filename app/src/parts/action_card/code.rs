//! The command: whole, numbered, wrapped and counted, with what is set for it.

use super::{ActionCard, deed};
use crate::parts::{
    command_block::{ArgumentBlock, CommandBlock, CommandLines, size_text},
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{display::SafeText, wire::Action};
use leptos::prelude::*;

/// What the ids of the command's lines begin with: several cards stand on one page.
pub(super) fn prefix(action: &Action) -> String {
    format!("{}-line-", action.id)
}

pub(super) fn section(card: &ActionCard, fold: bool) -> AnyView {
    if let Some(deed) = deed::section(card, fold) {
        return deed;
    }
    view! {
        {environment(&card.action)}
        {command(card, fold)}
    }
    .into_any()
}

fn command(card: &ActionCard, fold: bool) -> AnyView {
    let action = &card.action;
    let (prefix, note) = (prefix(action), note(action));
    if let Some(argv) = &action.argv {
        return view! { <ArgumentBlock argv=argv.clone() note prefix fold /> }.into_any();
    }
    view! {
        <CommandBlock
            content=action.code()
            note
            prefix
            copy_action=action.id.clone()
            facts=action.facts.clone()
            fold
        />
    }
    .into_any()
}

pub(super) fn note(action: &Action) -> &'static str {
    match (action.is_its_agents_own(), action.state.as_str()) {
        (true, "pending" | "approved") => "what the agent says it would do",
        (true, "released" | "running" | "succeeded" | "failed" | "outcome_unknown") => {
            "what the agent was let do"
        }
        (_, "pending" | "approved") => "exactly what will run",
        (_, "running") => "exactly what is running",
        (_, "succeeded" | "failed") => "exactly what ran",
        (_, "outcome_unknown") => "exactly what was taken",
        _ => "it did not run",
    }
}

/// What is added to the environment: part of what is decided.
fn environment(action: &Action) -> Option<AnyView> {
    if action.env.is_empty() {
        return None;
    }
    let number = u32::try_from(action.env.len()).unwrap_or(u32::MAX);
    let words = format!("{} set for it", counted(number, "variable is", "variables are"));
    let rows = action.env.iter().map(|(name, value)| {
        view! {
            {safe_text::code(name)}
            "="
            {safe_text::code(value)}
            "\n"
        }
    });
    Some(
        view! {
            <section aria-label="Environment">
                <div class="section-head">
                    <h2>"Environment"</h2>
                    <p>{words}</p>
                </div>
                <p class="word-diff">{rows.collect_view()}</p>
            </section>
        }
        .into_any(),
    )
}

/// After the decision: one line that unfolds.
pub(super) fn folded(card: &ActionCard) -> AnyView {
    let action = &card.action;
    let title = match (card.own(), action.state.as_str()) {
        (true, "rejected") => "What was declined",
        (true, _) => "What was asked",
        (false, "rejected") => "Command that was declined",
        (false, _) => "Command",
    };
    let code = SafeText::code(&action.code());
    let lines = action.argv.as_ref().map_or(code.line_count(), Vec::len);
    let bytes =
        action.argv.as_ref().map_or(code.bytes(), |argv| argv.iter().map(String::len).sum());
    let size = size_text(lines, bytes);
    let inner = if let Some(deed) = deed::section(card, false) {
        deed
    } else if action.argv.is_some() {
        command(card, false)
    } else {
        view! {
            <div class="command-body">
                <CommandLines text=code prefix=prefix(action) facts=action.facts.clone() />
            </div>
        }
        .into_any()
    };
    view! {
        <details class="fold">
            <summary>
                <Icon of=Symbol::Right />
                {title}
                <span class="row-end">
                    {card.reader()} " · " {card.target()} " · " {size} " · " {note(action)}
                </span>
            </summary>
            {environment(action)}
            {inner}
        </details>
    }
    .into_any()
}
