//! Ages tick each minute; moments are told in the viewer's own zone. UTC stays in the title.

use super::dom::{all, every, fact, flag, now, number, say};
use js_sys::Date;
use std::cell::Cell;
use wasm_bindgen::JsValue;

const MINUTE: f64 = 60_000.0;

thread_local! {
    /// How far this browser's clock is behind the server's, in milliseconds.
    static BEHIND: Cell<f64> = const { Cell::new(0.0) };
}

pub(super) fn start() {
    if let Some(server) = fact("now").and_then(|text| number(&text)) {
        BEHIND.set(server - now());
    }
    tell();
    every(15_000, tell);
}

/// Milliseconds since 1970, by the server's clock.
pub(super) fn server_now() -> f64 {
    now() + BEHIND.get()
}

/// Writes every age and moment on the page.
pub(super) fn tell() {
    mornings();
    let now = server_now();
    for element in all("time[data-age]") {
        let since = element.get_attribute("data-age").map_or(f64::NAN, |text| Date::parse(&text));
        if since.is_finite() {
            let age = age((now - since) / MINUTE);
            let words = match (element.has_attribute("data-ago"), age.as_str()) {
                (false, _) => age,
                (true, "now") => "just now".to_owned(),
                (true, _) => age + " ago",
            };
            say(&element, &words);
        }
    }
    for element in all("time[data-moment]") {
        let at = element.get_attribute("datetime").map_or(f64::NAN, |text| Date::parse(&text));
        if at.is_finite() {
            let seconds = element.get_attribute("data-moment").as_deref() == Some("second");
            say(&element, &moment(at, now, seconds));
        }
    }
}

/// A choice of tomorrow morning is the viewer's own morning.
fn mornings() {
    for words in all("[data-tomorrow]") {
        let Some(button) = words.parent_element() else { continue };
        let morning = Date::new(&JsValue::from_f64(server_now()));
        morning.set_date(morning.get_date() + 1);
        morning.set_hours(9);
        morning.set_minutes(0);
        morning.set_seconds(0);
        morning.set_milliseconds(0);
        flag(&button, "value", morning.to_iso_string().as_string().as_deref());
        say(&words, "Until tomorrow, 9:00");
    }
}

/// The same words as on the server: `now`, `31 m`, `2 h 10 m`, `3 d 4 h`.
#[expect(clippy::cast_possible_truncation, reason = "ages are far below 2^31 minutes")]
fn age(minutes: f64) -> String {
    let minutes = minutes.max(0.0) as i32;
    let (hours, days) = (minutes / 60, minutes / 1440);
    let two = |large: i32, sign: &str, small: i32, small_sign: &str| match small {
        0 => format!("{large} {sign}"),
        small => format!("{large} {sign} {small} {small_sign}"),
    };
    match (days, hours) {
        (0, 0) if minutes == 0 => "now".to_owned(),
        (0, 0) => format!("{minutes} m"),
        (0, hours) => two(hours, "h", minutes % 60, "m"),
        (days, hours) => two(days, "d", hours % 24, "h"),
    }
}

fn moment(at: f64, now: f64, seconds: bool) -> String {
    let local = Date::new(&JsValue::from_f64(at));
    let today = Date::new(&JsValue::from_f64(now));
    let mut text = format!("{:02}:{:02}", local.get_hours(), local.get_minutes());
    if seconds {
        text = format!("{text}:{:02}", local.get_seconds());
    }
    let day = |date: &Date| (date.get_full_year(), date.get_month() + 1, date.get_date());
    if day(&local) == day(&today) {
        return text;
    }
    let (year, month, day) = day(&local);
    format!("{year}-{month:02}-{day:02}, {text}")
}
