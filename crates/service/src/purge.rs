//! Erasing what was written in tasks that are over: by an administrator when it held something secret, and by itself when
//! it was kept long enough. Who decided what, and when, stays, and so does the log.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    store::{Purge, Write},
};
use domain::{
    Actor, Party, Refusal, Task, TaskId, Timestamp,
    event::{EventKind, NewEvent},
    task::Purged,
    wire,
};
use std::{collections::HashSet, sync::atomic::Ordering};

/// How many tasks upkeep purges at a time: others write in between.
const ROUND: u32 = 20;
const DAY: i64 = 24 * 3600;

impl MissionControl {
    /// Erases the texts of a task and of every other attempt at it, all or none, and then every trace of them in the
    /// database. Doing it again does what is left to do.
    pub async fn purge_task(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PurgeTask,
    ) -> Result<wire::Task, Error> {
        let by = actor.admin()?;
        let id = TaskId::new(id);
        self.load_task(&id).await?;
        self.must_be_confirmed(actor, body.password.as_ref()).await?;
        until_fresh!(async {
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            for task in self.attempts(&id).await? {
                self.purge(&mut draft, task, true).await?;
            }
            if draft.change.writes.is_empty() {
                return Ok(());
            }
            self.commit(draft.change).await.map(drop)
        })?;
        self.wipe_traces().await?;
        self.view_task(&id).await
    }

    /// The task, what it tries again, and what tries it again.
    async fn attempts(&self, id: &TaskId) -> Result<Vec<Task>, Error> {
        let (mut found, mut known) = (Vec::new(), HashSet::from([id.clone()]));
        let mut next = vec![id.clone()];
        while let Some(id) = next.pop() {
            let task = self.load_task(&id).await?.task;
            let later = self.store.retries(&id).await?.into_iter().map(|record| record.task.id);
            next.extend(
                later.chain(task.retry_of.clone()).filter(|other| known.insert(other.clone())),
            );
            found.push(task);
        }
        Ok(found)
    }

    async fn purge(&self, draft: &mut Draft, before: Task, urgent: bool) -> Result<(), Error> {
        if before.purged.is_some() {
            return Ok(());
        }
        let read = before.version;
        let purged = Purged {
            by: draft.party(),
            at: draft.at,
            content_bytes: before.content.len() as u64,
            output_bytes: self.store.output(&before.id, 0).await?.1,
            files: u32::try_from(self.store.files(&before.id).await?.len()).unwrap_or(u32::MAX),
        };
        let task = before.purge(purged)?;
        let answer = told_instead(draft.at)?;
        for before in self.store.actions_of(&task.id).await? {
            let read = before.version;
            let action = Box::new(before.purge()?);
            draft.write(Write::PurgeAction { action, read });
        }
        for before in self.store.approvals_of(&task.id).await? {
            let read = before.version;
            draft.write(Write::PurgeApproval { approval: Box::new(before.purge()), read });
        }
        draft.event(
            NewEvent::new(EventKind::TaskPurged, draft.at).task(&task.id).desktop(&task.desktop),
        );
        draft.audit("task.purge", "task", &task.id, None);
        let at = draft.at;
        draft.write(Write::PurgeTask(Box::new(Purge { task, read, answer, urgent, at })));
        Ok(())
    }

    /// Upkeep: purges what was kept long enough, a few tasks at a time, and takes the traces out of the file: within the
    /// hour where somebody waits for it, else once a day, since everybody waits meanwhile.
    pub(crate) async fn purge_old(&self, before: Timestamp, now: Timestamp) -> Result<(), Error> {
        let turned =
            |seconds: i64| before.0 / (seconds * 1_000_000) != now.0 / (seconds * 1_000_000);
        if turned(3600) {
            self.purging.store(true, Ordering::Relaxed);
            let traces = self.store.traces().await?;
            if traces.urgent > 0 || (traces.tasks > 0 && turned(DAY)) {
                self.wipe_beside();
            }
        }
        if !self.purging.load(Ordering::Relaxed) {
            return Ok(());
        }
        let days = self.store.settings().await?.keep_payloads;
        if days == 0 {
            self.purging.store(false, Ordering::Relaxed);
            return Ok(());
        }
        let due = self.store.to_purge(now.plus_seconds(-i64::from(days) * DAY), ROUND).await?;
        if due.len() < ROUND as usize {
            self.purging.store(false, Ordering::Relaxed);
        }
        for task in due {
            self.purge_due(&task.id).await?;
        }
        Ok(())
    }

    async fn purge_due(&self, id: &TaskId) -> Result<(), Error> {
        until_fresh!(async {
            let mut draft = Draft::new(Party::system(), self.clock.now());
            self.purge(&mut draft, self.load_task(id).await?.task, false).await?;
            self.commit(draft.change).await.map(drop)
        })
    }
}

/// What a repeated request gets in place of an answer that told of a task that was purged at this moment.
pub(crate) fn told_instead(at: Timestamp) -> Result<(u16, String), Error> {
    let refusal = Refusal::Purged { at };
    let told = serde_json::to_string(&wire::Problem::from(&refusal))
        .map_err(|error| crate::StoreError::Broken(error.to_string()))?;
    Ok((refusal.status(), told))
}
