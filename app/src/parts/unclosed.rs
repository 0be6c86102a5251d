//! What only a person can find out: a desktop took a command and then fell silent.

use super::{
    banner::{Banner, Tone},
    count::grouped,
    safe_text,
};
use leptos::prelude::*;
use service::Unclosed;

/// How many are named; the others are counted.
const NAMED: usize = 4;

/// The strip, with the way to each action; nothing while every outcome is known.
pub fn unclosed_strip(unclosed: &[Unclosed]) -> Option<AnyView> {
    let first = unclosed.first()?;
    let said = if unclosed.len() == 1 {
        let name = safe_text::prose(&first.desktop);
        view! {
            {name}
            " took a command and then fell silent. It may have run, in whole or in part. A person must look at the machine and close this: "
        }
        .into_any()
    } else {
        let number = grouped(unclosed.len());
        format!(
            "Desktops took {number} commands and then fell silent. They may have run, in whole or in part. A person must look at the machines and close each: "
        )
        .into_any()
    };
    let named = unclosed.iter().take(NAMED).enumerate().map(|(place, one)| {
        let comma = (place > 0).then_some(", ");
        let href = match &one.action {
            Some(action) => format!("/tasks/{}#action-{action}", one.task),
            None => format!("/tasks/{}#close", one.task),
        };
        let on = (unclosed.len() > 1).then(|| view! { " on " {safe_text::prose(&one.desktop)} });
        view! {
            {comma}
            <a href=href>{format!("MC-{}", one.number)}</a>
            {on}
        }
    });
    let named = named.collect_view().into_any();
    let others = unclosed.len().saturating_sub(NAMED);
    let others = (others > 0).then(|| format!(" and {} more", grouped(others)));
    Some(
        view! {
            <Banner tone=Tone::Wait>
                <strong>"Outcome unknown. "</strong>
                {said}
                {named}
                {others}
            </Banner>
        }
        .into_any(),
    )
}
