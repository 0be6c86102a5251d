//! Events as they happen. One reader a process looks into the table; everybody who listens hears of it from memory.

mod reader;
mod ring;

pub use ring::Told;

use crate::{Clock, Error, MissionControl, Store, StoreError, feed::Feed};
use domain::{Actor, actor::Via};
use reader::Reader;
use ring::{Ring, Since};
use std::sync::{
    Arc, Mutex, PoisonError, RwLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{sync::watch, task::JoinHandle};

/// How many events somebody who is further behind than the memory reaches gets at once, from the table.
const PAGE: u32 = 100;

/// What a listener hears.
pub enum News {
    /// What happened, in order: at least one event, none left out, none twice. Where some are kept no more, that is said first.
    Events(Vec<Told>),
    /// Before the next events may go out, the listener's credential must be asked for anew: it may have ended.
    Doubt,
}

/// Events as they happen, from a number on.
pub struct LiveEvents {
    live: Arc<Live>,
    news: watch::Receiver<u64>,
    /// The last event that was handed out.
    after: i64,
    /// The ids that the listener's credential hangs on; none for the server itself.
    hangs_on: Vec<String>,
    /// The look up to which nothing was found that the credential hangs on.
    sure: u64,
    /// Whether it was asked for since this began. What ended it just before is in no look that this one knows of.
    asked: bool,
    /// How often the table could not be read when this began.
    failures: u64,
    /// What was read for this listener alone and waits until the credential was asked for.
    held: Option<Vec<Told>>,
}

/// What is shared by all who listen.
pub(crate) struct Live {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    feed: Feed,
    ring: RwLock<Ring>,
    /// The number of the last look that found something.
    news: watch::Sender<u64>,
    reading: Mutex<Option<JoinHandle<()>>>,
    /// How many listen with a credential.
    guests: AtomicUsize,
}

impl MissionControl {
    /// Follows events after a number, or from now on.
    pub async fn live(&self, actor: &Actor, after: Option<i64>) -> Result<LiveEvents, Error> {
        actor.reader()?;
        let after = match after {
            Some(after) => after,
            None => self.store.last_event().await?,
        };
        Ok(self.live.listen(after, hangs_on(actor)))
    }
}

/// The ids whose change may end what this actor came in with.
fn hangs_on(actor: &Actor) -> Vec<String> {
    match actor {
        Actor::Person { via: Via::Console, .. } => Vec::new(),
        Actor::Person { id, via: Via::Session { id: session, .. }, .. } => {
            vec![id.to_string(), session.to_string()]
        }
        Actor::Person { id, via: Via::Key(key, _), .. } => vec![id.to_string(), key.to_string()],
        Actor::Agent { key, owner, .. } => vec![key.to_string(), owner.to_string()],
        Actor::TaskAgent { task, .. } => vec![task.to_string()],
        Actor::Runner { desktop, token, .. } => vec![desktop.to_string(), token.to_string()],
    }
}

impl Live {
    pub(crate) fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, feed: Feed) -> Self {
        Self {
            store,
            clock,
            feed,
            ring: RwLock::default(),
            news: watch::Sender::new(0),
            reading: Mutex::default(),
            guests: AtomicUsize::new(0),
        }
    }

    fn listen(self: &Arc<Self>, after: i64, hangs_on: Vec<String>) -> LiveEvents {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let news = self.news.subscribe();
        // The reader ends when nobody has listened for a while, and with its runtime.
        if reading.as_ref().is_none_or(JoinHandle::is_finished) {
            self.change(|ring| *ring = ring.begun_anew());
            *reading = Some(tokio::spawn(Reader::of(self).run()));
        }
        drop(reading);
        if !hangs_on.is_empty() {
            self.guests.fetch_add(1, Ordering::SeqCst);
        }
        let (sure, failures) = self.look(|ring| (ring.looks(), ring.failures()));
        let live = Arc::clone(self);
        LiveEvents { live, news, after, hangs_on, sure, asked: false, failures, held: None }
    }

    /// Whether the reader may end: nobody listens, and whoever comes from now on starts another.
    fn ends(&self) -> bool {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let alone = self.news.receiver_count() == 0;
        if alone {
            *reading = None;
        }
        alone
    }

    fn look<T>(&self, with: impl FnOnce(&Ring) -> T) -> T {
        with(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change<T>(&self, with: impl FnOnce(&mut Ring) -> T) -> T {
        with(&mut self.ring.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl LiveEvents {
    /// The next news. May be dropped and called again without losing any. Whoever is slow misses nothing and keeps nobody
    /// waiting; an error ends the stream, and whoever comes back with the number of their last event loses nothing.
    pub async fn next(&mut self) -> Result<News, Error> {
        loop {
            self.news.borrow_and_update();
            if let Some(events) = self.held.take() {
                return Ok(self.hand(events));
            }
            let live = Arc::clone(&self.live);
            let since = live.look(|ring| {
                if ring.failures() != self.failures {
                    return Since::Failed;
                }
                let since = ring.since(self.after);
                let first = !self.asked && matches!(since, Since::Events(_));
                let doubt = first || ring.touched_since(self.sure, &self.hangs_on);
                if doubt && !self.hangs_on.is_empty() {
                    self.asked |= first;
                    self.sure = ring.looks();
                    return Since::Doubt;
                }
                since
            });
            match since {
                Since::Events(events) => return Ok(self.hand(events)),
                Since::Doubt => return Ok(News::Doubt),
                Since::Nothing => {}
                Since::Before(first) => {
                    if let Some(news) = self.page(first).await? {
                        return Ok(news);
                    }
                    continue;
                }
                Since::Failed => {
                    return Err(StoreError::Busy("events cannot be read".to_owned()).into());
                }
            }
            // The sender lives as long as this does.
            let _ = self.news.changed().await;
        }
    }

    /// Events that are in nobody's memory any more. They may be newer than the last look at credentials, so this one is
    /// asked for before they go out.
    async fn page(&mut self, first: i64) -> Result<Option<News>, Error> {
        let Live { store, clock, .. } = &*self.live;
        let events = store.events(self.after, PAGE).await?;
        // Asked second: what was forgotten meanwhile is told rather than left out.
        let up_to = store.kept().await?.events_after;
        let missed = (self.after < up_to).then(|| Told::forgotten(up_to, self.after, clock.now()));
        let events = events.into_iter().filter(|event| event.seq.0 > up_to).map(Told::of);
        let told: Vec<Told> = missed.into_iter().chain(events).collect();
        let Some(last) = told.last() else {
            self.after = self.after.max(first);
            return Ok(None);
        };
        if self.hangs_on.is_empty() {
            self.after = last.seq;
            return Ok(Some(News::Events(told)));
        }
        self.asked = true;
        self.sure = self.live.look(Ring::looks);
        self.held = Some(told);
        Ok(Some(News::Doubt))
    }

    fn hand(&mut self, events: Vec<Told>) -> News {
        self.after = events.last().map_or(self.after, |last| last.seq);
        News::Events(events)
    }
}

impl Drop for LiveEvents {
    fn drop(&mut self) {
        if !self.hangs_on.is_empty() {
            self.live.guests.fetch_sub(1, Ordering::SeqCst);
        }
    }
}
