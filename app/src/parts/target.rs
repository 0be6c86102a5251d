//! Where it will run: the largest type on the card, because the wrong machine is the costliest mistake.

use super::{
    age::Ago,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{Timestamp, wire::DesktopRef};
use leptos::prelude::*;

/// Whether a desktop was heard of in the last minute.
#[component]
pub fn Online(
    /// Whether it was.
    online: bool,
) -> impl IntoView {
    let (state, word) = if online { (None, "Online") } else { (Some("offline"), "Offline") };
    view! { <span class="online" data-state=state>{word}</span> }
}

/// The target desktop of what is decided.
#[component]
pub fn Target(
    /// The desktop.
    desktop: DesktopRef,
    /// When it was last heard of, and when the page was made.
    #[prop(default = None)]
    last_seen: Option<(Timestamp, Timestamp)>,
    /// What else is known: label, text from outside, and whether it is code.
    #[prop(optional)]
    facts: Vec<(&'static str, String, bool)>,
    /// What approving does while the desktop is offline.
    #[prop(default = "")]
    offline_note: &'static str,
) -> impl IntoView {
    let offline = !desktop.online;
    let note = (offline && !offline_note.is_empty()).then_some(offline_note);
    let seen = last_seen.map(|(since, now)| {
        view! {
            <span class="target-seen">
                "seen " <Ago since now />
            </span>
        }
    });
    let facts = facts.into_iter().map(|(label, text, is_code)| {
        let text = if is_code { safe_text::code(&text) } else { safe_text::prose(&text) };
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{text}</dd>
            </div>
        }
    });
    view! {
        <section class="target" aria-label="Target">
            <Icon of=Symbol::Desktop />
            <p class="target-name">
                {safe_text::prose(&desktop.name)} " " <Online online=desktop.online />
                {seen}
            </p>
            <dl>
                {facts.collect_view()}
                {note.map(|note| view! { <div><dd>{note}</dd></div> })}
            </dl>
        </section>
    }
}
