//! Follow: the log's end stays in view while it grows, until its reader scrolls up.

use super::dom::{first, flag, inside, on};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

const BOX: &str = "#log-follow";
const LOG: &str = "#log";
const WATCHED: &str = "data-x-watched";

thread_local! {
    /// How far down the log was, in CSS pixels: a smaller number is a reader who goes up.
    static LAST: Cell<i32> = const { Cell::new(0) };
}

/// Whether the end is to stay in view; none where nobody can say so. Asked before the page changes: the box goes with the
/// run.
pub(super) fn wanted() -> Option<bool> {
    input().map(|input| input.checked())
}

/// After the page changed, or at its start: the end comes into view if that is wanted. A box that came with the change
/// speaks for itself.
pub(super) fn settle(wanted: Option<bool>) {
    if let Some(log) = first(LOG) {
        watch(&log);
        if wanted.or_else(self::wanted) == Some(true) {
            to_end(&log);
        }
    }
    let Some(input) = input() else { return };
    if input.has_attribute(WATCHED) {
        return;
    }
    flag(&input, WATCHED, Some(""));
    on::<Event>(&input, "change", |_| {
        if let Some(log) = first(LOG).filter(|_| self::wanted() == Some(true)) {
            to_end(&log);
        }
    });
}

fn input() -> Option<HtmlInputElement> {
    first(BOX)?.dyn_into().ok()
}

fn to_end(log: &Element) {
    log.set_scroll_top(log.scroll_height());
    LAST.set(log.scroll_top());
}

fn watch(log: &Element) {
    if inside(log, "ol").is_none() || log.has_attribute(WATCHED) {
        return;
    }
    flag(log, WATCHED, Some(""));
    let watched = log.clone();
    on::<Event>(log, "scroll", move |_| {
        let now = watched.scroll_top();
        // Lines that go make the log shorter, which is no reader's doing: its end is in view then.
        let below = watched.scroll_height() - watched.client_height() - now;
        if now < LAST.replace(now)
            && below > 1
            && let Some(input) = input()
        {
            input.set_checked(false);
        }
    });
}
