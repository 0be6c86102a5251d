//! What turns the two answers on and off in the browser. The server refuses by its own rules; this is for the eye.

use super::{
    answer,
    dom::{all, all_inside, document, first, flag, id, inside, later, now, on, origin, say},
    forms, reading, refresh, swap,
};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, SubmitEvent};

/// Clicks and keys in the first moment are not about what is on screen, in milliseconds.
pub(super) const JUST_ARRIVED: f64 = 500.0;

thread_local! {
    /// Since when the page is in view.
    static SHOWN: Cell<f64> = const { Cell::new(f64::INFINITY) };
}

/// Whether the page has been in view long enough to be answered.
pub(super) fn arrived() -> bool {
    now() - SHOWN.get() >= JUST_ARRIVED
}

pub(super) fn start() {
    shown();
    on::<Event>(&document(), "visibilitychange", |_| shown());
    on::<SubmitEvent>(&document(), "submit", |event| {
        let Some(form) = origin(&event, "form") else { return };
        let deciding = inside(&form, "button[name=decision]").is_some();
        let off = event.submitter().is_none_or(|button| {
            is_off(&button) || button.get_attribute("value").is_none_or(|word| word.is_empty())
        });
        if deciding && (off || !reading::arrived(&form)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    on::<Event>(&document(), "input", |event| {
        if origin(&event, ".decision-conditions input").is_some() {
            settle();
        }
    });
    settle();
}

fn shown() {
    if document().hidden() {
        SHOWN.set(f64::INFINITY);
    } else if SHOWN.get().is_infinite() {
        SHOWN.set(now());
        #[expect(clippy::cast_possible_truncation, reason = "half a second")]
        later(JUST_ARRIVED as i32 + 20, settle);
    }
}

/// Whether a button says that it does nothing now.
pub(super) fn is_off(button: &Element) -> bool {
    button.get_attribute("aria-disabled").as_deref() == Some("true")
}

/// Turns each answer on or off, and says why.
pub(super) fn settle() {
    if forms::sending() {
        // An answer is on its way: both stay as they are until the next page.
        return;
    }
    let root = document().document_element();
    let lost = root.and_then(|root| root.get_attribute("data-live")).as_deref() == Some("lost");
    let away = swap::going();
    for form in all("form:has(button[name=decision])") {
        if form.has_attribute("data-x-gone") {
            continue;
        }
        let reason = if lost {
            Some("Off until we are connected again".to_owned())
        } else if away {
            Some("Opening another request".to_owned())
        } else if form.has_attribute("data-guard") {
            reading::missing(&form)
        } else {
            None
        };
        let reason = reason.or_else(|| lacking(&form));
        // Several requests can stand on one page, each with its own words.
        let guard = inside(&form, ".decision-guard").map(|guard| id(&guard));
        for button in all_inside(&form, "button[name=decision]") {
            let approve = button.get_attribute("value").as_deref() == Some("approve");
            let off = lost || away || (approve && reason.is_some());
            flag(&button, "aria-disabled", off.then_some("true"));
            flag(&button, "aria-describedby", guard.as_deref().filter(|_| off));
        }
        tell(&form, reason.as_deref());
        if form.has_attribute("data-guard") {
            flag(&form, "data-guard", Some("awake"));
        }
    }
}

/// What a yes takes beside the button and is not filled in yet.
fn lacking(form: &Element) -> Option<String> {
    let field = inside(form, ".decision-conditions input:invalid")?;
    Some(match field.get_attribute("name").as_deref() {
        Some("password") => "Give your password to approve".to_owned(),
        _ => "Type the desktop’s name to approve".to_owned(),
    })
}

/// Why Approve is off, or that all was read. Words that stood there come back.
fn tell(form: &Element, reason: Option<&str>) {
    let Some(guard) = inside(form, ".decision-guard") else { return };
    let words = inside(&guard, "[data-guard-text]").unwrap_or_else(|| guard.clone());
    if !words.has_attribute("data-x-words") {
        flag(&words, "data-x-words", Some(&words.text_content().unwrap_or_default()));
    }
    let own = words.get_attribute("data-x-words").unwrap_or_default();
    let read = || match (own.trim().is_empty(), form.has_attribute("data-guard")) {
        (true, true) => reading::done(form),
        _ => own.clone(),
    };
    say(&words, &reason.map_or_else(read, str::to_owned));
}

/// The request on screen was decided by somebody else while this person was at it.
pub(super) fn decided_elsewhere(form: &Element, record: &Element) {
    if form.has_attribute("data-x-gone") || !form.has_attribute("data-state") {
        return;
    }
    flag(form, "data-x-gone", Some(""));
    for button in all_inside(form, "button[name=decision]") {
        flag(&button, "aria-disabled", Some("true"));
    }
    let words = inside(record, "header .status").and_then(|status| status.text_content());
    let words = words.unwrap_or_else(|| "This was decided elsewhere".to_owned());
    let banner = refresh::made(&format!(
        "<div class=\"banner\" data-tone=\"wait\" data-shape=\"box\" role=\"alert\">{}<p><strong></strong> {}</p></div>",
        refresh::INFO,
        if form.has_attribute(answer::SENT) { "" } else { "Your answer was not sent." }
    ));
    if let Some(banner) = banner {
        if let Some(strong) = inside(&banner, "strong") {
            say(&strong, &format!("{}.", words.trim()));
        }
        let place = first("#request").unwrap_or_else(|| form.clone());
        let _ = place.insert_before(banner.unchecked_ref(), place.first_child().as_ref());
    }
    if let Some(words) = inside(form, ".decision-guard") {
        say(&words, "Decided elsewhere");
    }
}
