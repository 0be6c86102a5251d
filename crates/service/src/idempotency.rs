//! Requests that must not happen twice, however often they are sent.

use crate::{
    Error, MissionControl, StoreError,
    change::{Draft, until_fresh},
    purge::told_instead,
    store::{IdempotencyRecord, Write},
};
use domain::{ActionId, ApprovalId, Refusal, TaskId};

/// How long a request may be under way before another try takes over, in seconds.
const STUCK: i64 = 120;

/// What is known about an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is new: do it, then say how it went.
    New,
    /// It was done: answer the same again.
    Replay {
        /// The status it got.
        status: u16,
        /// The body it got.
        body: String,
    },
}

/// What a request or its answer names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A task.
    Task(TaskId),
    /// An approval of a task.
    Approval(ApprovalId),
    /// An action of a task.
    Action(ActionId),
}

impl MissionControl {
    /// Begins a request under a key. Refuses one that is under way, and a key that was used for something else. What is
    /// kept of it is erased with the task that it is about.
    pub async fn begin_idempotent(
        &self,
        principal: &str,
        key: &str,
        request_hash: [u8; 32],
        about: Option<&About>,
    ) -> Result<Begun, Error> {
        let now = self.clock.now();
        if let Some(known) = self.store.idempotency(principal, key).await? {
            let purged = known.request_hash == IdempotencyRecord::PURGED;
            if known.request_hash != request_hash && !purged {
                return Err(Refusal::IdempotencyKeyReused.into());
            }
            match known.answer {
                Some((status, body)) => return Ok(Begun::Replay { status, body }),
                None if now.seconds_since(known.at) < STUCK => {
                    return Err(Refusal::RequestInProgress.into());
                }
                // Its server died in the middle: forget it, then begin again below.
                None => self.end_idempotent(principal, key, None, &[]).await?,
            }
        }
        let task = match about {
            Some(about) => self.task_about(about).await?,
            None => None,
        };
        let record = IdempotencyRecord {
            principal: principal.to_owned(),
            key: key.to_owned(),
            request_hash,
            at: now,
            answer: None,
            task,
        };
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.write(Write::BeginIdempotent(record));
        match self.commit(draft.change).await {
            Ok(_) => Ok(Begun::New),
            Err(Error::Store(StoreError::Stale(_))) => Err(Refusal::RequestInProgress.into()),
            Err(other) => Err(other),
        }
    }

    /// Says how a request went; without an answer its key is forgotten, so that it can be tried again. An answer is not
    /// kept when a task that it names was purged meanwhile.
    pub async fn end_idempotent(
        &self,
        principal: &str,
        key: &str,
        answer: Option<(u16, String)>,
        names: &[About],
    ) -> Result<(), Error> {
        let mut tasks = Vec::new();
        for about in names {
            tasks.extend(self.task_about(about).await?.filter(|task| !tasks.contains(task)));
        }
        until_fresh!(async {
            let mut draft = Draft::new(domain::Party::system(), self.clock.now());
            let (mut answer, mut purged) = (answer.clone(), false);
            let kept = answer.is_some();
            for id in tasks.iter().filter(|_| kept) {
                match self.store.task(id).await?.map(|found| found.task.purged) {
                    Some(Some(erased)) => {
                        answer = Some(told_instead(erased.at)?);
                        purged = true;
                    }
                    Some(None) => drop(draft.write(Write::ExpectTexts(id.clone()))),
                    None => {}
                }
            }
            draft.write(Write::EndIdempotent {
                principal: principal.to_owned(),
                key: key.to_owned(),
                answer,
                task: tasks.first().filter(|_| tasks.len() == 1).cloned(),
                purged,
            });
            self.commit(draft.change).await.map(drop)
        })
    }

    /// The task of what is named, if there is such a thing.
    async fn task_about(&self, about: &About) -> Result<Option<TaskId>, Error> {
        Ok(match about {
            About::Task(id) => self.store.task(id).await?.map(|found| found.task.id),
            About::Approval(id) => self.store.approval(id).await?.map(|found| found.task.id),
            About::Action(id) => self.store.action(id).await?.map(|found| found.task.id),
        })
    }
}
