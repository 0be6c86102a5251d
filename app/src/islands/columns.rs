//! Columns that are longer than what is on the page: while one is scrolled, the part that is in view is fetched, and what is
//! far from it goes. The address says from where each column is shown, so that a reload shows the same.

use super::{
    dom::{all, all_inside, document, first, focus, inside, later, on, origin, window},
    fetch::{self, Fetched},
    morph, refresh, times,
};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Element, Event, FocusOptions, HtmlElement, Url};

/// How long a column is scrolled before it is looked at, in milliseconds.
const SETTLED: i32 = 60;
/// How many cards a part has, and how many of them come before the first one in view.
const PART: i32 = 48;
const BEFORE: i32 = 16;

thread_local! {
    static PLANNED: Cell<bool> = const { Cell::new(false) };
    static GOING: Cell<bool> = const { Cell::new(false) };
}

pub(super) fn start() {
    // A column's scrolling is told to the column alone, and on its way down to it.
    let scrolled = Closure::<dyn FnMut()>::new(soon);
    let _ = document().add_event_listener_with_callback_and_bool(
        "scroll",
        scrolled.as_ref().unchecked_ref(),
        true,
    );
    scrolled.forget();
    on::<Event>(&document(), "click", |event| {
        let Some(link) = origin(&event, "a[data-step]").filter(|_| refresh::plain(&event)) else {
            return;
        };
        if step(&link).is_some() {
            event.prevent_default();
        }
    });
    for list in all("[data-part]") {
        if number(&list, "data-from") > 0
            && let Some(card) = cards(&list).first()
        {
            list.set_scroll_top(card.offset_top());
        }
    }
    soon();
}

/// Looks in a moment whether a column shows room where cards should be.
pub(super) fn soon() {
    if !PLANNED.replace(true) {
        later(SETTLED, || {
            PLANNED.set(false);
            if !GOING.get() && !document().hidden() {
                let missing = |list: Element| Some((word(&list), wanted(&list)?));
                if let Some((word, from)) = all("[data-part]").into_iter().find_map(missing) {
                    go(word, from, None);
                }
            }
        });
    }
}

fn word(list: &Element) -> String {
    list.get_attribute("data-part").unwrap_or_default()
}

fn number(list: &Element, name: &str) -> i32 {
    list.get_attribute(name).and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn cards(list: &Element) -> Vec<HtmlElement> {
    let cards = all_inside(list, ".task-card").into_iter();
    cards.filter_map(|card| card.dyn_into().ok()).collect()
}

fn below(card: &HtmlElement) -> i32 {
    card.offset_top() + card.offset_height()
}

/// From where the column should be shown, unless it is. Only where there is room for what is missing: a phone has links.
fn wanted(list: &Element) -> Option<i32> {
    let gap: HtmlElement = inside(list, ".column-gap")?.dyn_into().ok()?;
    let (room, cards) = (gap.offset_height(), cards(list));
    let (first, end) = (cards.first()?, cards.last()?);
    if room == 0 {
        return None;
    }
    let (from, count) = (number(list, "data-from"), number(list, "data-count"));
    let here = i32::try_from(cards.len()).ok()?;
    let (top, height) = (list.scroll_top(), list.client_height());
    let earlier = from > 0 && top - height < first.offset_top();
    // Nobody has scrolled a column that shows its first card at the top: what is there is enough until somebody does.
    let ahead = if top > 0 { height } else { 0 };
    let later = from + here < count && top + height + ahead > below(end);
    if !earlier && !later {
        return None;
    }
    // The gap that was found is the one above where there is one.
    let each = (room / if from > 0 { from } else { count - here }).max(1);
    let seen = if top + height < first.offset_top() {
        top / each
    } else if top > below(end) {
        from + here + (top - below(end)) / each
    } else {
        let at = cards.iter().position(|card| below(card) > top).unwrap_or(0);
        from + i32::try_from(at).ok()?
    };
    let start = (seen - BEFORE).min(count - PART).max(0);
    (start != from || here < PART.min(count - from)).then_some(start)
}

/// The link to the cards before or after.
fn step(link: &Element) -> Option<()> {
    let list = link.closest("[data-part]").ok().flatten()?;
    let word = word(&list);
    let link = Url::new_with_base(&link.get_attribute("href")?, &document().base_uri().ok()??);
    let from = link.ok()?.search_params().get(&word)?.parse().ok()?;
    go(word, from, Some(from >= number(&list, "data-from")));
    Some(())
}

/// Shows a column from another place on; `way` says whether its reader asked to go on, or back.
fn go(word: String, from: i32, way: Option<bool>) {
    let Some(url) = window().location().href().ok().and_then(|here| Url::new(&here).ok()) else {
        return;
    };
    url.search_params().set(&word, &from.to_string());
    let address = format!("{}{}", url.pathname(), url.search());
    GOING.set(true);
    wasm_bindgen_futures::spawn_local(async move {
        let fetched = fetch::fetch(&address).await;
        GOING.set(false);
        // Without an answer the room stays empty; it is looked at again when it is scrolled, or when the connection is back.
        if let Fetched::Page(page) = fetched {
            put(&page, &word, &address, way);
            soon();
        }
    });
}

fn put(page: &Document, word: &str, address: &str, way: Option<bool>) {
    let name = format!("cards-{word}");
    let old = document().get_element_by_id(&name);
    let (Some(list), Some(new)) = (old, page.get_element_by_id(&name)) else { return };
    if let Ok(history) = window().history() {
        // An address of this site can always be shown.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
    let (top, height) = (list.scroll_top(), list.client_height());
    let in_view = |card: &HtmlElement| below(card) > top && card.offset_top() < top + height;
    let kept = cards(&list).into_iter().find(in_view);
    let kept = kept.map(|card| (card.offset_top() - top, card));
    let at_end = top + height + 2 > list.scroll_height();
    let within = || document().active_element().is_some_and(|on| list.contains(Some(&on)));
    let focused = within();
    morph::force(&list, &new);
    times::tell();
    match (way, kept) {
        (Some(forwards), _) => {
            let cards = cards(&list);
            let card = if forwards { cards.first() } else { cards.last() };
            if let Some(link) = card.and_then(|card| inside(card, "h3 a")) {
                focus(&link);
            }
        }
        // What was in view stays where it was, whatever came or went above it.
        (None, Some((was, card))) if card.is_connected() => {
            list.set_scroll_top(card.offset_top() - was);
        }
        (None, _) if at_end => list.set_scroll_top(list.scroll_height()),
        (None, _) => {}
    }
    // The card that had the focus is far away: the keyboard stays in its column.
    if focused && !within() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        if let Some(list) = first(&format!("#{name}")).and_then(|list| list.dyn_into().ok()) {
            let list: HtmlElement = list;
            let _ = list.focus_with_options(&options);
        }
    }
}
