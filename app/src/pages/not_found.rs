//! There is nothing at this address.

use leptos::prelude::*;

/// There is nothing at this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"There is nothing at this address."</h1></main> }
}
