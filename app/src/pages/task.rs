//! One task: what it is, what it wrote, what it changed.

use leptos::prelude::*;

/// One task: what it is, what it wrote, what it changed.
#[component]
pub fn TaskPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"One task: what it is, what it wrote, what it changed."</h1></main> }
}
