//! Task Approval Mode.

use leptos::prelude::*;

/// Task Approval Mode.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"Task Approval Mode."</h1></main> }
}
