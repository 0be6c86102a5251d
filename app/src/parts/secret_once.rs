//! A secret that was just made. It is on this page and nowhere else; the next look at the page does not have it.

use super::{
    banner::{Banner, Tone},
    icon::{Icon, Symbol},
};
use leptos::prelude::*;

/// The secret, and how to use it.
#[component]
pub fn SecretOnce(
    /// What it is: `key`, `token`.
    what: &'static str,
    /// The secret: ours, so it is plain text.
    secret: String,
    /// A line to copy that uses it.
    line: String,
    /// Why it cannot be read again.
    #[prop(default = " It is shown this once: only its hash is kept.")]
    note: &'static str,
) -> impl IntoView {
    let text = format!("Copy the {what} now.");
    view! {
        <div class="stack" id="secret">
            <Banner tone=Tone::Go boxed=true>
                <strong>{text}</strong>
                {note}
            </Banner>
            <CopyLine text=secret />
            <CopyLine text=line />
        </div>
    }
}

/// A line of code with a button to copy it; without script it can be selected.
#[component]
pub fn CopyLine(
    /// The line.
    text: String,
) -> impl IntoView {
    view! {
        <div class="copy-line">
            <code tabindex="0">{text.clone()}</code>
            <button
                class="button with-script"
                data-kind="plain"
                data-size="small"
                type="button"
                data-copy-text=text
            >
                <Icon of=Symbol::Copy />
                " Copy"
            </button>
        </div>
    }
}
