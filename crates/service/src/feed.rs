//! The bell. It says that something happened, never what: the event table is the truth.

use domain::EventSeq;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// Wakes whoever waits for news. A missed ring costs nothing: waiters read the table from where they were.
#[derive(Clone)]
pub struct Feed(Arc<watch::Sender<i64>>);

impl Default for Feed {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
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
}

impl Listener {
    /// Waits for a ring, at most this long. Answers whether it rang. Another process may have written without
    /// ringing, so nobody should wait for ever.
    pub async fn wait(&mut self, at_most: Duration) -> bool {
        tokio::time::timeout(at_most, self.0.changed()).await.is_ok_and(|rang| rang.is_ok())
    }
}
