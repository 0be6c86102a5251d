//! Upkeep: what ends by itself because time passed.

use crate::{
    Error, MissionControl, StoreError,
    change::{Draft, until_fresh},
    sessions::short_lived_before,
    store::{SharedWrite, Write},
    tries::Limit,
};
use domain::{
    Refusal, Task, TaskState, Timestamp,
    desktop::Desktop,
    event::{EventKind, NewEvent},
    limits,
    task::Pending,
};
use std::sync::atomic::Ordering;

/// How often old sessions, notices and idempotency keys are forgotten, in seconds.
const PRUNE_EVERY: i64 = 3600;

impl MissionControl {
    /// Ends runs whose lease is over and approvals whose time is up, and tells of desktops that fell silent. Call it
    /// every second; calling it twice at once is harmless, since every transition is guarded.
    pub async fn sweep(&self) -> Result<(), Error> {
        let now = self.clock.now();
        // Each on the heap: they hold all that surrounds what ends.
        for approval in self.store.undecided(now).await? {
            Box::pin(self.expire_approval(&approval)).await?;
        }
        for task in self.store.overdue(now).await? {
            match &task.state {
                TaskState::Pending(Pending::Queued { approval: Some(id), .. }) => {
                    if let Some(record) = self.store.approval(id).await? {
                        Box::pin(self.expire_approval(&record.approval)).await?;
                    }
                }
                _ => Box::pin(self.lose(&task)).await?,
            }
        }
        for action in self.store.overdue_actions(now).await? {
            Box::pin(self.end_overdue_action(&action)).await?;
        }
        let before = Timestamp(self.swept.swap(now.0, Ordering::Relaxed));
        if before != Timestamp::default() {
            self.tell_offline(before, now).await?;
        }
        if before.0 / (PRUNE_EVERY * 1_000_000) != now.0 / (PRUNE_EVERY * 1_000_000) {
            self.prune(now).await?;
        }
        Box::pin(self.finish_renewals()).await?;
        Box::pin(self.purge_old(before, now)).await?;
        Box::pin(self.forget_old(before, now)).await?;
        // Last: nothing that has to end waits for what is only said.
        Box::pin(self.remind(now)).await
    }

    /// A runner fell silent past its lease.
    async fn lose(&self, task: &Task) -> Result<(), Error> {
        until_fresh!(async {
            let before = self.load_task(&task.id).await?.task;
            let now = self.clock.now();
            if !self.wiping.leases_count(now) {
                return Ok(());
            }
            // Its runner was heard of again, or it ended, since it was looked up.
            let Ok(after) = before.clone().lose(now) else { return Ok(()) };
            let draft = Draft::new(domain::Party::system(), now);
            self.commit_end(draft, &before, &after, "task.lose").await.map(drop)
        })
    }

    async fn tell_offline(&self, before: Timestamp, now: Timestamp) -> Result<(), Error> {
        for desktop in self.store.desktops().await? {
            if desktop.online(before) && !desktop.online(now) {
                self.tell_one_offline(&desktop, now).await?;
            }
        }
        Ok(())
    }

    /// Says it once, also when another server says it at this moment or just before it died.
    async fn tell_one_offline(&self, desktop: &Desktop, now: Timestamp) -> Result<(), Error> {
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.event(NewEvent::new(EventKind::DesktopOffline, now).desktop(&desktop.id));
        let told = match self.take(&mut draft, Limit::silence(desktop)).await {
            Ok(()) => self.commit(draft.change).await.map(drop),
            refused => refused,
        };
        match told {
            Err(
                Error::Refused(Refusal::RateLimited { .. }) | Error::Store(StoreError::Stale(_)),
            ) => Ok(()),
            told => told,
        }
    }

    async fn prune(&self, now: Timestamp) -> Result<(), Error> {
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.write(Write::Prune {
            sessions_before: now.plus_seconds(-limits::SESSION_IDLE),
            sessions_made_before: now.plus_seconds(-limits::SESSION_ABSOLUTE),
            short_lived_before: short_lived_before(now),
        });
        draft.write(Write::Shared(SharedWrite::PruneTries(now)));
        self.commit(draft.change).await?;
        Ok(())
    }

    /// Whether the database answers and can be written.
    pub async fn ready(&self) -> Result<(), Error> {
        Ok(self.store.ready().await?)
    }
}
