//! When a request that is put aside may come back: the same choices wherever one can say "Not now".

use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// What one can choose: the word that is sent, and what it says. The browser makes the morning that of whoever looks.
const CHOICES: [(&str, &str); 3] = [
    ("hour", "For an hour"),
    ("tomorrow", "Until tomorrow, 9:00 UTC"),
    ("change", "Until it changes"),
];

/// Where the choice is sent.
pub const ACTION: &str = "/forms/snooze_approval";

/// A button for each choice. `inside` says that they stand in a form that is sent elsewhere, with fields that need not be
/// filled in for this.
pub fn choices(inside: bool) -> AnyView {
    let choice = |(word, says): (&'static str, &'static str)| {
        let morning = (word == "tomorrow").then_some("");
        view! {
            <button
                class="menu-item"
                name="until"
                value=word
                formaction=inside.then_some(ACTION)
                formnovalidate=inside
            >
                <Icon of=Symbol::Clock />
                <span data-tomorrow=morning>{says}</span>
            </button>
        }
    };
    CHOICES.map(choice).collect_view().into_any()
}
