//! Cards that were drawn a moment ago. Whoever looks sees the same card, and most of a board is as it was: what has not changed
//! is not put together anew for each page.

use super::{TaskCard, since};
use domain::Timestamp;
use leptos::{prelude::*, tachys::html::InertElement};
use service::Card;
use std::{
    collections::HashMap,
    mem,
    sync::{LazyLock, Mutex, PoisonError},
};

/// How long a card that nobody asks for is kept at least, in microseconds. At most it is twice that.
const WHILE: i64 = 60_000_000;
/// How many are kept at most: a few megabytes.
const MOST: usize = 2_000;

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// All that a card says about the time at which it is drawn: how many minutes it has been where it is, and which day it is.
/// Two cards of one task with the same of it read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    minutes: i64,
    day: Timestamp,
}

impl Said {
    /// What this card says now.
    fn of(card: &Card, now: Timestamp) -> Self {
        let minutes = since(card).map_or(0, |since| now.seconds_since(since).max(0) / 60);
        Self { minutes, day: now.day_utc() }
    }
}

/// A card as it was drawn, with all that it was drawn from.
struct Drawn {
    card: Card,
    said: Said,
    markup: String,
}

#[derive(Default)]
struct Kept {
    /// Which while it is.
    now: i64,
    lately: HashMap<String, Drawn>,
    before: HashMap<String, Drawn>,
}

impl Kept {
    /// Forgets what nobody has asked for.
    fn turn(&mut self, now: Timestamp) {
        let now = now.0 / WHILE;
        if now != self.now || self.lately.len() >= MOST {
            self.now = now;
            self.before = mem::take(&mut self.lately);
        }
    }

    fn find(&mut self, card: &Card, said: Said) -> Option<String> {
        let found = self.lately.remove(&card.id).or_else(|| self.before.remove(&card.id))?;
        let same = found.said == said && found.card == *card;
        same.then(|| {
            let markup = found.markup.clone();
            self.lately.insert(card.id.clone(), found);
            markup
        })
    }
}

/// A card; drawn anew when anything on it is different, what it says of the time included.
pub fn drawn(card: Card, now: Timestamp) -> AnyView {
    InertElement::new(markup(card, now)).into_any()
}

fn markup(card: Card, now: Timestamp) -> String {
    let said = Said::of(&card, now);
    // What is in there is whole even if somebody broke while they held it.
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let found = {
        let mut kept = kept();
        kept.turn(now);
        kept.find(&card, said)
    };
    found.unwrap_or_else(|| {
        let markup = view! { <TaskCard card=card.clone() now /> }.into_any().to_html();
        let drawn = Drawn { said, markup: markup.clone(), card };
        kept().lately.insert(drawn.card.id.clone(), drawn);
        markup
    })
}
