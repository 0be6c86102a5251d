//! The bell. It says that something happened and whom it concerns, never what: the tables are the truth.

use crate::concerns::Concerns;
use domain::EventSeq;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{sync::watch, time::Instant};

/// The longest a long-poll waits, in seconds: proxies cut at a minute.
const LONGEST_WAIT: u32 = 50;
/// Another process may write without ringing our bell, so a long-poll looks by itself this often.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Wakes whoever waits for news. A missed ring costs nothing: waiters read the tables from where they were.
#[derive(Clone, Default)]
pub struct Feed(Arc<Bell>);

#[derive(Default)]
struct Bell {
    /// The last event that was rung for; heard by those who wait for anything at all.
    rung: watch::Sender<i64>,
    /// Those who wait for one thing only, by its id.
    waiting: Mutex<HashMap<String, watch::Sender<()>>>,
    /// Set when long-polls are to end.
    over: watch::Sender<bool>,
    /// How many long-polls wait, and how often one was sent to look by a ring.
    polls: AtomicUsize,
    woken: AtomicU64,
}

/// What long-polls cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polls {
    /// How many wait now.
    pub waiting: usize,
    /// How often one was woken since the start because something happened that concerns it; each looks once then.
    pub woken: u64,
}

/// Somebody who looks, and looks again when something happened that concerns them, until there is news or their time is
/// over.
pub(crate) struct LongPoll {
    until: Instant,
    bell: Arc<Bell>,
    id: String,
    ring: watch::Receiver<()>,
    over: watch::Receiver<bool>,
}

/// Somebody who waits for whatever happens.
pub struct Listener(watch::Receiver<i64>);

impl Feed {
    /// Something up to this event was committed, and whom it concerns. Never fails, also when nobody listens.
    pub fn ring(&self, last: EventSeq, concerned: &Concerns) {
        self.heard(last);
        self.wake(concerned);
    }

    /// Something up to this event was committed, by whichever process. Whoever reads the events finds out whom it concerns.
    pub fn heard(&self, last: EventSeq) {
        self.0.rung.send_if_modified(|seen| {
            let newer = last.0 > *seen;
            *seen = last.0.max(*seen);
            newer
        });
    }

    /// Wakes long-polls that wait for one of these.
    pub(crate) fn wake(&self, concerned: &Concerns) {
        let waiting = self.0.waiting();
        match concerned {
            Concerns::Everyone => waiting.values().for_each(|waits| waits.send_replace(())),
            Concerns::Only(ids) => {
                let concerned = ids.iter().filter_map(|id| waiting.get(id));
                // Nobody may be there any more; then there is nobody to tell.
                concerned.for_each(|waits| waits.send_replace(()));
            }
        }
    }

    /// Starts to listen: rings from now on are noticed, also those between two waits.
    pub fn listen(&self) -> Listener {
        let mut receiver = self.0.rung.subscribe();
        receiver.mark_unchanged();
        Listener(receiver)
    }

    /// Starts a long-poll of that many seconds, 50 at most, about one task, action or desktop. Rings are noticed from now
    /// on, so start it before the first look.
    pub(crate) fn long_poll(&self, about: &str, seconds: u32) -> LongPoll {
        let until = Instant::now() + Duration::from_secs(seconds.min(LONGEST_WAIT).into());
        let ring = self.0.waiting().entry(about.to_owned()).or_default().subscribe();
        let (bell, over) = (Arc::clone(&self.0), self.0.over.subscribe());
        LongPoll { until, bell, id: about.to_owned(), ring, over }
    }

    /// What long-polls cost so far.
    pub(crate) fn polls(&self) -> Polls {
        Polls {
            waiting: self.0.polls.load(Ordering::Relaxed),
            woken: self.0.woken.load(Ordering::Relaxed),
        }
    }

    /// Ends every long-poll, now and from now on: whoever waits is answered with what they saw last.
    pub(crate) fn hang_up(&self) {
        self.0.over.send_replace(true);
    }
}

impl Bell {
    fn waiting(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<()>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    /// Waits for a ring, at most this long. Answers whether it rang. Another process may have written without
    /// ringing, so nobody should wait for ever.
    pub async fn wait(&mut self, at_most: Duration) -> bool {
        tokio::time::timeout(at_most, self.0.changed()).await.is_ok_and(|rang| rang.is_ok())
    }
}

impl LongPoll {
    /// Waits until it is worth to look again. False when the time is over: what was seen last is the answer.
    pub async fn again(&mut self) -> bool {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() || *self.over.borrow() {
            return false;
        }
        let _waits = Waits::at(&self.bell);
        tokio::select! {
            biased;
            // Both senders live as long as this does.
            _ = self.ring.changed() => {
                self.bell.woken.fetch_add(1, Ordering::Relaxed);
                true
            }
            _ = self.over.changed() => false,
            () = tokio::time::sleep(left.min(LOOK_AGAIN)) => true,
        }
    }
}

/// Counted while it waits, however that ends.
struct Waits<'a>(&'a Bell);

impl<'a> Waits<'a> {
    fn at(bell: &'a Bell) -> Self {
        bell.polls.fetch_add(1, Ordering::Relaxed);
        Self(bell)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.polls.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for LongPoll {
    /// Whoever waits last for a thing takes its name away.
    fn drop(&mut self) {
        let mut waiting = self.bell.waiting();
        if waiting.get(&self.id).is_some_and(|waits| waits.receiver_count() <= 1) {
            waiting.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(ids: &[&str]) -> Concerns {
        Concerns::Only(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    /// Whether it would look again at once.
    async fn rang(poll: &mut LongPoll) -> bool {
        tokio::time::timeout(Duration::ZERO, poll.again()).await.unwrap_or(false)
    }

    #[tokio::test]
    async fn a_ring_wakes_those_whom_it_concerns_and_nobody_else() {
        let feed = Feed::default();
        let (mut one, mut other) = (feed.long_poll("task_1", 50), feed.long_poll("task_2", 50));
        feed.ring(EventSeq(1), &only(&["desktop_1", "task_1"]));
        assert!(rang(&mut one).await);
        assert!(!rang(&mut other).await, "what concerns another is nothing to it");
        feed.ring(EventSeq(2), &Concerns::Everyone);
        assert!(rang(&mut one).await);
        assert!(rang(&mut other).await);
        assert!(!rang(&mut other).await, "once for each ring");
    }

    #[tokio::test]
    async fn rings_between_two_looks_are_one_and_are_not_lost() {
        let feed = Feed::default();
        let mut poll = feed.long_poll("task_1", 50);
        for seq in 1..=3 {
            feed.ring(EventSeq(seq), &only(&["task_1"]));
        }
        assert!(rang(&mut poll).await);
        assert!(!rang(&mut poll).await);
        // An older event, rung late, concerns nobody less.
        feed.ring(EventSeq(2), &only(&["task_1"]));
        assert!(rang(&mut poll).await);
    }

    #[tokio::test]
    async fn a_poll_that_nobody_rings_looks_by_itself_and_ends_in_time() {
        let feed = Feed::default();
        let mut poll = feed.long_poll("task_1", 1);
        let begun = Instant::now();
        assert!(poll.again().await, "one last look when the time is over");
        assert!(begun.elapsed() >= Duration::from_secs(1));
        assert!(!poll.again().await);
    }

    #[tokio::test]
    async fn polls_end_when_the_desk_hangs_up_and_leave_nothing_behind() {
        let feed = Feed::default();
        let (mut one, two) = (feed.long_poll("task_1", 50), feed.long_poll("task_1", 50));
        drop(two);
        feed.ring(EventSeq(1), &only(&["task_1"]));
        assert!(rang(&mut one).await, "the other's end took nothing from it");
        feed.hang_up();
        assert!(!one.again().await);
        assert!(!feed.long_poll("task_2", 50).again().await);
        drop(one);
        assert!(feed.0.waiting().is_empty());
        assert_eq!(feed.polls(), Polls { waiting: 0, woken: 1 });
    }
}
