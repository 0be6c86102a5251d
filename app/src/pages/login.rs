//! Signing in.

use leptos::prelude::*;

/// Signing in.
#[component]
pub fn LoginPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"Signing in."</h1></main> }
}
