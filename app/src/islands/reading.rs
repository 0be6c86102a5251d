//! The reading guard: where something will run, Approve turns on when the last line was in view.

use super::{
    decide,
    dom::{all, all_inside, flag, inside, later, now},
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

/// Watches the last line of each command that is to be approved.
pub(super) fn watch() {
    for form in all("form[data-guard]") {
        if !form.has_attribute(SINCE) {
            flag(&form, SINCE, Some(&now().to_string()));
            #[expect(clippy::cast_possible_truncation, reason = "half a second")]
            later(decide::JUST_ARRIVED as i32 + 20, decide::settle);
        }
        let lines = all_inside(&form, ".command-lines > li");
        let Some(last) = lines.last() else {
            // Nothing to read: an empty command is refused when it is made.
            flag(&form, READ, Some(""));
            continue;
        };
        if !last.has_attribute(WATCHED) {
            flag(last, WATCHED, Some(""));
            observe(&form, last);
        }
    }
}

fn observe(form: &Element, last: &Element) {
    let form = form.clone();
    let seen = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let visible = entries.iter().any(|entry| {
            entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting())
        });
        if visible {
            flag(&form, READ, Some(""));
            decide::settle();
        }
    });
    // What lies behind the decision, which stays at the lower edge, is not in view.
    let options = IntersectionObserverInit::new();
    options.set_root_margin(&format!("0px 0px -{}px 0px", covered(&form_of(last))));
    let made = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
    match made {
        Ok(observer) => observer.observe(last),
        // A browser that cannot tell what is in view does not hold anybody back.
        Err(_) => flag(&form_of(last), READ, Some("")),
    }
    seen.forget();
}

/// How much of the lower edge the form's decision covers, in CSS pixels.
fn covered(form: &Element) -> i32 {
    let decision = inside(form, ".decision");
    decision
        .and_then(|decision| decision.dyn_into::<HtmlElement>().ok())
        .map_or(0, |decision| decision.offset_height())
}

fn form_of(line: &Element) -> Element {
    line.closest("form").ok().flatten().unwrap_or_else(|| line.clone())
}

fn lines(form: &Element) -> usize {
    all_inside(form, ".command-lines > li").len()
}

/// Whether a form has been on the page long enough to be answered.
pub(super) fn arrived(form: &Element) -> bool {
    let since = form.get_attribute(SINCE).and_then(|since| since.parse::<f64>().ok());
    decide::arrived() && since.is_none_or(|since| now() - since >= decide::JUST_ARRIVED)
}

/// What is missing before Approve turns on.
pub(super) fn missing(form: &Element) -> Option<String> {
    if !arrived(form) {
        return Some("Just arrived".to_owned());
    }
    (!form.has_attribute(READ)).then(|| format!("Read to line {} to approve", lines(form)))
}

/// That all was read.
pub(super) fn done(form: &Element) -> String {
    format!("Read to line {}", lines(form))
}
