//! A task on the board: one link, and the only amber is the strip that says a person is needed.

use leptos::prelude::*;

/// A card.
#[component]
pub fn TaskCard(
    /// The task.
    task: domain::wire::Task,
) -> impl IntoView {
    view! { <li class="task-card">{super::safe_text::prose(&task.title)}</li> }
}
