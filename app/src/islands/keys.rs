//! Single keys. Ignored while typing and with any modifier; those that answer also in the first moment of a card. They can
//! be switched off.

use super::{
    decide,
    dom::{all, document, first, flag, focus, inside, on, origin, window},
    forms, landing, reading, swap, tick,
};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent, Storage,
};

/// How much of the window the bar above every page takes, with a little room, in pixels.
const BAR: f64 = 64.0;

const OFF: &str = "mission-control-keys-off";

pub(super) fn start() {
    forms::focus_heading();
    landing::start();
    on::<KeyboardEvent>(&document(), "keydown", |event| {
        if let Some(key) = single(&event)
            && act(&key).is_some()
        {
            event.prevent_default();
        }
    });
    on::<Event>(&document(), "click", |event| {
        let link = origin(&event, "[data-changes]");
        let form = link.and_then(|link| link.closest("form").ok().flatten());
        if form.is_some_and(|form| changes(&form).is_some()) {
            event.prevent_default();
        }
    });
    if let Some(input) = switch() {
        input.set_checked(!off());
    }
    on::<Event>(&document(), "change", |event| {
        if origin(&event, "[data-keys-switch]").is_some()
            && let (Some(input), Some(storage)) = (switch(), storage())
        {
            let _ =
                if input.checked() { storage.remove_item(OFF) } else { storage.set_item(OFF, "1") };
        }
    });
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn off() -> bool {
    storage().and_then(|storage| storage.get_item(OFF).ok().flatten()).is_some()
}

fn switch() -> Option<HtmlInputElement> {
    first("[data-keys-switch]")?.dyn_into().ok()
}

/// A key that stands alone and is not part of a text.
fn single(event: &KeyboardEvent) -> Option<String> {
    let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    let typing =
        origin(event, "textarea, select, input:not([type=radio], [type=checkbox]), dialog");
    // What has the focus and does something by itself keeps its own Enter.
    let own = event.key() == "Enter" && origin(event, "a, button, input, summary, label").is_some();
    if held || event.repeat() || typing.is_some() || own {
        return None;
    }
    (!off() || event.key() == "?").then(|| event.key().to_lowercase())
}

fn act(key: &str) -> Option<()> {
    match key {
        "/" => first("input[type=search]").map(|field| focus(&field)),
        "?" => first("dialog#keys").and_then(|dialog| {
            dialog.dyn_into::<HtmlDialogElement>().ok().and_then(|dialog| dialog.show_modal().ok())
        }),
        "j" => swap::step(1),
        "k" => swap::step(-1),
        "o" | "enter" => click(&first("[data-row][aria-current] a.alone")?),
        "y" => click(&first("[data-keys] [data-copy]")?),
        "c" => changes(&form()?),
        "x" => tick::toggle(),
        "n" => not_now(),
        "v" => viewed(),
        "a" => approve(),
        "r" => reject(),
        "e" => edit(),
        _ => None,
    }
}

fn click(element: &Element) -> Option<()> {
    element.dyn_ref::<HtmlElement>().map(HtmlElement::click)
}

/// The form that the keys answer, once it can be answered.
fn form() -> Option<Element> {
    first("form[data-keys]:not([data-x-gone])")
        .filter(|form| reading::arrived(form) && !swap::going())
}

/// Approves if that is on, else goes to what is missing.
fn approve() -> Option<()> {
    let form = form()?;
    let button = inside(&form, "button[value=approve]")?;
    if !decide::is_off(&button) {
        return click(&button);
    }
    if let Some(more) = inside(&form, ".command-more input:not(:checked)") {
        click(&more)?;
    }
    reading::unread(&form)?.scroll_into_view_with_bool(false);
    Some(())
}

/// To the page where its command is changed.
fn edit() -> Option<()> {
    click(&inside(&form()?, "a[data-edit]")?)
}

/// To the note that a "no" carries to whoever asked; it is unfolded where it is folded.
fn changes(form: &Element) -> Option<()> {
    if let Some(note) = inside(form, ".decision-note") {
        flag(&note, "open", Some(""));
    }
    if let Some(menu) = inside(form, ".decision-more") {
        flag(&menu, "open", None);
    }
    focus(&inside(form, "textarea[name=feedback]")?);
    Some(())
}

/// Shows when it may come back; whoever presses Enter takes the first time.
fn not_now() -> Option<()> {
    let menu = first("details.not-now").filter(|_| !swap::going())?;
    flag(&menu, "open", Some(""));
    focus(&inside(&menu, "button")?);
    Some(())
}

/// Marks the changed file that is in view as looked at, or the next one that is not marked yet.
fn viewed() -> Option<()> {
    let ends_in_view = |button: &Element| {
        let file = button.closest(".diff").ok().flatten();
        file.is_some_and(|file| file.get_bounding_client_rect().bottom() > BAR)
    };
    click(&all(".diff-viewed[value=yes]").into_iter().find(ends_in_view)?)
}

/// The first time to the reasons, or to the button where there are none; the second time it is sent.
fn reject() -> Option<()> {
    let form = form()?;
    let button = inside(&form, "button[value=reject]")?;
    if form.get_attribute("data-x-armed").is_some() {
        return click(&button);
    }
    flag(&form, "data-x-armed", Some(""));
    focus(&forms::first_reason(&form).unwrap_or(button));
    Some(())
}
