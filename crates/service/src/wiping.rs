//! When the file was written anew. Every write waits for that, also the heartbeats of runners: for as long, silence says
//! nothing about them.

use crate::{Error, MissionControl, StoreError};
use domain::{Refusal, Timestamp, limits};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// Whether it goes on, and when it last ended.
#[derive(Debug, Default)]
pub(crate) struct Wiping {
    /// How many were asked for and have not ended.
    under_way: AtomicU32,
    /// When the last one ended, in microseconds; 0 is never.
    ended: AtomicI64,
}

impl Wiping {
    fn begin(&self) {
        self.under_way.fetch_add(1, Ordering::SeqCst);
    }

    fn end(&self, at: Timestamp) {
        // In this order: there is no moment at which it is neither under way nor just over.
        self.ended.fetch_max(at.0, Ordering::SeqCst);
        self.under_way.fetch_sub(1, Ordering::SeqCst);
    }

    /// Nobody could be heard until now: the database was away, or another server listened.
    pub(crate) fn was_deaf(&self, until: Timestamp) {
        self.ended.fetch_max(until.0, Ordering::SeqCst);
    }

    fn goes_on(&self) -> bool {
        self.under_way.load(Ordering::SeqCst) > 0
    }

    /// Whether a lease that is over by its time says that its runner fell silent. Not until every runner has had the time
    /// to be heard of again.
    pub(crate) fn leases_count(&self, now: Timestamp) -> bool {
        let ended = Timestamp(self.ended.load(Ordering::SeqCst));
        !self.goes_on()
            && (ended == Timestamp::default() || now >= ended.plus_seconds(limits::LEASE_SECONDS))
    }
}

/// One that goes on. Its end is noted however it ends, or no lease would ever end again.
struct GoesOn(MissionControl);

impl Drop for GoesOn {
    fn drop(&mut self) {
        self.0.wiping.end(self.0.clock.now());
    }
}

impl MissionControl {
    /// Takes what was purged out of the file, or says that it could not be done yet.
    pub(crate) async fn wipe_traces(&self) -> Result<(), Error> {
        if self.store.traces().await?.tasks == 0 {
            return Ok(());
        }
        let desk = self.clone();
        // In a task of its own: it goes on, and so its end is noted, also when whoever asked goes away.
        let wiped = tokio::spawn(async move {
            desk.wiping.begin();
            let goes_on = GoesOn(desk);
            goes_on.0.store.wipe().await
        });
        let wiped = wiped.await.unwrap_or_else(|panic| Err(StoreError::Broken(panic.to_string())));
        wiped.map_err(|error| {
            tracing::warn!(%error, "what was purged may still be found in the file");
            Refusal::NotWiped.into()
        })
    }

    /// Does it beside all else, unless it is being done: what has to end by itself does not wait for it.
    pub(crate) fn wipe_beside(&self) {
        if self.wiping.goes_on() {
            return;
        }
        let desk = self.clone();
        // One that failed was told of, and is tried again in an hour.
        tokio::spawn(async move { desk.wipe_traces().await.map_err(drop) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lease_ends_while_writes_wait_nor_shortly_after() {
        let (wiping, at) = (Wiping::default(), |seconds| Timestamp(1).plus_seconds(seconds));
        assert!(wiping.leases_count(at(0)), "nothing was ever wiped");
        wiping.begin();
        wiping.begin();
        assert!(!wiping.leases_count(at(1000)));
        wiping.end(at(1000));
        assert!(!wiping.leases_count(at(2000)), "another goes on");
        wiping.end(at(2000));
        assert!(!wiping.leases_count(at(2029)));
        assert!(wiping.leases_count(at(2030)));
    }
}
