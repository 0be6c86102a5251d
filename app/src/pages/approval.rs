//! One request on a page of its own, for a phone or a link in a message.

use leptos::prelude::*;

/// One request on a page of its own, for a phone or a link in a message.
#[component]
pub fn ApprovalPage() -> impl IntoView {
    view! { <main id="main" class="page"><h1>"One request on a page of its own, for a phone or a link in a message."</h1></main> }
}
