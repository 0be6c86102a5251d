//! Opens another request of the inbox without loading the page anew: fetches the page of its row and puts in its pane. The
//! address is the row's own, so a reload, a link and the way back show the same.

use super::{
    decide,
    dom::{all, document, first, flag, inside, later, now, on, origin, window},
    fetch::{self, Fetched},
    forms, reading, refresh, times,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, HtmlElement, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// How soon the request that is likely next is fetched, in milliseconds.
const SETTLED: i32 = 150;
/// How long a page that was fetched ahead is as good as a new one, in milliseconds.
const FRESH: f64 = 10_000.0;

/// How the address bar follows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The way back leads to the request before.
    Push,
    /// Walking through the list leaves no trail.
    Replace,
    /// The address is there already.
    Stay,
}

struct Ahead {
    address: String,
    at: f64,
    page: Document,
}

thread_local! {
    /// Counts what was asked for: an answer to an earlier wish is not shown.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// Whether the list is further than the pane.
    static GOING: Cell<bool> = const { Cell::new(false) };
    /// Counts what happened on the server: a page from before is not shown.
    static NEWS: Cell<u32> = const { Cell::new(0) };
    static AHEAD: RefCell<Option<Ahead>> = const { RefCell::new(None) };
    /// Which way was gone last.
    static BY: Cell<i32> = const { Cell::new(1) };
    /// What the address bar says.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

pub(super) fn start() {
    SHOWN.set(fetch::location().unwrap_or_default());
    on::<MouseEvent>(&document(), "click", |event| {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.button() != 0 || modified || event.default_prevented() {
            return;
        }
        let link = origin(&event, "[data-row] a.beside");
        let row = link.and_then(|link| link.closest("[data-row]").ok().flatten());
        if row.is_some_and(|row| open(&row, Way::Push).is_some()) {
            event.prevent_default();
        }
    });
    on::<Event>(&window(), "popstate", |_| back());
    if first("main[data-address]").is_some() {
        later(SETTLED * 4, ahead);
    }
}

/// Whether another request than the one in the pane is on its way.
pub(super) fn going() -> bool {
    GOING.get()
}

/// Something happened: what was fetched ahead may be old.
pub(super) fn forget() {
    NEWS.set(NEWS.get() + 1);
    AHEAD.set(None);
}

/// The next or previous row, counted from the one that is marked: a second key while the first is on its way goes on.
pub(super) fn step(by: i32) -> Option<()> {
    BY.set(by);
    let row = neighbour(by)?;
    if beside() {
        return open(&row, Way::Replace);
    }
    // There is no room beside the list: the rows themselves are walked.
    mark(Some(&row));
    super::dom::focus(&inside(&row, "a.alone")?);
    Some(())
}

fn neighbour(by: i32) -> Option<Element> {
    let rows = all("[data-row]");
    let place = match rows.iter().position(|row| row.has_attribute("aria-current")) {
        Some(open) => i32::try_from(open).ok()? + by,
        None => 0,
    };
    rows.get(usize::try_from(place).ok()?).cloned()
}

/// Whether requests are shown beside the list.
fn beside() -> bool {
    let pane = first(".inbox-pane").and_then(|pane| pane.dyn_into::<HtmlElement>().ok());
    pane.is_some_and(|pane| pane.offset_width() > 0)
}

/// Opens the request of a row, if it can be done without loading the page.
fn open(row: &Element, way: Way) -> Option<()> {
    let address = inside(row, "a.beside")?.get_attribute("href")?;
    if forms::sending() || first("#request").is_none() {
        return None;
    }
    mark(Some(row));
    go(address, way);
    Some(())
}

/// The way back and forth.
fn back() {
    let Some(address) = fetch::location() else { return };
    // A link to a line changes only what stands behind the `#`.
    let same = SHOWN.with_borrow(|shown| *shown == address);
    if !same && first("main[data-address] #request").is_some() {
        go(address, Way::Stay);
    }
}

fn go(address: String, way: Way) {
    let turn = TURN.get() + 1;
    TURN.set(turn);
    GOING.set(true);
    // What stands in the pane is not what the list says any more: it takes no answer.
    decide::settle();
    wasm_bindgen_futures::spawn_local(async move {
        let kept = AHEAD.take().filter(|kept| kept.address == address && now() - kept.at < FRESH);
        let fetched = match kept {
            Some(kept) => Fetched::Page(kept.page),
            None => fetch::fetch(&address).await,
        };
        if TURN.get() != turn {
            return;
        }
        match fetched {
            Fetched::Page(page) => put(&page, &address, way),
            // The server says in its own words why not.
            Fetched::Refused | Fetched::SignedOut => leave(&address),
            Fetched::Lost => {
                GOING.set(false);
                mark(shown().as_ref());
                decide::settle();
            }
        }
    });
}

/// The page of an address is put in whole.
pub(super) fn arrived(address: &str) {
    TURN.set(TURN.get() + 1);
    GOING.set(false);
    forget();
    let same = SHOWN.with_borrow(|shown| shown == address);
    // The way back is known in the inbox alone.
    let inbox = first("main[data-address]").is_some();
    follow(
        address,
        if same {
            Way::Stay
        } else if inbox {
            Way::Push
        } else {
            Way::Replace
        },
    );
    later(SETTLED, ahead);
}

/// Loads a page as a link does.
pub(super) fn leave(address: &str) {
    // Navigating can only fail on an address that is none, and this one is ours.
    let _ = window().location().assign(address);
}

/// The row of the request that stands in the pane.
fn shown() -> Option<Element> {
    let card = first("#request [id^=card-]")?;
    let id = super::dom::id(&card);
    document().get_element_by_id(&id.replacen("card-", "row-", 1))
}

fn mark(row: Option<&Element>) {
    for other in all("[data-row]") {
        flag(&other, "aria-current", (Some(&other) == row).then_some("true"));
    }
    if let Some(row) = row {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Puts in the pane of a page. The whole card is a new one: how long it is there and what of it was read begin anew.
fn put(page: &Document, address: &str, way: Way) {
    let fresh = page.get_element_by_id("request");
    let fresh = fresh.and_then(|fresh| document().import_node_with_deep(&fresh, true).ok());
    let main = page.query_selector("main[data-address]").ok().flatten();
    let (Some(old), Some(here), Some(fresh), Some(main)) =
        (first("#request"), first("main[data-address]"), fresh, main)
    else {
        leave(address);
        return;
    };
    let _ = old.replace_with_with_node_1(&fresh);
    // A page that was held back for what stood here may be older than this one, even of the same address.
    refresh::drop_held();
    flag(&here, "data-address", main.get_attribute("data-address").as_deref());
    flag(&here, "data-chosen", Some(""));
    if let Some(pane) = first(".inbox-pane") {
        pane.set_scroll_top(0);
    }
    follow(address, way);
    GOING.set(false);
    mark(shown().as_ref());
    times::tell();
    reading::watch();
    decide::settle();
    forms::focus_heading();
    later(SETTLED, ahead);
}

fn follow(address: &str, way: Way) {
    SHOWN.set(address.to_owned());
    let Ok(history) = window().history() else { return };
    // An address of this site can always be shown.
    let _ = match way {
        Way::Push => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        Way::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
        Way::Stay => Ok(()),
    };
}

/// Fetches the request that is likely next.
fn ahead() {
    let (turn, news) = (TURN.get(), NEWS.get());
    let row = neighbour(BY.get()).filter(|_| beside() && !document().hidden() && !forms::sending());
    let link = row.and_then(|row| inside(&row, "a.beside"));
    let Some(address) = link.and_then(|link| link.get_attribute("href")) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let at = now();
        if let Fetched::Page(page) = fetch::fetch(&address).await
            && (TURN.get(), NEWS.get()) == (turn, news)
        {
            AHEAD.set(Some(Ahead { address, at, page }));
        }
    });
}
