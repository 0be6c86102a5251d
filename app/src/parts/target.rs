//! Where it will run: the largest type on the card, because the wrong machine is the costliest mistake.

use super::{
    icon::{Icon, Symbol},
    safe_text,
};
use domain::wire::DesktopRef;
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
    /// How long ago it was heard of, such as `4 s ago`.
    #[prop(optional, into)]
    seen: Option<String>,
    /// What else is known: label, text from outside, and whether it is code.
    #[prop(optional)]
    facts: Vec<(&'static str, String, bool)>,
    /// What approving does while the desktop is offline.
    #[prop(optional, into)]
    offline_note: Option<&'static str>,
) -> impl IntoView {
    let note = offline_note.filter(|_| !desktop.online);
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
                {seen.map(|seen| view! { <span class="target-seen">"seen " {seen}</span> })}
            </p>
            <dl>
                {facts.collect_view()}
                {note.map(|note| view! { <div><dd>{note}</dd></div> })}
            </dl>
        </section>
    }
}
