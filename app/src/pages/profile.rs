//! The signed-in person and their browsers.

use leptos::prelude::*;

/// The signed-in person and their browsers.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"The signed-in person and their browsers."</h1></main> }
}
