//! All tabs of a browser share one stream, because browsers allow six connections to a host: one tab leads, holds the
//! stream and passes on what it hears; when it closes, the next one leads. Without locks or channels each tab listens
//! for itself.

use super::{
    connection,
    dom::{fact, on, window},
    refresh,
    stream::{self, News, State},
};
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Event, MessageEvent};

const NAME: &str = "mission-control-live";

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    static LEADS: Cell<bool> = const { Cell::new(false) };
    static STATE: Cell<State> = const { Cell::new(State::Retry) };
    /// The number of the last event this page knows of.
    static SEQ: RefCell<String> = const { RefCell::new(String::new()) };
}

pub(super) fn start() {
    SEQ.set(fact("seq").unwrap_or_default());
    let channel = BroadcastChannel::new(NAME).ok();
    match (channel, locks()) {
        (Some(channel), Some(locks)) => {
            on::<MessageEvent>(&channel, "message", |event| hear(&event));
            CHANNEL.set(Some(channel));
            on::<Event>(&window(), stream::TRY, |_| {
                if !LEADS.get() {
                    say("try", "", "");
                }
            });
            // Ask before waiting to lead: whoever leads answers with its state.
            say("hello", "", "");
            wait_to_lead(&locks);
        }
        _ => lead(),
    }
}

/// `navigator.locks`; only pages over TLS or on this machine have it.
fn locks() -> Option<Object> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.dyn_into::<Object>().ok()
}

/// Leads from the moment the lock is ours, until the page ends.
fn wait_to_lead(locks: &Object) {
    let granted = Closure::once_into_js(|_lock: JsValue| -> JsValue {
        lead();
        Promise::new(&mut |_, _| {}).into()
    });
    let request =
        Reflect::get(locks, &"request".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let asked = request.and_then(|request| request.call2(locks, &NAME.into(), &granted).ok());
    if asked.is_none() {
        lead();
    }
}

fn lead() {
    LEADS.set(true);
    let after = SEQ.with_borrow(Clone::clone);
    stream::open(after, |news| match news {
        News::State(state) => {
            say("state", state.word(), "");
            told_state(state);
        }
        News::Next(at) => {
            say("next", &at.to_string(), "");
            connection::next_try(at);
        }
        News::Event(seq, json) => {
            say("event", &seq, &json);
            told_event(seq, &json);
        }
    });
}

/// What another tab says: `[kind, one, two]`.
fn hear(event: &MessageEvent) {
    let message = js_sys::Array::from(&event.data());
    let text = |place| message.get(place).as_string().unwrap_or_default();
    match text(0).as_str() {
        "hello" if LEADS.get() => {
            say("state", STATE.get().word(), "");
            SEQ.with_borrow(|seq| say("seq", seq, ""));
        }
        "state" if !LEADS.get() => told_state(State::parse(&text(1))),
        "seq" if !LEADS.get() => missed(text(1)),
        "next" if !LEADS.get() => connection::next_try(text(1).parse().unwrap_or(0.0)),
        "try" if LEADS.get() => connection::try_now(),
        "event" if !LEADS.get() => told_event(text(1), &text(2)),
        _ => {}
    }
}

fn say(kind: &str, one: &str, two: &str) {
    CHANNEL.with_borrow(|channel| {
        if let Some(channel) = channel {
            // A channel that is closed has nobody to hear it.
            let _ =
                channel.post_message(&js_sys::Array::of3(&kind.into(), &one.into(), &two.into()));
        }
    });
}

fn told_state(state: State) {
    let before = STATE.replace(state);
    if before != state {
        connection::state(state);
    }
}

fn told_event(seq: String, json: &str) {
    if newer(&seq) {
        refresh::event(number(&seq), json);
        SEQ.set(seq);
    }
}

/// The leader is further than this page.
fn missed(seq: String) {
    if newer(&seq) {
        refresh::happened(number(&seq));
        SEQ.set(seq);
    }
}

fn newer(seq: &str) -> bool {
    SEQ.with_borrow(|known| number(seq) > number(known))
}

fn number(seq: &str) -> i64 {
    seq.parse().unwrap_or(0)
}
