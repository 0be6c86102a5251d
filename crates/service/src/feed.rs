//! The bell. It says that something happened, never what: the event table is the truth.

use domain::EventSeq;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};

/// The longest a long-poll waits, in seconds: proxies cut at a minute.
const LONGEST_WAIT: u32 = 50;
/// Another process may write without ringing our bell, so a long-poll looks by itself this often.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Wakes whoever waits for news. A missed ring costs nothing: waiters read the table from where they were.
#[derive(Clone)]
pub struct Feed(Arc<watch::Sender<i64>>);

impl Default for Feed {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

/// Somebody who looks, and looks again at each ring, until there is news or their time is over.
pub(crate) struct LongPoll {
    until: Instant,
    bell: Listener,
}

/// Somebody who waits for the bell.
pub struct Listener(watch::Receiver<i64>);

impl Feed {
    /// Something up to this event was committed. Never fails, also when nobody listens.
    pub fn ring(&self, last: EventSeq) {
        self.0.send_if_modified(|seen| {
            let newer = last.0 > *seen;
            *seen = last.0.max(*seen);
            newer
        });
    }

    /// Starts to listen: rings from now on are noticed, also those between two waits.
    pub fn listen(&self) -> Listener {
        let mut receiver = self.0.subscribe();
        receiver.mark_unchanged();
        Listener(receiver)
    }

    /// Starts a long-poll of that many seconds, 50 at most. Rings are noticed from now on, so start it before the first
    /// look.
    pub(crate) fn long_poll(&self, seconds: u32) -> LongPoll {
        let until = Instant::now() + Duration::from_secs(seconds.min(LONGEST_WAIT).into());
        LongPoll { until, bell: self.listen() }
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
        if left.is_zero() {
            return false;
        }
        self.bell.wait(left.min(LOOK_AGAIN)).await;
        true
    }
}
