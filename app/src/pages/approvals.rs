//! Every request that waits, and every decision that was made.

use leptos::prelude::*;

/// Every request that waits, and every decision that was made.
#[component]
pub fn ApprovalsPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"Every request that waits, and every decision that was made."</h1></main> }
}
