//! Fetches the page again after an event and swaps what changed.

use super::{
    columns, connection, decide, dom,
    dom::{document, every, first, flag, later, now, on, window},
    fetch::{Fetched, fetch, location},
    follow, forms, morph, reading, stream, swap, times,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, MouseEvent};

/// How long events are gathered before the page is fetched again, in milliseconds.
const GATHER: i32 = 150;
/// How far apart at least two fetches are that events ask for, in milliseconds: on a busy desk many pages are open.
const APART: f64 = 1_000.0;
/// How often to look whether something that was put aside is back, in milliseconds.
const LOOK: i32 = 15_000;
/// How soon something that was held back is tried again, in milliseconds.
const AGAIN: i32 = 1_000;

/// The drawing of a remark.
pub(super) const INFO: &str =
    "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-Info\"/></svg>";

thread_local! {
    static PLANNED: Cell<bool> = const { Cell::new(false) };
    static FETCHING: Cell<bool> = const { Cell::new(false) };
    /// The page has to be fetched once more: it was asked for while it was on its way, or while nobody looked.
    static STALE: Cell<bool> = const { Cell::new(false) };
    /// The last event that this page shows or was told of.
    static HEARD: Cell<i64> = const { Cell::new(0) };
    /// The last event that the page which was fetched last knows of.
    static KNOWN: Cell<i64> = const { Cell::new(0) };
    /// How long the last fetch took: a slow server is asked less often.
    static TOOK: Cell<f64> = const { Cell::new(0.0) };
    /// When the last fetch was over.
    static OVER: Cell<f64> = const { Cell::new(0.0) };
    /// Until when what is on screen is known to be true, in the server's words.
    static AS_OF: Cell<f64> = const { Cell::new(0.0) };
    /// The page that could not be shown whole, because something of it was in use, and the address it was asked for.
    static HELD: RefCell<Option<(String, Document)>> = const { RefCell::new(None) };
    /// Counts how often another request was put in.
    static PUT: Cell<u32> = const { Cell::new(0) };
    /// The viewer opened a form in this page: it takes the focus when it is there.
    static FOCUS: Cell<bool> = const { Cell::new(false) };
    static TRIES: Cell<bool> = const { Cell::new(false) };
    /// What stands above the page.
    static NEWS: RefCell<String> = const { RefCell::new(String::new()) };
}

pub(super) fn start() {
    AS_OF.set(now());
    let seq = dom::fact("seq").and_then(|seq| seq.parse().ok()).unwrap_or(0);
    HEARD.set(seq);
    KNOWN.set(seq);
    morph::start();
    every(LOOK, || {
        let until = first("main[data-until]").and_then(|main| main.get_attribute("data-until"));
        if until.is_some_and(|until| js_sys::Date::parse(&until) <= times::server_now()) {
            soon();
        }
    });
    on::<Event>(&document(), "visibilitychange", |_| {
        if !document().hidden() && STALE.replace(false) {
            soon();
        }
    });
    on::<Event>(&document(), "click", |event| {
        if super::dom::origin(&event, "[data-show-news]").is_some() {
            morph::show_all();
            apply_held();
        }
        if let Some(link) = dom::origin(&event, "a[data-grows]")
            && plain(&event)
        {
            event.prevent_default();
            grow(&link);
        }
    });
}

/// Whether a click follows its link here, and not to another tab.
pub(super) fn plain(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        !click.ctrl_key() && !click.meta_key() && !click.shift_key() && !click.alt_key()
    })
}

/// Shows the page that a link leads to as this one grown longer: what is on screen stays where it is.
fn grow(link: &Element) {
    let grown = link.get_attribute("href").unwrap_or_default();
    let address = grown.split('#').next().unwrap_or_default();
    let kept = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    if kept.is_ok() {
        HELD.set(None);
        FOCUS.set(true);
        morph::show_all();
        soon();
    }
}

/// Something happened.
pub(super) fn event(seq: i64, json: &str) {
    let mut changed = None;
    match stream::about(json) {
        // Output comes often and is seen on its own task's page only.
        Some((kind, task))
            if kind == "task.output"
                && !task.as_ref().is_some_and(|task| path().ends_with(task)) =>
        {
            return;
        }
        Some((kind, _)) if kind == "task.output" => {}
        Some((_, task)) => changed = task,
        None => {}
    }
    if let Some(task) = changed {
        connection::changed(task);
    }
    swap::forget();
    happened(seq);
}

/// Something happened that this page may show. What is told of while the page is on its way may be on it already: only when
/// it is not is the page fetched once more.
pub(super) fn happened(seq: i64) {
    HEARD.set(HEARD.get().max(seq));
    if HEARD.get() > KNOWN.get() && !FETCHING.get() {
        plan(APART);
    }
}

/// The path of this page.
pub(super) fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Says something above the page. Only our own words come here.
pub(super) fn news(markup: &str) {
    if NEWS.with_borrow(|shown| shown == markup) {
        return;
    }
    if let Some(place) = first("#news") {
        place.set_inner_html(markup);
        NEWS.set(markup.to_owned());
    }
}

/// Whether this still stands above the page.
pub(super) fn says(markup: &str) -> bool {
    NEWS.with_borrow(|shown| shown == markup)
}

/// Until now nothing was missed.
pub(super) fn is_current() {
    AS_OF.set(now());
}

/// Until when what is on screen is known to be true, in milliseconds since 1970.
pub(super) fn as_of() -> f64 {
    AS_OF.get()
}

/// Whether the stream has told of all that the page knows, and the page is not about to be another.
pub(super) fn is_level() -> bool {
    HEARD.get() >= KNOWN.get() && !FETCHING.get() && !PLANNED.get()
}

/// Whether something of the page that was fetched last waits, because what stands in its place is in use.
pub(super) fn waits() -> bool {
    HELD.with_borrow(Option::is_some)
}

/// Fetches the page again in a moment: its reader waits for it.
pub(super) fn soon() {
    plan(0.0);
}

/// Fetches the page again in a moment, so long after the last fetch at least. Those who heard of the same event do not all
/// ask at once.
fn plan(apart: f64) {
    if document().hidden() || FETCHING.get() {
        STALE.set(true);
        return;
    }
    // Whoever waits for it does not wait for what was planned for later.
    if PLANNED.replace(true) && apart > 0.0 {
        return;
    }
    let spread = if apart > 0.0 { js_sys::Math::random() } else { 0.0 };
    let gathers = f64::from(GATHER) * (1.0 + spread);
    let rests = (apart * (1.0 + spread / 2.0) - (now() - OVER.get())).max(0.0);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of one fetch")]
    let wait = gathers.max(rests).max(TOOK.get() * 2.0).min(5_000.0) as i32;
    later(wait, || {
        if !PLANNED.replace(false) || FETCHING.get() {
            return;
        }
        FETCHING.set(true);
        wasm_bindgen_futures::spawn_local(async {
            let begun = now();
            let (heard, put) = (HEARD.get(), PUT.get());
            let asked = address().unwrap_or_default();
            let fetched = fetch(&asked).await;
            OVER.set(now());
            TOOK.set(OVER.get() - begun);
            FETCHING.set(false);
            let shown = match &fetched {
                Fetched::Page(page) => known(page),
                Fetched::SignedOut | Fetched::Refused | Fetched::Lost => None,
            };
            // A page that did not come shows what was known when it was asked for.
            KNOWN.set(shown.unwrap_or(heard));
            match fetched {
                // It may be older than what was put in meanwhile.
                Fetched::Page(_) if PUT.get() != put => STALE.set(true),
                Fetched::Page(page) => {
                    AS_OF.set(begun);
                    HELD.set(Some((asked, page)));
                    apply_held();
                }
                Fetched::SignedOut => signed_out(),
                Fetched::Refused | Fetched::Lost => {}
            }
            if STALE.replace(false) {
                soon();
            } else if HEARD.get() > KNOWN.get() {
                plan(APART);
            }
        });
    });
}

/// The page's address; the inbox says which request it shows.
fn address() -> Option<String> {
    match first("main[data-address]") {
        Some(main) => main.get_attribute("data-address"),
        None => location(),
    }
}

/// The last event that a page knows of. It was read before everything else on it.
fn known(page: &Document) -> Option<i64> {
    page.get_element_by_id("page")?.get_attribute("data-seq")?.parse().ok()
}

/// A page was put in whole: what was fetched before it is not shown any more.
pub(super) fn placed(page: &Document) {
    drop_held();
    KNOWN.set(known(page).unwrap_or(0).max(KNOWN.get()));
    AS_OF.set(now());
    title(page);
}

pub(super) fn signed_out() {
    news(&format!(
        "<div class=\"banner\" data-tone=\"wait\" role=\"alert\">{INFO}<p><strong>You were signed out.</strong> Sign in to go \
         on. What you typed is kept in this tab.</p></div>",
    ));
}

/// Another request was put in: what was fetched before, or is on its way, is not shown any more.
pub(super) fn drop_held() {
    PUT.set(PUT.get() + 1);
    HELD.set(None);
}

/// Shows the page that was fetched last, as far as nothing of it is in use.
pub(super) fn apply_held() {
    let Some((asked, page)) = HELD.with_borrow(Clone::clone) else { return };
    if forms::sending() || swap::going() {
        again();
        return;
    }
    // Another request was opened meanwhile.
    if address().is_some_and(|here| here != asked) {
        HELD.set(None);
        soon();
        return;
    }
    let mut whole = true;
    let follows = follow::wanted();
    for old in super::dom::all("[data-live][id]") {
        // Parts inside a live part come with it.
        let outer =
            old.parent_element().and_then(|up| up.closest("[data-live][id]").ok().flatten());
        if outer.is_some() {
            continue;
        }
        if let Some(new) = page.get_element_by_id(&dom::id(&old)) {
            whole &= morph::morph(&old, &new);
        }
    }
    if !STALE.get() {
        morph::shown();
    }
    title(&page);
    opened(&page);
    times::tell();
    follow::settle(follows);
    columns::soon();
    reading::watch();
    decide::settle();
    if FOCUS.replace(false)
        && let Some(field) = first("#at [autofocus]")
    {
        dom::focus(&field);
    }
    if whole {
        HELD.set(None);
    } else {
        again();
    }
}

fn again() {
    if !TRIES.replace(true) {
        later(AGAIN, || {
            TRIES.set(false);
            apply_held();
        });
    }
}

/// An inbox that was empty shows its first request from now on, whatever comes before it later.
fn opened(page: &Document) {
    let theirs = page.query_selector("main[data-address]").ok().flatten();
    if let (Some(here), Some(theirs)) = (first("main[data-address]"), theirs) {
        for name in ["data-address", "data-until"] {
            flag(&here, name, theirs.get_attribute(name).as_deref());
        }
    }
}

fn title(page: &Document) {
    let title = page.title();
    if document().title() != title {
        document().set_title(&title);
    }
}

/// An element of ours from our own markup.
pub(super) fn made(markup: &str) -> Option<Element> {
    let place = document().create_element("div").ok()?;
    place.set_inner_html(markup);
    place.first_element_child()
}
