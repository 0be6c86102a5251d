//! One open stream of events, with its own way back after a loss.

use super::dom::{every, later, now, on};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventSource, MessageEvent};

/// How long a stream may be silent about its state before it counts as lost, in milliseconds.
const GRACE: f64 = 4_000.0;
/// The longest wait between two tries, in milliseconds.
const LONGEST: i32 = 15_000;

/// What is told to the window when somebody wants it to be tried at once.
pub(super) const TRY: &str = "mission-control-try";

/// Whether what is on screen is current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Live,
    Retry,
    Lost,
}

impl State {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Retry => "retry",
            Self::Lost => "lost",
        }
    }

    pub(super) fn parse(word: &str) -> Self {
        match word {
            "live" => Self::Live,
            "retry" => Self::Retry,
            _ => Self::Lost,
        }
    }
}

/// What a stream tells.
pub(super) enum News {
    /// It came, went, or went for long.
    State(State),
    /// It is tried again at this moment, in milliseconds since 1970.
    Next(f64),
    /// An event: its number and its JSON.
    Event(String, String),
}

struct Stream {
    source: Option<EventSource>,
    after: String,
    broken_since: Option<f64>,
    wait: i32,
    /// Raised by each new source, so that an old one's late word counts for nothing.
    turn: u32,
    tell: Rc<dyn Fn(News)>,
}

type Shared = Rc<RefCell<Stream>>;

/// Opens the stream after an event, and keeps it open.
pub(super) fn open(after: String, tell: impl Fn(News) + 'static) {
    let stream = Stream {
        source: None,
        after,
        broken_since: None,
        wait: 1_000,
        turn: 0,
        tell: Rc::new(tell),
    };
    let stream = Rc::new(RefCell::new(stream));
    connect(&stream);
    let watched = stream.clone();
    every(1_000, move || watch(&watched));
    let again = stream.clone();
    let window = super::dom::window();
    on::<Event>(&window, "online", move |_| connect(&again));
    let again = stream.clone();
    on::<Event>(&window, TRY, move |_| connect(&again));
    on::<Event>(&window, "pagehide", move |_| close(&stream));
}

fn connect(stream: &Shared) {
    close(stream);
    let (address, turn) = {
        let mut stream = stream.borrow_mut();
        stream.turn += 1;
        let after = js_sys::encode_uri_component(&stream.after);
        (format!("/api/mission-control/activity/stream?after={after}"), stream.turn)
    };
    tell(stream, News::Next(0.0));
    let Ok(source) = EventSource::new(&address) else { return };
    let current = move |stream: &Shared| stream.borrow().turn == turn;
    let opened = stream.clone();
    on::<Event>(&source, "open", move |_| {
        if current(&opened) {
            opened.borrow_mut().wait = 1_000;
            opened.borrow_mut().broken_since = None;
            tell(&opened, News::State(State::Live));
        }
    });
    let heard = stream.clone();
    on::<MessageEvent>(&source, "message", move |event| {
        if !current(&heard) {
            return;
        }
        let seq = event.last_event_id();
        heard.borrow_mut().after.clone_from(&seq);
        tell(&heard, News::Event(seq, event.data().as_string().unwrap_or_default()));
    });
    let failed = stream.clone();
    on::<Event>(&source, "error", move |_| {
        if current(&failed) {
            broke(&failed);
        }
    });
    stream.borrow_mut().source = Some(source);
}

/// We try again ourselves: what is said of the next try is true then. Each wait is twice as long as the one before.
fn broke(stream: &Shared) {
    close(stream);
    let (first, wait, turn) = {
        let mut stream = stream.borrow_mut();
        let first = stream.broken_since.is_none();
        stream.broken_since.get_or_insert_with(now);
        let wait = stream.wait;
        stream.wait = (wait * 2).min(LONGEST);
        (first, wait, stream.turn)
    };
    if first {
        tell(stream, News::State(State::Retry));
    }
    tell(stream, News::Next(now() + f64::from(wait)));
    let again = stream.clone();
    later(wait, move || {
        if again.borrow().turn == turn {
            connect(&again);
        }
    });
}

fn watch(stream: &Shared) {
    let long = stream.borrow().broken_since.is_some_and(|since| now() - since > GRACE);
    if long {
        tell(stream, News::State(State::Lost));
    }
}

fn close(stream: &Shared) {
    if let Some(source) = stream.borrow_mut().source.take() {
        source.close();
    }
}

fn tell(stream: &Shared, news: News) {
    let tell = stream.borrow().tell.clone();
    tell(news);
}

/// The field of an event's JSON, or of an object inside it.
pub(super) fn field(event: &js_sys::Object, name: &str) -> Option<String> {
    js_sys::Reflect::get(event, &name.into()).ok()?.as_string()
}

/// What an event is about: its kind and its task.
pub(super) fn about(json: &str) -> Option<(String, Option<String>)> {
    let event: js_sys::Object = js_sys::JSON::parse(json).ok()?.dyn_into().ok()?;
    let payload = js_sys::Reflect::get(&event, &"payload".into()).ok();
    let payload = payload.and_then(|payload| payload.dyn_into::<js_sys::Object>().ok());
    Some((field(&event, "type")?, payload.and_then(|payload| field(&payload, "taskId"))))
}
