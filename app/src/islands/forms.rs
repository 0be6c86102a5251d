//! Forms: what is sent says so, filters apply by themselves, copies are exact, toasts go away.

use super::{
    answer,
    dom::{all, all_inside, document, first, flag, inside, later, on, origin, window},
    fetch,
};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlFormElement, Node, Response, SubmitEvent, Url};

/// How long a toast stays, in milliseconds.
const TOAST: i32 = 6_000;
/// What a button says while its form is on its way.
const SENDS: &str = " Sending";

thread_local! {
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a form is on its way: the page is about to be another.
pub(super) fn sending() -> bool {
    SENDING.get()
}

pub(super) fn start() {
    on::<SubmitEvent>(&document(), "submit", |event| sent(&event));
    on::<Event>(&document(), "change", |event| {
        let form = origin(&event, "form[data-auto]").and_then(|form| form.dyn_into().ok());
        if let Some(form) = form {
            let form: HtmlFormElement = form;
            let _ = form.request_submit();
        }
    });
    on::<Event>(&document(), "click", |event| {
        if let Some(button) = origin(&event, "[data-copy], [data-copy-text]") {
            copy(button);
        }
    });
    // A page that comes back from the browser's memory has sent nothing yet.
    on::<Event>(&window(), "pageshow", |_| back());
    clean_address();
    toasts();
}

/// Takes away in a while what was said when something was done.
pub(super) fn toasts() {
    let toasts = all(".toast");
    later(TOAST, move || toasts.iter().for_each(Element::remove));
}

fn sent(event: &SubmitEvent) {
    let Some(form) = origin(event, "form[method=post]") else { return };
    if event.default_prevented() {
        return;
    }
    if SENDING.replace(true) {
        event.prevent_default();
        return;
    }
    let Some(button) = event.submitter() else { return };
    if form.has_attribute("data-in-place") {
        event.prevent_default();
        answer::send(form.clone(), button.clone().into());
    }
    // After the event: what is off is not sent.
    later(0, move || {
        let others = all_inside(&form, "button[name=decision]");
        others.iter().filter(|other| *other != button.unchecked_ref::<Element>()).for_each(
            |other| {
                flag(other, "aria-disabled", Some("true"));
            },
        );
        busy(&button);
    });
}

/// The width is kept, so that nothing jumps.
fn busy(button: &Element) {
    flag(button, "aria-busy", Some("true"));
    if let Some(words) = words(button) {
        flag(button, "data-x-words", words.node_value().as_deref());
        words.set_node_value(Some(SENDS));
    }
}

/// Nothing is on its way any more: what was said about it goes.
pub(super) fn back() {
    SENDING.set(false);
    for button in all("button[aria-busy]") {
        flag(&button, "aria-busy", None);
        if let Some(words) =
            words(&button).filter(|words| words.node_value().as_deref() == Some(SENDS))
        {
            words.set_node_value(button.get_attribute("data-x-words").as_deref());
        }
    }
    super::decide::settle();
}

/// The notice was shown; a reload shall not show it again.
fn clean_address() {
    let Ok(url) = window().location().href().and_then(|href| Url::new(&href)) else { return };
    let query = url.search_params();
    if query.has("notice") || query.has("refused") {
        query.delete("notice");
        query.delete("refused");
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()));
        }
    }
}

/// Copies a line that stands on the page, or the exact content of a task or script of an action as it is stored.
fn copy(button: Element) {
    wasm_bindgen_futures::spawn_local(async move {
        let word = if copied(&button).await.is_some() { " Copied" } else { " Not copied" };
        if let Some(text) = words(&button) {
            text.set_node_value(Some(word));
            later(2_000, move || text.set_node_value(Some(" Copy")));
        }
    });
}

/// The words of a button: what comes after its icon. Comments and blanks can stand around them.
fn words(button: &Element) -> Option<Node> {
    let nodes = button.child_nodes();
    let mut nodes = (0..nodes.length()).rev().filter_map(|at| nodes.item(at));
    nodes.find(|node| {
        let text = || node.node_value().unwrap_or_default();
        node.node_type() == Node::TEXT_NODE && !text().trim().is_empty()
    })
}

async fn copied(button: &Element) -> Option<()> {
    let content = match button.get_attribute("data-copy-text") {
        Some(line) => line,
        None => stored(&button.get_attribute("data-copy")?).await?,
    };
    let clipboard = window().navigator().clipboard();
    JsFuture::from(clipboard.write_text(&content)).await.ok()?;
    Some(())
}

async fn stored(address: &str) -> Option<String> {
    let answer: Response =
        JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    let body = fetch::body(&answer).await?;
    fetch::text_of(&body, "content").or_else(|| fetch::text_of(&body, "script"))
}

/// The heading of the request that is open takes the focus, so that reading begins there.
pub(super) fn focus_heading() {
    let chosen = first("main[data-chosen] [data-heading]");
    if let Some(heading) =
        chosen.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// The first reason of a form, if it offers any.
pub(super) fn first_reason(form: &Element) -> Option<Element> {
    inside(form, "input[name=reason]")
}
