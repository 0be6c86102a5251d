//! The reading guard: where something will run, Approve turns on when the last line was in view.

use super::{
    decide,
    dom::{all, all_inside, flag, inside, later, now, number, written},
};
use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

const READ: &str = "data-x-read";
const WATCHED: &str = "data-x-watched";
/// Since when a form is on the page: one that arrives under the pointer is not answered by a click that was on its way.
const SINCE: &str = "data-x-since";

pub(super) fn start() {
    watch();
}

/// Watches the last line of each command that is to be approved, and of each file that it runs.
pub(super) fn watch() {
    for form in all("form:has(button[name=decision])") {
        if !form.has_attribute(SINCE) {
            flag(&form, SINCE, Some(&written(now())));
            #[expect(clippy::cast_possible_truncation, reason = "half a second")]
            later(decide::JUST_ARRIVED as i32 + 20, decide::settle);
        }
    }
    for form in all("form[data-guard]") {
        let ends = ends(&form);
        if ends.is_empty() {
            // Nothing to read: an empty command is refused when it is made.
            flag(&form, READ, Some(""));
        }
        for end in ends {
            if !end.has_attribute(WATCHED) {
                flag(&end, WATCHED, Some(""));
                observe(&form, &end);
            }
        }
    }
}

/// What must have been in view: the last line of a command and of each file that it runs, or the end of what else is asked.
const END: &str = ".command-lines > li:last-child, [data-end]";

fn ends(form: &Element) -> Vec<Element> {
    all_inside(form, END)
}

/// The first end that was not in view.
pub(super) fn unread(form: &Element) -> Option<Element> {
    ends(form).into_iter().find(|end| !end.has_attribute(READ))
}

/// A last line was in view. All was read when each of them was.
fn saw(form: &Element, end: &Element) {
    flag(end, READ, Some(""));
    if ends(form).iter().all(|end| end.has_attribute(READ)) {
        flag(form, READ, Some(""));
        decide::settle();
    }
}

fn observe(form: &Element, last: &Element) {
    let (whole, end) = (form.clone(), last.clone());
    let seen = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let visible = entries.iter().any(|entry| {
            entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting())
        });
        if visible {
            saw(&whole, &end);
        }
    });
    // What lies behind the decision, which stays at the lower edge, is not in view.
    let options = IntersectionObserverInit::new();
    options.set_root_margin(&format!("0px 0px -{}px 0px", covered(form)));
    let made = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
    match made {
        Ok(observer) => observer.observe(last),
        // A browser that cannot tell what is in view does not hold anybody back.
        Err(_) => saw(form, last),
    }
    seen.forget();
}

/// How much of the lower edge the form's decision covers, in CSS pixels.
fn covered(form: &Element) -> i32 {
    // On a page of its own the two answers stay there, not the whole decision.
    let decision = inside(form, ".decision-foot").or_else(|| inside(form, ".decision"));
    decision
        .and_then(|decision| decision.dyn_into::<HtmlElement>().ok())
        .map_or(0, |decision| decision.offset_height())
}

fn lines(form: &Element) -> usize {
    all_inside(form, ".command-lines > li").len()
}

/// Whether a form has been on the page long enough to be answered.
pub(super) fn arrived(form: &Element) -> bool {
    let since = form.get_attribute(SINCE).and_then(|since| number(&since));
    decide::arrived() && since.is_none_or(|since| now() - since >= decide::JUST_ARRIVED)
}

/// What is missing before Approve turns on.
pub(super) fn missing(form: &Element) -> Option<String> {
    if !arrived(form) {
        return Some("Just arrived".to_owned());
    }
    (!form.has_attribute(READ)).then(|| {
        let all = lines(form);
        match ends(form).len() {
            _ if all == 0 => "Read to the end to approve".to_owned(),
            ..=1 => format!("Read to line {all} to approve"),
            _ => format!("Read all {all} lines to approve"),
        }
    })
}

/// That all was read.
pub(super) fn done(form: &Element) -> String {
    let all = lines(form);
    match ends(form).len() {
        _ if all == 0 => "Read to the end".to_owned(),
        ..=1 => format!("Read to line {all}"),
        _ => format!("Read all {all} lines"),
    }
}
