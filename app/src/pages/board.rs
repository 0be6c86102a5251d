//! The six columns.

use leptos::prelude::*;

/// The six columns.
#[component]
pub fn BoardPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"The six columns."</h1></main> }
}
