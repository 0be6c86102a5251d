//! The keys of programs.

use leptos::prelude::*;

/// The keys of programs.
#[component]
pub fn KeysPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"The keys of programs."</h1></main> }
}
