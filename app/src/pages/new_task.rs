//! A new task.

use leptos::prelude::*;

/// A new task.
#[component]
pub fn NewTaskPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"A new task."</h1></main> }
}
