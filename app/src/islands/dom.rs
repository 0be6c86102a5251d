//! The few things every island asks of the page.

use js_sys::Number;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

/// The window. There always is one: islands run nowhere else.
#[expect(clippy::expect_used, reason = "an island without a window cannot be")]
pub(super) fn window() -> Window {
    web_sys::window().expect("a window")
}

#[expect(clippy::expect_used, reason = "a window without a document cannot be")]
pub(super) fn document() -> Document {
    window().document().expect("a document")
}

/// The first element that matches.
pub(super) fn first(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The first element inside another that matches.
pub(super) fn inside(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// Every element that matches.
pub(super) fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

/// Every element inside another that matches.
pub(super) fn all_inside(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

/// The element an event happened on, or its closest ancestor that matches.
pub(super) fn origin(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// Listens for as long as the page lives.
pub(super) fn on<E: JsCast + 'static>(
    target: &EventTarget,
    kind: &str,
    mut then: impl FnMut(E) + 'static,
) {
    let listener =
        Closure::<dyn FnMut(Event)>::new(move |event: Event| then(event.unchecked_into()));
    // Listening can only fail on a target that is gone.
    let _ = target.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Runs something once, later.
pub(super) fn later(milliseconds: i32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), milliseconds);
}

/// Runs something again and again.
pub(super) fn every(milliseconds: i32, then: impl FnMut() + 'static) {
    let then = Closure::<dyn FnMut()>::new(then);
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(
        then.as_ref().unchecked_ref(),
        milliseconds,
    );
    then.forget();
}

/// A number as the browser writes it. Rust's own way to write and read fractions brings 20 KB of tables with it.
pub(super) fn written(number: f64) -> String {
    Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// A number as the browser reads it.
pub(super) fn number(text: &str) -> Option<f64> {
    Some(Number::parse_float(text)).filter(|number| number.is_finite())
}

/// Milliseconds since 1970, by this browser's clock.
pub(super) fn now() -> f64 {
    js_sys::Date::now()
}

/// What the page says about itself: `seq`, the last event it knows of; `now`, when it was made.
pub(super) fn fact(name: &str) -> Option<String> {
    first("#page")?.get_attribute(&format!("data-{name}"))
}

/// An element's id. Not its property: on a form that is the field called `id`, if there is one.
pub(super) fn id(element: &Element) -> String {
    element.get_attribute("id").unwrap_or_default()
}

/// Puts the focus somewhere, if it can take it.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Sets or removes an attribute, and only when that changes something.
pub(super) fn flag(element: &Element, name: &str, value: Option<&str>) {
    if element.get_attribute(name).as_deref() == value {
        return;
    }
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Says something, and only when that changes something.
pub(super) fn say(element: &Element, words: &str) {
    if element.text_content().as_deref() != Some(words) {
        element.set_text_content(Some(words));
    }
}
