//! What would come of a form while it is still being written: after a pause the form is sent to its own page, and the parts
//! that say what would come of it are put in. Its buttons that only change the form are pressed in the same way.
//!
//! The field that offers something to choose from is a combobox: arrows go through what is offered, Enter takes it, Escape
//! closes it.

use super::{
    dom::{all, all_inside, document, first, flag, focus, inside, later, on, origin},
    fetch::{Fetched, send},
    morph,
};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, SubmitEvent,
};

/// How long nothing is typed before the form is sent, in milliseconds.
const PAUSE: i32 = 350;
const FORM: &str = "form[data-look]";
const FIELD: &str = "input[role=combobox]";
const OPTIONS: &str = "[role=listbox]";

thread_local! {
    /// Counts what was typed and pressed: what was answered to something older is not shown.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

pub(super) fn start() {
    let Some(form) = first(FORM) else { return };
    on::<Event>(&form, "input", |_| plan(PAUSE, None));
    on::<SubmitEvent>(&form, "submit", |event| {
        if let Some(button) = event.submitter().filter(|button| button.has_attribute("formaction"))
        {
            event.prevent_default();
            plan(0, Some(button.into()));
        }
    });
    on::<KeyboardEvent>(&form, "keydown", |event| {
        if key(&event).is_some() {
            event.prevent_default();
        }
    });
    on::<Event>(&form, "focusout", |_| later(0, left));
    // A browser that goes back has the text and not what is known about it.
    let text =
        inside(&form, "textarea").and_then(|text| text.dyn_into::<HtmlTextAreaElement>().ok());
    if text.is_some_and(|text| text.default_value().is_ok_and(|before| before != text.value())) {
        plan(0, None);
    }
}

/// Sends the form in a while, unless something newer comes.
fn plan(wait: i32, pressed: Option<Element>) {
    let turn = TURN.get() + 1;
    TURN.set(turn);
    busy(Some("true"));
    later(wait, move || {
        if TURN.get() == turn {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = look(turn, pressed).await;
            });
        }
    });
}

async fn look(turn: u32, pressed: Option<Element>) -> Option<()> {
    let form = first(FORM)?;
    let address = form.get_attribute("data-look")?;
    let fetched = send(&address, &form, pressed.as_ref()).await;
    if TURN.get() != turn {
        return None;
    }
    // What is on screen may be old otherwise, and looks it.
    let Fetched::Page(page) = fetched else { return None };
    for old in all("[data-looked][id]") {
        if let Some(new) = page.get_element_by_id(&super::dom::id(&old)) {
            morph::morph(&old, &new);
        }
    }
    busy(None);
    let field = field()?;
    if pressed.is_some() {
        let text = page.query_selector(FIELD).ok().flatten();
        field.set_value(&text.and_then(|text| text.get_attribute("value")).unwrap_or_default());
        focus(&field);
    }
    open(document().active_element().as_ref() == Some(&field));
    Some(())
}

/// What is known is not about what is written now.
fn busy(value: Option<&str>) {
    for part in all("[data-looked]") {
        flag(&part, "aria-busy", value);
    }
}

fn field() -> Option<HtmlInputElement> {
    first(FIELD)?.dyn_into().ok()
}

fn options() -> Vec<Element> {
    first(OPTIONS).map(|list| all_inside(&list, "[role=option]")).unwrap_or_default()
}

/// Shows what is offered, if anything is.
fn open(wanted: bool) {
    let shown = wanted && !options().is_empty();
    if let (Some(list), Some(field)) = (first(OPTIONS), first(FIELD)) {
        flag(&list, "hidden", (!shown).then_some(""));
        flag(&field, "aria-expanded", Some(if shown { "true" } else { "false" }));
        choose(None);
    }
}

/// Marks an option, or none.
fn choose(option: Option<&Element>) {
    for other in options() {
        flag(&other, "aria-selected", Some(if Some(&other) == option { "true" } else { "false" }));
    }
    if let Some(field) = first(FIELD) {
        flag(&field, "aria-activedescendant", option.map(super::dom::id).as_deref());
    }
    if let Some(option) = option {
        option.scroll_into_view_with_bool(false);
    }
}

/// The field and its list were left.
fn left() {
    let inside = document()
        .active_element()
        .is_some_and(|focused| focused.closest(".depends").ok().flatten().is_some());
    if !inside {
        open(false);
    }
}

fn click(button: &Element) -> Option<()> {
    button.dyn_ref::<HtmlElement>().map(HtmlElement::click)
}

/// Answers a key that means something here.
fn key(event: &KeyboardEvent) -> Option<()> {
    let key = event.key();
    if key == "Enter" && (event.ctrl_key() || event.meta_key()) {
        return click(&first("[data-send]")?);
    }
    origin(event, FIELD)?;
    if event.is_composing() {
        return None;
    }
    let field = field()?;
    let shown = field.get_attribute("aria-expanded").as_deref() == Some("true");
    match key.as_str() {
        "ArrowDown" | "ArrowUp" if shown => step(if key == "ArrowDown" { 1 } else { -1 }),
        // Before anything is typed the newest are offered.
        "ArrowDown" => plan(0, inside(&first(FORM)?, "[data-list]")),
        "Escape" if shown => open(false),
        "Escape" if !field.value().is_empty() => {
            field.set_value("");
            plan(0, None);
        }
        // Never sends the form: whoever looks for a task has not finished.
        "Enter" => match inside(&first(FORM)?, "[role=option][aria-selected=true]") {
            Some(option) => click(&option)?,
            None if !field.value().trim().is_empty() => {
                click(&inside(&first(FORM)?, "button[name=check]")?)?;
            }
            None => {}
        },
        "Backspace" if field.value().is_empty() => {
            click(all("button[name=drop]").last()?)?;
        }
        _ => return None,
    }
    Some(())
}

/// The next or previous option, round and round.
fn step(by: i32) {
    let options = options();
    let marked = options
        .iter()
        .position(|option| option.get_attribute("aria-selected").as_deref() == Some("true"));
    let number = i32::try_from(options.len()).unwrap_or(i32::MAX).max(1);
    let place = match (marked.and_then(|place| i32::try_from(place).ok()), by) {
        (Some(place), by) => (place + by).rem_euclid(number),
        (None, 1) => 0,
        (None, _) => number - 1,
    };
    choose(usize::try_from(place).ok().and_then(|place| options.get(place)));
}
