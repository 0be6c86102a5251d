//! How approvals work.

use leptos::prelude::*;

/// How approvals work.
#[component]
pub fn HelpPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"How approvals work."</h1></main> }
}
