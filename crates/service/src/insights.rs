//! How people decide, in numbers that the team sees.

use crate::{ApprovalList, Error, MissionControl};
use domain::{
    Actor, Gate, Timestamp,
    insight::{Decided, Pace, days, first_day},
    limits, wire,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How many of the requests that wait longest are named.
const LONGEST: u32 = 5;
/// What the board calls of late, in seconds: seven days.
const OF_LATE: i64 = 7 * Timestamp::DAY_SECONDS;
/// How old the board's number may be, in seconds. It is on every board, and one decision hardly moves it.
const KEPT: i64 = 60;

/// Which decisions are summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InsightFilter {
    /// Only at this gate.
    pub gate: Option<Gate>,
    /// Only those of this person, by id.
    pub by: Option<String>,
}

/// How fast people decided of late, and when that was counted.
#[derive(Debug, Default)]
pub(crate) struct RecentPace(Mutex<Option<(Timestamp, Pace)>>);

impl RecentPace {
    fn get(&self, now: Timestamp) -> Option<Pace> {
        let kept = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.filter(|(at, _)| (0..KEPT).contains(&now.seconds_since(*at))).map(|(_, pace)| pace)
    }

    fn keep(&self, now: Timestamp, pace: Pace) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, pace));
    }
}

impl MissionControl {
    /// The decisions of the last 30 days, or the newest of them when they are very many, summed up, and what waits longest. What waits is everybody's, so
    /// that list does not go by the person.
    pub async fn insights(
        &self,
        actor: &Actor,
        filter: InsightFilter,
    ) -> Result<wire::Insights, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let from = first_day(now);
        // This moment counts too.
        let all = self.store.decided(from, Timestamp(now.0 + 1), filter.gate).await?;
        let cut = all.len() >= limits::DECISIONS_COUNTED as usize;
        let from = all.last().filter(|_| cut).map_or(from, |oldest| oldest.at);
        let longest =
            ApprovalList { gate: filter.gate, limit: Some(LONGEST), ..ApprovalList::default() };
        let waiting = self.approvals(actor, longest).await?.items;
        let people = people(&all);
        let asked = |decided: &&Decided| filter.by.as_ref().is_none_or(|by| *by == decided.by);
        let asked: Vec<&Decided> = all.iter().filter(asked).collect();
        Ok(wire::Insights {
            from,
            to: now,
            pace: Pace::of(asked.iter().copied()).into(),
            days: days(asked.iter().copied(), now).into_iter().map(Into::into).collect(),
            people,
            waiting,
            attention: self.everybodys_attention(now).await?,
        })
    }

    /// How fast people decided in the last seven days, as it was at most a minute ago.
    pub async fn recent_pace(&self, actor: &Actor) -> Result<Pace, Error> {
        actor.reader()?;
        let now = self.clock.now();
        if let Some(pace) = self.pace.get(now) {
            return Ok(pace);
        }
        let from = now.plus_seconds(-OF_LATE);
        let pace = Pace::of(&self.store.decided(from, Timestamp(now.0 + 1), None).await?);
        self.pace.keep(now, pace);
        Ok(pace)
    }
}

/// Each person's own, under the name they had last; who decided most, first.
fn people(all: &[Decided]) -> Vec<wire::PersonPace> {
    let mut by_id: BTreeMap<&str, Vec<&Decided>> = BTreeMap::new();
    for decided in all {
        by_id.entry(&decided.by).or_default().push(decided);
    }
    let one = |(id, own): (&str, Vec<&Decided>)| {
        let name = own.iter().max_by_key(|decided| decided.at)?.by_name.clone();
        let by = wire::PersonRef { id: id.to_owned(), name };
        Some(wire::PersonPace { by, pace: Pace::of(own).into() })
    };
    let mut people: Vec<_> = by_id.into_iter().filter_map(one).collect();
    people.sort_by(|a, b| {
        b.pace.decisions.cmp(&a.pace.decisions).then_with(|| a.by.name.cmp(&b.by.name))
    });
    people
}
