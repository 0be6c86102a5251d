//! What a person said with their decision: the reason they chose and their note, word for word.

use crate::parts::{avatar::Avatar, safe_text};
use domain::wire::DecisionView;
use leptos::prelude::*;

/// The reason and the note; shows nothing when there is neither.
#[component]
pub fn Said(
    /// The decision.
    decision: DecisionView,
    /// Who was told, if anybody was.
    #[prop(default = None)]
    told: Option<String>,
) -> impl IntoView {
    let note = decision.feedback.filter(|note| !note.trim().is_empty());
    let reason = decision.reason.map(|reason| format!("{}.", reason.label()));
    (note.is_some() || reason.is_some()).then(|| {
        let reason = reason.map(|words| view! { <strong>{words}</strong> " " });
        let note = note.map(|note| view! { <q>{safe_text::prose(&note)}</q> " " });
        let told = told.map(|name| {
            view! { <span class="quiet">"Sent to " {safe_text::prose(&name)} " word for word."</span> }
        });
        view! {
            <section class="said">
                <Avatar name=decision.by.name.clone() />
                <p>{reason} {note} {told}</p>
            </section>
        }
    })
}
