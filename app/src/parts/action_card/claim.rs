//! What the agent says: a claim, framed as one. Both parts are always there.

use super::{ActionCard, changed, policy, read};
use crate::parts::{
    badge::Badge,
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::action::Expected;
use leptos::prelude::*;

pub(super) fn section(card: &ActionCard) -> AnyView {
    let action = &card.action;
    view! {
        <section aria-label="What the agent says">
            <div class="claim">
                <header>
                    <strong>"What " {card.agent()} " says"</strong>
                    {announced(action.expected.as_ref())}
                    <Badge tone="claim">"Written by the agent, not checked"</Badge>
                </header>
                <dl>
                    <dt>"What it does"</dt>
                    <dd>{paragraphs(&action.description)}</dd>
                    <dt>"What it returns"</dt>
                    <dd>{returns(action.expected.as_ref())}</dd>
                </dl>
            </div>
        </section>
    }
    .into_any()
}

fn paragraphs(text: &str) -> AnyView {
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| view! { <p>{safe_text::prose(line)}</p> }).collect_view().into_any()
}

fn returns(expected: Option<&Expected>) -> AnyView {
    let Some(expected) = expected else { return "Not stated".into_any() };
    let words = expected.text().filter(|text| !text.trim().is_empty()).map(paragraphs);
    let checks = checks(expected);
    if words.is_none() && checks.is_empty() {
        return "Not stated".into_any();
    }
    let checks = (!checks.is_empty()).then(|| {
        view! { <p class="quiet">"Checked after the run:"</p> {checks} }
    });
    view! { {words} {checks} }.into_any()
}

/// How many files it says it will change, where it says so.
fn announced(expected: Option<&Expected>) -> Option<AnyView> {
    let Some(Expected::Checks { files: Some(files), .. }) = expected else { return None };
    let words = match u32::try_from(files.len()).unwrap_or(u32::MAX) {
        0 => "no files announced".to_owned(),
        number => format!("{} announced", counted(number, "file", "files")),
    };
    Some(
        view! {
            <Badge tone="claim">
                <Icon of=Symbol::File />
                {words}
            </Badge>
        }
        .into_any(),
    )
}

fn checks(expected: &Expected) -> Vec<AnyView> {
    let Expected::Checks { exit_code, output_pattern, files, .. } = expected else {
        return Vec::new();
    };
    let mut checks = Vec::new();
    if let Some(code) = exit_code {
        checks.push(view! { <p>"Exit code " {*code}</p> }.into_any());
    }
    if let Some(pattern) = output_pattern {
        checks.push(view! { <p>"The output matches " {safe_text::code(pattern)}</p> }.into_any());
    }
    match files.as_deref() {
        None => {}
        Some([]) => checks.push(view! { <p>"No file changes"</p> }.into_any()),
        Some(paths) => {
            let paths = paths.iter().enumerate().map(|(at, path)| {
                view! { {(at > 0).then_some(", ")} {safe_text::code(path)} }
            });
            checks.push(view! { <p>"Changes only " {paths.collect_view()}</p> }.into_any());
        }
    }
    checks
}

/// After the decision: what was known when it was made, one line that unfolds.
pub(super) fn folded(card: &ActionCard) -> AnyView {
    view! {
        {changed_note(card)}
        <details class="fold">
            <summary>
                <Icon of=Symbol::Right />
                "What it was said to do"
                <span class="row-end">{policy::short(card)}</span>
            </summary>
            <div class="fold-body">
                <div class="stack">{read(card)} {section(card)} {policy::section(card)}</div>
            </div>
        </details>
    }
    .into_any()
}

/// A change that was read stays to be read.
fn changed_note(card: &ActionCard) -> Option<AnyView> {
    matches!(card.action.state.as_str(), "approved" | "running")
        .then(|| changed::section(card))
        .flatten()
}
