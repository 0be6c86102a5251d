//! Ticking rows for a batch: with the key X, a range with Shift, and how many there are. Without script the boxes are a form.

use super::dom::{all, document, first, flag, inside, on, origin, say};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, MouseEvent};

/// The boxes that can be ticked.
const BOX: &str = "input[name=pick]:not(:disabled)";

thread_local! {
    /// The one that was ticked last: a range goes on from there.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

pub(super) fn start() {
    on::<MouseEvent>(&document(), "click", |event| {
        let Some(ticked) = origin(&event, BOX).and_then(|element| element.dyn_into().ok()) else {
            return;
        };
        let ticked: HtmlInputElement = ticked;
        if event.shift_key() {
            range(&ticked);
        }
        LAST.set(ticked.value());
        tell();
    });
    // Boxes belong to the form before they are cleared, so they are counted after.
    on::<Event>(&document(), "reset", |_| super::dom::later(0, tell));
    tell();
}

fn boxes() -> Vec<HtmlInputElement> {
    all(BOX).into_iter().filter_map(|element| element.dyn_into().ok()).collect()
}

/// Everything between the last one and this one becomes as this one.
fn range(to: &HtmlInputElement) {
    let boxes = boxes();
    let place = |value: &str| boxes.iter().position(|other| other.value() == value);
    if let (Some(one), Some(other)) = (LAST.with_borrow(|last| place(last)), place(&to.value())) {
        for between in &boxes[one.min(other)..=one.max(other)] {
            between.set_checked(to.checked());
        }
    }
}

/// Ticks the row that is open, or takes its tick away.
pub(super) fn toggle() -> Option<()> {
    let row: Element = first("[data-row][aria-current]")?;
    let ticked: HtmlInputElement = inside(&row, BOX)?.dyn_into().ok()?;
    ticked.set_checked(!ticked.checked());
    LAST.set(ticked.value());
    tell();
    Some(())
}

/// How many are ticked. A form that would send none is not shown.
pub(super) fn tell() {
    let Some(form) = first("form#batch") else { return };
    let ticked = boxes().iter().filter(|ticked| ticked.checked()).count();
    flag(&form, "hidden", (ticked == 0).then_some(""));
    if let Some(words) = inside(&form, "[data-ticked]") {
        say(&words, &format!("{ticked} selected"));
    }
    if let Some(button) = inside(&form, "button") {
        say(&button, &format!("Review {ticked}"));
    }
}
