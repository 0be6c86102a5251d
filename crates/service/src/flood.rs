//! An agent that asks faster than anybody reads is refused, and people are told of that once, not once a request.

use crate::{Error, MissionControl, StoreError, change::Draft, tries::Limit};
use domain::{Actor, Party, Refusal, TaskId, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How long nothing more is said of the same task, in seconds.
const QUIET: i64 = 600;

/// Which tasks' agents were told of, and how often they were refused since, as far as this server knows: a refusal writes
/// nothing. That people are told once, whichever servers refuse, is a limit that all share.
#[derive(Default)]
pub(crate) struct Floods(Mutex<BTreeMap<TaskId, (Timestamp, u32)>>);

impl Floods {
    /// Counts a refusal. Answers how many there were since people were last told, when it is time to tell them.
    fn count(&self, task: &TaskId, now: Timestamp) -> Option<u32> {
        let mut floods = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        floods.retain(|other, (told, _)| other == task || now.seconds_since(*told) < 2 * QUIET);
        match floods.get_mut(task) {
            Some((told, refused)) if now.seconds_since(*told) < QUIET => {
                *refused += 1;
                None
            }
            Some((told, refused)) => {
                *told = now;
                Some(std::mem::replace(refused, 0))
            }
            None => {
                floods.insert(task.clone(), (now, 0));
                Some(0)
            }
        }
    }
}

impl Floods {
    /// Another server told people: what this one counted is said the next time.
    fn told_elsewhere(&self, task: &TaskId, before: u32) {
        let mut floods = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, refused)) = floods.get_mut(task) {
            *refused += before + 1;
        }
    }
}

impl MissionControl {
    /// Says in the task's thread that its agent asks too fast, if the outcome is that and nobody was told of late.
    pub(crate) async fn tell_of_flood<T>(
        &self,
        actor: &Actor,
        task: &TaskId,
        outcome: &Result<T, Error>,
    ) -> Result<(), Error> {
        let Err(Error::Refused(Refusal::RateLimited { .. } | Refusal::TooManyWaiting)) = outcome
        else {
            return Ok(());
        };
        let now = self.clock.now();
        let Some(before) = self.floods.count(task, now) else { return Ok(()) };
        let record = self.load_task(task).await?;
        let agent = record.task.agent.as_ref().or(record.task.external_agent.as_ref());
        let agent = agent.cloned().unwrap_or_else(|| actor.party().name);
        let text = match before {
            0 => format!(
                "{agent} asks faster than anybody can read. Its further requests are refused until it waits; what waits here already still waits."
            ),
            1 => format!(
                "{agent} still asks faster than anybody can read: 1 more request was refused since the last message about it."
            ),
            more => format!(
                "{agent} still asks faster than anybody can read: {more} more requests were refused since the last message about it."
            ),
        };
        let mut draft = Draft::new(Party::system(), now);
        draft.say(self.message(&record.task, Party::system(), now, text));
        let told = match self.take(&mut draft, Limit::floods(task)).await {
            Ok(()) => self.commit(draft.change).await.map(drop),
            refused => refused,
        };
        match told {
            Err(
                Error::Refused(Refusal::RateLimited { .. }) | Error::Store(StoreError::Stale(_)),
            ) => {
                self.floods.told_elsewhere(task, before);
                Ok(())
            }
            told => told,
        }
    }
}
