//! What servers on one database have to agree about while they run: who does what one does at a time, and what the others
//! committed.

use crate::{MissionControl, store::Lead};
use std::sync::atomic::Ordering;

/// How long before it takes over the one before may have died without anybody noticing, in seconds.
const UNNOTICED: i64 = 30;

impl MissionControl {
    /// Waits until this server does what one does at a time: upkeep, and telling people and webhooks. It has it until the
    /// answer says that it is lost, or is dropped.
    pub async fn lead(&self) -> Box<dyn Lead> {
        let lead = self.store.lead().await;
        if self.store.is_shared() {
            self.takes_over();
        }
        lead
    }

    /// Another server may have done it until now, or the database may have been away. What ended meanwhile is looked for
    /// from before that on; and runners that could not be heard are given the time to be heard again.
    fn takes_over(&self) {
        let now = self.clock.now();
        let since = now.plus_seconds(-UNNOTICED);
        // What this server saw itself, as the leader before, is not looked for again.
        self.swept.fetch_max(since.0, Ordering::Relaxed);
        self.wiping.was_deaf(now);
    }

    /// Whether several servers may work on this database.
    pub fn is_shared(&self) -> bool {
        self.store.is_shared()
    }

    /// Rings this server's bell for what others commit, for ever. Without it they are heard later: whoever waits looks by
    /// itself every few seconds.
    pub async fn hear_others(&self) {
        let mut bell = self.store.bell();
        loop {
            self.feed.heard(bell.next().await);
        }
    }
}
