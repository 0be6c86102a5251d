//! Keeps the page as it is on the server: listens for events, fetches the page again and swaps what changed.

use leptos::prelude::*;

/// Says whether what is on screen is current, and keeps it so. Wakes everything else that needs script.
#[island]
pub fn Live() -> impl IntoView {
    wake();
    view! {
        <span class="live with-script" id="live" role="status" data-state="retry">
            "Connecting"
        </span>
    }
}

/// On the server there is nothing to wake. The island's own body has to be the same on both sides: its name is made
/// from it.
#[cfg(not(feature = "hydrate"))]
const fn wake() {}

#[cfg(feature = "hydrate")]
fn wake() {
    use super::{decide, follow, forms, keys, reading, refresh, share, swap, tick, times};
    times::start();
    reading::start();
    // Before the forms: what is off must not count as sent.
    decide::start();
    forms::start();
    keys::start();
    swap::start();
    tick::start();
    refresh::start();
    share::start();
    follow::settle(follow::wanted());
}
