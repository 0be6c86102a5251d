//! Says whether what is on screen is current: that the connection is lost and when it is tried again, and what changed
//! meanwhile once it is back.

use super::{
    columns, decide,
    dom::{
        document, every, first, flag, focus, inside, later, now, on, origin, say, window, written,
    },
    morph, refresh,
    stream::{self, State},
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::{Element, Event};

/// How long what is said by itself stays, and what is marked, in milliseconds.
const TOAST: i32 = 6_000;
/// How often to look whether all that was missed was told, in milliseconds, and how many times.
const LATELY: i32 = 300;
const PATIENCE: i32 = 20;

/// The drawing of a warning: the page holds it.
const WARNING: &str = "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-Warning\"/></svg>";
/// The drawing of something that is well.
const CHECK: &str = "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-Check\"/></svg>";

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::Retry) };
    /// When the next try to connect is.
    static NEXT: Cell<f64> = const { Cell::new(0.0) };
    /// The tasks that changed since the connection was lost; none while it is not.
    static AWAY: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
    /// Those that changed while it was lost last.
    static CHANGED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn start() {
    every(1_000, count_down);
    on::<Event>(&document(), "click", |event| {
        if origin(&event, "[data-show-away]").is_some() {
            show_away();
        }
        if origin(&event, "[data-try-now]").is_some() {
            try_now();
        }
    });
}

/// A task changed: it is counted while the connection was lost, and until that was said.
pub(super) fn changed(task: String) {
    AWAY.with_borrow_mut(|away| {
        if let Some(tasks) = away
            && !tasks.contains(&task)
        {
            tasks.push(task);
        }
    });
}

/// Tries to connect at once, in whichever tab holds the stream.
pub(super) fn try_now() {
    if let Ok(event) = Event::new(stream::TRY) {
        let _ = window().dispatch_event(&event);
    }
}

/// When the next try to connect is, in milliseconds since 1970 by this browser's clock.
pub(super) fn next_try(at: f64) {
    NEXT.set(at);
    count_down();
}

/// Says how long it is until the next try, where that is said. It is not read out: it changes every second.
fn count_down() {
    if let Some(place) = first("[data-next]") {
        let seconds = ((NEXT.get() - now()) / 1_000.0).ceil();
        let words = if seconds >= 1.0 {
            format!("Next try in {} s.", written(seconds))
        } else {
            "Trying now.".to_owned()
        };
        say(&place, &words);
    }
}

/// The stream came or went.
pub(super) fn state(after: State) {
    STATE.set(after);
    let words = match after {
        State::Live => "Live",
        State::Retry => "Connecting",
        State::Lost => "Not live",
    };
    if let Some(live) = first("#live") {
        flag(&live, "data-state", (after != State::Live).then_some(after.word()));
        say(&live, words);
    }
    if let Some(root) = document().document_element() {
        flag(&root, "data-live", Some(after.word()));
    }
    // What was missed is told again by the stream: it goes on from the last event.
    match after {
        State::Lost => {
            AWAY.with_borrow_mut(|away| {
                away.get_or_insert_default();
            });
            lost();
            // A server that answers but refuses the stream may have signed us out.
            refresh::soon();
        }
        State::Live if AWAY.with_borrow(Option::is_some) => {
            refresh::news(&back_words("", ""));
            refresh::soon();
            columns::soon();
            later(LATELY, || back(PATIENCE));
        }
        State::Live => refresh::news(""),
        // Until now nothing was missed.
        State::Retry => refresh::is_current(),
    }
    decide::settle();
}

fn lost() {
    let date = js_sys::Date::new(&JsValue::from_f64(refresh::as_of()));
    let clock =
        format!("{:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds());
    let what = if refresh::path() == "/" { "board" } else { "page" };
    refresh::news(&format!(
        "<div class=\"banner\" data-tone=\"stop\" role=\"alert\">{WARNING}<p><strong>Connection lost.</strong> This is the \
         {what} as of {clock}. Approve and Reject are off until we are connected again. <span data-next aria-hidden=\"true\">\
         </span></p><button class=\"button\" data-size=\"small\" type=\"button\" data-try-now>Try now</button></div>"
    ));
    count_down();
}

fn back_words(words: &str, button: &str) -> String {
    format!(
        "<div class=\"banner\" data-tone=\"go\" role=\"status\">{CHECK}<p><strong>Connected again.</strong> {words}</p>\
         {button}</div>"
    )
}

/// Says how much changed meanwhile, once the stream has told of all that the page knows, or has had its time to.
fn back(patience: i32) {
    if STATE.get() != State::Live {
        return;
    }
    if !refresh::is_level() && patience > 0 {
        later(LATELY, move || back(patience - 1));
        return;
    }
    let tasks = AWAY.take().unwrap_or_default();
    let words = match tasks.len() {
        0 => "Nothing changed while you were away.".to_owned(),
        1 => "1 task changed while you were away.".to_owned(),
        many => format!("{many} tasks changed while you were away."),
    };
    let to_show =
        !tasks.is_empty() && (refresh::waits() || tasks.iter().any(|task| card(task).is_some()));
    if to_show {
        let show = "<button class=\"button\" data-size=\"small\" type=\"button\" data-show-away>Show them</button>";
        refresh::news(&back_words(&words, show));
    } else {
        let said = back_words(&words, "");
        refresh::news(&said);
        later(TOAST, move || {
            if refresh::says(&said) {
                refresh::news("");
            }
        });
    }
    CHANGED.set(tasks);
}

/// The card of a task.
fn card(task: &str) -> Option<Element> {
    document().get_element_by_id(&format!("card-{task}"))
}

/// Puts in what waited, and marks what changed for a while; the first of it comes into view.
fn show_away() {
    morph::show_all();
    refresh::apply_held();
    let cards: Vec<Element> = CHANGED.take().iter().filter_map(|task| card(task)).collect();
    for card in &cards {
        flag(card, "data-x-changed", Some(""));
    }
    if let Some(link) = cards.first().and_then(|card| inside(card, "h3 a")) {
        focus(&link);
    }
    later(TOAST, move || cards.iter().for_each(|card| flag(card, "data-x-changed", None)));
    refresh::news("");
}
