//! The two things that are not decided here: what time it is, and what is random.

use crate::{Error, MissionControl, StoreError};
use domain::Timestamp;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

/// What time it is.
pub trait Clock: Send + Sync + 'static {
    /// Now, UTC.
    fn now(&self) -> Timestamp;
}

/// Fresh ids and secrets.
pub trait Ids: Send + Sync + 'static {
    /// A new id: the prefix and a UUIDv7 in hex, so that ids sort by age.
    fn id(&self, prefix: &str) -> String;
    /// 256 random bits, for secrets.
    fn secret(&self) -> [u8; 32];
}

/// How often the database is asked for its time at once: the quickest answer says most.
const ASKED: usize = 3;
/// By so much at once no clock drifts, in seconds: somebody has set one, rightly or not.
const JUMP: i64 = 3600;

/// This machine's clock, set by the database's where that has one: leases, deadlines and sessions that one server begins
/// are over for all of them at the same moment, whatever their machines say.
pub(crate) struct SharedClock {
    own: Arc<dyn Clock>,
    /// How far the database's clock is ahead of ours, in microseconds.
    ahead: AtomicI64,
    /// Whether that was ever asked.
    followed: AtomicBool,
}

impl SharedClock {
    pub(crate) fn on(own: Arc<dyn Clock>) -> Self {
        Self { own, ahead: AtomicI64::new(0), followed: AtomicBool::new(false) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(self.own.now().0 + self.ahead.load(Ordering::Relaxed))
    }
}

impl MissionControl {
    /// Goes by the database's clock from now on. Answers how far it is ahead of this machine's, in microseconds; 0 where they
    /// are the same clock. It is right to half the time that the database takes to answer. Do it again from time to time:
    /// clocks drift, and are set.
    pub async fn follow_clock(&self) -> Result<i64, Error> {
        let mut best: Option<(i64, i64)> = None;
        for _ in 0..ASKED {
            let asked = self.clock.own.now();
            let Some(theirs) = self.store.clock().await? else { return Ok(0) };
            let took = self.clock.own.now().micros_since(asked);
            let ahead = theirs.micros_since(Timestamp(asked.0 + took / 2));
            best = best.filter(|(quickest, _)| *quickest <= took).or(Some((took, ahead)));
        }
        let ahead = best.map_or(0, |(_, ahead)| ahead);
        let before = self.clock.ahead.load(Ordering::Relaxed);
        let jumped = (ahead - before).abs() / 1_000_000;
        // Everything that ends by its time would end, and be erased, because somebody set a clock.
        if self.clock.followed.swap(true, Ordering::Relaxed) && jumped >= JUMP {
            let minutes = jumped / 60;
            return Err(StoreError::Busy(format!(
                "the database's clock and this machine's moved {minutes} minutes apart at once, which is not followed. Set \
                 the one that is wrong, or start this server anew"
            ))
            .into());
        }
        self.clock.ahead.store(ahead, Ordering::Relaxed);
        Ok(ahead)
    }
}
