//! Where a page begins: at the request that waits in its thread, unless somebody is elsewhere on it already.

use super::dom::{document, first, window};

/// Goes to the request, once, when the page is new. Without script its head has a link to it.
pub(super) fn start() {
    let window = window();
    let sent_elsewhere = window.location().hash().is_ok_and(|place| !place.is_empty());
    let moved = window.scroll_y().is_ok_and(|y| y > 0.0);
    let at_work = document().active_element().is_some_and(|on| on.node_name() != "BODY");
    if sent_elsewhere || moved || at_work {
        return;
    }
    if let Some(card) = first("#thread form.action-card[data-state=pending]") {
        card.scroll_into_view_with_bool(true);
    }
}
