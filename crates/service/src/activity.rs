//! What happened, as a list.

use crate::{Error, Happened, HappenedQuery, MissionControl, tasks::page};
use domain::{Actor, Refusal, event::Event, limits, wire};

impl MissionControl {
    /// Events after a number, in order.
    pub async fn activity(
        &self,
        actor: &Actor,
        after: i64,
        limit: Option<u32>,
    ) -> Result<wire::Page<wire::ActivityItem>, Error> {
        actor.reader()?;
        let limit = crate::tasks::page_limit(limit, limits::PAGE)?;
        let events = self.store.events(after, limit + 1).await?;
        // Whoever asks from the beginning gets what there is.
        if after > 0
            && let Some(up_to) = self.missed(after, events.first()).await?
        {
            return Err(Refusal::NotKept { what: "events", up_to }.into());
        }
        let (events, next_cursor) = page(events, limit, |e| e.seq.0.to_string());
        Ok(wire::Page { items: events.into_iter().map(Into::into).collect(), next_cursor })
    }

    /// What happened, as one's filters say, without what runs print.
    pub async fn filtered_activity(
        &self,
        actor: &Actor,
        query: HappenedQuery,
    ) -> Result<wire::Page<wire::ActivityItem>, Error> {
        let (found, next) = self.happened(actor, query).await?;
        let items = found.into_iter().map(|one| one.event.into()).collect();
        Ok(wire::Page { items, next_cursor: next.map(|seq| seq.to_string()) })
    }

    /// What happened, newest first unless asked otherwise, with the names that a reader needs; and the number to go on from, when
    /// there is more.
    pub async fn happened(
        &self,
        actor: &Actor,
        mut query: HappenedQuery,
    ) -> Result<(Vec<Happened>, Option<i64>), Error> {
        actor.reader()?;
        let limit = crate::tasks::page_limit(Some(query.limit), limits::PAGE)?;
        query.limit = limit + 1;
        let rest = self.bounded(&mut query).await?;
        let mut found = self.store.happened(&query).await?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let before = found.last().filter(|_| more).map(|last| last.event.seq.0);
        Ok((found, before.or(rest)))
    }

    /// Holds one page to the events that it may look at: what fits a narrow filter may lie far back. Answers the number to go
    /// on from, when there are others.
    async fn bounded(&self, query: &mut HappenedQuery) -> Result<Option<i64>, Error> {
        // A day is bounded by itself.
        if query.day.is_some() {
            return Ok(None);
        }
        let oldest = query.after.unwrap_or_default().max(self.store.kept().await?.events_after);
        let newest = match query.before {
            Some(before) => before - 1,
            None => self.store.last_event().await?,
        };
        if newest - oldest <= limits::EVENTS_LOOKED_AT {
            return Ok(None);
        }
        if query.oldest_first {
            let last = oldest + limits::EVENTS_LOOKED_AT;
            (query.after, query.before) = (Some(oldest), Some(last + 1));
            return Ok(Some(last));
        }
        let first = newest - limits::EVENTS_LOOKED_AT;
        query.after = Some(first);
        Ok(Some(first + 1))
    }

    /// Up to which number events are kept no more; 0 when all are there.
    pub async fn forgotten_events(&self) -> Result<i64, Error> {
        Ok(self.store.kept().await?.events_after)
    }

    /// The number up to which events are kept no more, when somebody who has come to `after` missed some of those; `next` is
    /// the event that they get.
    async fn missed(&self, after: i64, next: Option<&Event>) -> Result<Option<i64>, Error> {
        // Mostly the next one is there, and nothing has to be asked.
        if next.is_some_and(|next| next.seq.0 == after + 1) {
            return Ok(None);
        }
        Ok(Some(self.forgotten_events().await?).filter(|up_to| after < *up_to))
    }

    /// The number of the last event: what a page rendered now has seen.
    pub async fn last_event(&self) -> Result<i64, Error> {
        Ok(self.store.last_event().await?)
    }
}
