//! What happened, as a list.

use crate::{Error, Happened, HappenedQuery, MissionControl, tasks::page};
use domain::{Actor, limits, wire};

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
        let mut found = self.store.happened(&query).await?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let before = found.last().filter(|_| more).map(|last| last.event.seq.0);
        Ok((found, before))
    }

    /// The number of the last event: what a page rendered now has seen.
    pub async fn last_event(&self) -> Result<i64, Error> {
        Ok(self.store.last_event().await?)
    }
}
