//! Keeps the page as it is on the server: listens for events, fetches the page again and swaps what changed.

use leptos::prelude::*;

/// Says whether what is on screen is current, and keeps it so. Wakes everything else that needs script.
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake();
    view! {
        <span class="live with-script" id="live" role="status" data-state="retry">
            "Connecting"
        </span>
    }
}

#[cfg(feature = "hydrate")]
fn wake() {
    use super::{decide, forms, keys, reading, refresh, share, times};
    times::start();
    forms::start();
    reading::start();
    decide::start();
    keys::start();
    refresh::start();
    share::start();
}
