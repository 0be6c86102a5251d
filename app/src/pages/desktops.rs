//! The machines.

use leptos::prelude::*;

/// The machines.
#[component]
pub fn DesktopsPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"The machines."</h1></main> }
}
