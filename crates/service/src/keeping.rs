//! How much is kept of what happened: the oldest is forgotten by itself, a little at a time, so that others write in
//! between.

use crate::{
    Error, MissionControl,
    store::{Change, RecordWrite, Write},
};
use domain::{Timestamp, attention::Rule, limits};
use std::sync::atomic::Ordering;

/// How many rows one commit forgets at most: a few milliseconds of the writer's time.
const ROUND: u32 = 1_000;
/// How many commits one look makes at most. It looks every second while there is more.
const ROUNDS: u32 = 10;
/// How often upkeep looks whether something is old, in seconds.
const LOOK_EVERY: i64 = 60;

impl MissionControl {
    /// Upkeep: forgets events and what webhooks were told when they were kept long enough, answers that do not count any
    /// more, and rows of the audit log that were archived and are still there.
    pub(crate) async fn forget_old(&self, before: Timestamp, now: Timestamp) -> Result<(), Error> {
        let every = LOOK_EVERY * 1_000_000;
        if before.0 / every != now.0 / every {
            self.forgetting.store(true, Ordering::Relaxed);
            self.forget_uncounted(now).await?;
            self.forget_archived().await?;
        }
        if self.forgetting.load(Ordering::Relaxed) && !self.forget_events(now).await? {
            self.forgetting.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Answers that do not count any more, and what webhooks were told.
    async fn forget_uncounted(&self, now: Timestamp) -> Result<(), Error> {
        // Twice as long as they count: nobody is counting them now.
        let before = Rule::from(Rule::from(now));
        let mut old = vec![RecordWrite::ForgetAnswers { before, most: ROUND }];
        if let Some(before) = self.kept_since(now).await? {
            old.push(RecordWrite::ForgetDeliveries { before, most: ROUND });
        }
        self.forget(old).await
    }

    /// Whether there may be more.
    async fn forget_events(&self, now: Timestamp) -> Result<bool, Error> {
        let Some(before) = self.kept_since(now).await? else { return Ok(false) };
        for _ in 0..ROUNDS {
            let newest = self.store.last_event().await?;
            let old = self.store.old_events(before, ROUND).await?;
            let old = old.map(|up_to| up_to.min(newest - limits::EVENTS_KEPT));
            let kept = self.store.kept().await?;
            let Some(up_to) = old.filter(|up_to| *up_to > kept.events_after) else {
                return Ok(false);
            };
            self.forget(vec![RecordWrite::ForgetEvents { up_to }]).await?;
        }
        Ok(true)
    }

    /// Takes rows of the audit log that stand in an archive out of the database, a few at a time. Answers whether there are
    /// more.
    pub(crate) async fn forget_archived(&self) -> Result<bool, Error> {
        let archived = self.store.kept().await?.audit_after.rows;
        for _ in 0..ROUNDS {
            let first = self.store.audit(0, 1).await?;
            if first.first().is_none_or(|row| row.seq > archived) {
                return Ok(false);
            }
            self.forget(vec![RecordWrite::ForgetArchived { most: ROUND }]).await?;
        }
        Ok(true)
    }

    /// Since when what happened is kept; `None` is for ever.
    async fn kept_since(&self, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        let days = self.store.settings().await?.keep_activity;
        Ok((days > 0).then(|| now.plus_seconds(-i64::from(days) * Timestamp::DAY_SECONDS)))
    }

    async fn forget(&self, old: Vec<RecordWrite>) -> Result<(), Error> {
        let writes = old.into_iter().map(Write::Record).collect();
        self.commit(Change { writes, ..Change::default() }).await.map(drop)
    }
}
