//! Turns what is on screen into what was fetched, changing only what differs. Children are matched by id.
//!
//! Nothing moves under the pointer, the focus or a half-typed text: a part with `data-hold` that is in use waits.

use super::{
    decide,
    dom::{all_inside, document, first, id, now, on, window},
    refresh,
};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement, Node};

/// A pointer that has rested this long is not about to click, in milliseconds.
const RESTS: f64 = 5_000.0;

/// What the islands keep on elements, beside everything that begins with `data-x-`; the server does not know it.
const OURS: [&str; 5] = ["aria-disabled", "aria-busy", "aria-describedby", "data-guard", "open"];

/// The list whose new rows are announced while they wait.
const ROWS: &str = "inbox-rows";

thread_local! {
    static MOVED: Cell<f64> = const { Cell::new(0.0) };
    /// The viewer asked to see what is new.
    static SHOW: Cell<bool> = const { Cell::new(false) };
}

/// Shows everything at the next turn, in use or not.
pub(super) fn show_all() {
    SHOW.set(true);
}

/// A whole page was shown; from here on what is in use waits again.
pub(super) fn shown() {
    SHOW.set(false);
}

/// Makes `old` what `new` is, in use or not.
pub(super) fn force(old: &Element, new: &Element) {
    let before = SHOW.replace(true);
    pair(old, new);
    SHOW.set(before);
}

/// Makes `old` what `new` is. False if something was in use and has to be tried again.
pub(super) fn morph(old: &Element, new: &Element) -> bool {
    pair(old, new)
}

/// Notices when the viewer is at it.
pub(super) fn start() {
    for kind in ["pointermove", "pointerdown", "keydown"] {
        on::<Event>(&document(), kind, |_| MOVED.set(now()));
    }
}

fn one(old: &Element, new: &Element) -> bool {
    if old.is_equal_node(Some(new)) || old.has_attribute("data-own") {
        return true;
    }
    if in_use(old) {
        tell_news(old, new);
        return false;
    }
    attributes(old, new);
    if old.get_attribute("data-live").as_deref() == Some("append") {
        return append(old, new);
    }
    if id(old) == ROWS {
        clear_news();
    }
    children(old, new)
}

/// Whether somebody reads, points at or types into this part.
fn in_use(element: &Element) -> bool {
    if SHOW.get() || !element.has_attribute("data-hold") {
        return false;
    }
    let focused = document().active_element();
    // A list that was clicked between its cards has the focus itself; nobody is at any of them.
    let held = focused.is_some_and(|focused| {
        focused.node_name() != "BODY" && focused != *element && element.contains(Some(&focused))
    });
    held || pointed_at(element) || typed(element)
}

fn pointed_at(element: &Element) -> bool {
    let hovers = window().match_media("(hover: hover)").ok().flatten();
    hovers.is_some_and(|query| query.matches())
        && now() - MOVED.get() < RESTS
        && element.matches(":hover").unwrap_or(false)
}

fn typed(element: &Element) -> bool {
    all_inside(element, "textarea, input").iter().any(|field| {
        // What was typed before a refusal stands there as the server's own text.
        if field.has_attribute("data-typed") {
            return true;
        }
        if let Some(text) = field.dyn_ref::<HtmlTextAreaElement>() {
            return text.default_value().is_ok_and(|before| before != text.value());
        }
        // One without a name is not sent, such as the one that unfolds a command.
        let input = field.dyn_ref::<HtmlInputElement>().filter(|input| !input.name().is_empty());
        input.is_some_and(|input| {
            input.checked() != input.default_checked() || input.value() != input.default_value()
        })
    })
}

fn attributes(old: &Element, new: &Element) {
    for name in names(old) {
        if !new.has_attribute(&name) && !is_ours(&name) {
            let _ = old.remove_attribute(&name);
        }
    }
    for name in names(new) {
        let value = new.get_attribute(&name);
        if !is_ours(&name) && old.get_attribute(&name) != value {
            let _ = old.set_attribute(&name, &value.unwrap_or_default());
        }
    }
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name) || name.starts_with("data-x-")
}

fn names(element: &Element) -> Vec<String> {
    element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
}

fn children(old: &Element, new: &Element) -> bool {
    let mut whole = true;
    forget_gone(old, new);
    let mut next = old.first_child();
    let mut wanted = new.first_child();
    while let Some(child) = wanted {
        wanted = child.next_sibling();
        match partner(old, next.as_ref(), &child) {
            Some(found) => {
                if next.as_ref() == Some(&found) {
                    next = found.next_sibling();
                } else {
                    let _ = old.insert_before(&found, next.as_ref());
                }
                whole &= pair(&found, &child);
            }
            None => {
                if let Ok(fresh) = document().import_node_with_deep(&child, true) {
                    let _ = old.insert_before(&fresh, next.as_ref());
                }
            }
        }
    }
    while let Some(rest) = next {
        next = rest.next_sibling();
        let _ = old.remove_child(&rest);
    }
    whole
}

/// Takes out first what is gone, so that nothing of what stays has to move: what is moved loses the focus.
fn forget_gone(old: &Element, new: &Element) {
    let Some(page) = new.owner_document() else { return };
    let mut child = old.first_element_child();
    while let Some(here) = child {
        child = here.next_element_sibling();
        let name = id(&here);
        let stays = || page.get_element_by_id(&name)?.parent_element();
        if !name.is_empty() && stays().as_ref() != Some(new) {
            here.remove();
        }
    }
}

/// The child that becomes `wanted`: the one of the same id, else the next one if it is of the same kind.
fn partner(old: &Element, next: Option<&Node>, wanted: &Node) -> Option<Node> {
    let name = wanted.dyn_ref::<Element>().map(id).unwrap_or_default();
    if !name.is_empty() {
        // Mostly nothing has moved, and a log has many lines.
        if let Some(next) = next
            && next.dyn_ref::<Element>().is_some_and(|next| id(next) == name)
        {
            return Some(next.clone());
        }
        let mut child = old.first_element_child();
        while let Some(found) = child {
            if id(&found) == name {
                return Some(found.into());
            }
            child = found.next_element_sibling();
        }
        return None;
    }
    let next = next?;
    let free = next.dyn_ref::<Element>().is_none_or(|element| id(element).is_empty());
    (free && next.node_name() == wanted.node_name()).then(|| next.clone())
}

fn pair(old: &Node, new: &Node) -> bool {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) if old.tag_name() == new.tag_name() => one(old, new),
        (Some(old), Some(new)) => {
            // A form that became a record: decided here or elsewhere.
            if in_use(old) {
                decide::decided_elsewhere(old, new);
                return false;
            }
            if let Ok(fresh) = document().import_node_with_deep(new, true) {
                let _ = old.replace_with_with_node_1(&fresh);
            }
            true
        }
        _ => {
            if old.node_value() != new.node_value() {
                old.set_node_value(new.node_value().as_deref());
            }
            true
        }
    }
}

/// A part that only grows.
fn append(old: &Element, new: &Element) -> bool {
    let mut child = new.first_element_child();
    while let Some(fresh) = child {
        child = fresh.next_element_sibling();
        let name = id(&fresh);
        if !name.is_empty()
            && document().get_element_by_id(&name).is_none()
            && let Ok(fresh) = document().import_node_with_deep(&fresh, true)
        {
            let _ = old.append_child(&fresh);
        }
    }
    true
}

/// Rows that wait because the list is in use.
fn tell_news(old: &Element, new: &Element) {
    if id(old) != ROWS {
        return;
    }
    let fresh = all_inside(new, "[data-row]")
        .iter()
        .filter(|row| document().get_element_by_id(&id(row)).is_none())
        .count();
    let Some(place) = first("#inbox-news") else { return };
    if fresh == 0 || place.child_element_count() > 0 {
        return;
    }
    let words = match fresh {
        1 => "1 new request. Show it".to_owned(),
        many => format!("{many} new requests. Show them"),
    };
    let markup =
        format!("<button class=\"inbox-new\" type=\"button\" data-show-news>{words}</button>");
    if let Some(button) = refresh::made(&markup) {
        let _ = place.append_child(&button);
    }
}

fn clear_news() {
    if let Some(place) = first("#inbox-news") {
        place.set_text_content(None);
    }
}
