//! The first person.

use leptos::prelude::*;

/// The first person.
#[component]
pub fn SetupPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"The first person."</h1></main> }
}
