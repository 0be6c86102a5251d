//! Keeps the page as it is on the server: listens for events, fetches the page again and swaps what changed.

use leptos::prelude::*;

/// Says whether what is on screen is current, and keeps it so. Wakes everything else that needs script.
#[island]
pub fn Live() -> impl IntoView {
    wake();
    view! {
        <span class="live with-script" id="live" role="status" data-state="retry" data-own="">
            "Connecting"
        </span>
    }
}

/// On the server there is nothing to wake. The island's own body has to be the same on both sides: its name is made
/// from it.
#[cfg(not(feature = "hydrate"))]
const fn wake() {}

/// What is woken, in this order: what is off must not count as sent, so decisions come before forms.
#[cfg(feature = "hydrate")]
const STARTS: [fn(); 13] = [
    super::times::start,
    super::reading::start,
    super::decide::start,
    super::look::start,
    super::forms::start,
    super::keys::start,
    super::swap::start,
    super::tick::start,
    super::refresh::start,
    super::connection::start,
    super::columns::start,
    super::share::start,
    || super::follow::settle(super::follow::wanted()),
];

#[cfg(feature = "hydrate")]
fn wake() {
    wake_from(0);
}

/// Each in a task of its own: a slow phone answers a finger in between.
#[cfg(feature = "hydrate")]
fn wake_from(step: usize) {
    if let Some(start) = STARTS.get(step) {
        start();
        super::dom::later(0, move || wake_from(step + 1));
    }
}
