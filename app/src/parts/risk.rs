//! How much could go wrong: bars and a word.

use domain::approval::Risk as Level;
use leptos::prelude::*;

const fn words(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Low => ("low", "Low"),
        Level::Medium => ("medium", "Medium"),
        Level::High => ("high", "High"),
    }
}

/// The risk; `Low`, or `Low risk` where nothing else says what the word is about.
#[component]
pub fn Risk(
    /// How much.
    level: Level,
    /// Whether to add the word "risk".
    #[prop(optional)]
    full: bool,
    /// More classes, such as `row-end`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let (mark, word) = words(level);
    view! {
        <span class=format!("risk {class}").trim().to_owned() data-risk=mark>
            {word}
            {full.then_some(" risk")}
        </span>
    }
}
