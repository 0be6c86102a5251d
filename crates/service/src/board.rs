//! The board: six columns with true counts, and what waits for a person.

use crate::{
    Card, Error, MissionControl, TaskFilter,
    store::{StatusCount, TaskQuery, Unclosed, Waiting, Window},
};
use domain::{Actor, Refusal, TaskStatus, Timestamp};

/// Cards a column shows before "n more".
const CARDS: u32 = 50;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Which.
    pub status: TaskStatus,
    /// How many tasks match, shown or not.
    pub count: u32,
    /// How many of them come before the first of these.
    pub from: u32,
    /// The newest of them, or those from a place further on; in Pending and Running what waits for a person comes first.
    pub cards: Vec<Card>,
}

/// The board as it is.
#[derive(Clone, Debug)]
pub struct Board {
    /// The six columns, from left to right.
    pub columns: Vec<Column>,
    /// When it was read.
    pub now: Timestamp,
    /// How many tasks match.
    pub total: u32,
    /// How many tasks the filter hides.
    pub hidden: u32,
    /// How many tasks run, whatever the filter says.
    pub running: u32,
}

impl MissionControl {
    /// The board through a filter; its limit is the number of cards a column shows. A column with a window shows that part
    /// of it instead; one that begins after the last card is moved back, so that it ends with it.
    pub async fn board(
        &self,
        actor: &Actor,
        filter: TaskFilter,
        windows: &[Window],
    ) -> Result<Board, Error> {
        actor.reader()?;
        if windows.iter().any(|window| !(1..=domain::limits::PAGE_MAX).contains(&window.cards)) {
            return Err(Refusal::invalid("cards", "It must be 1 to 200.").into());
        }
        let query = filter.query(CARDS)?;
        let now = self.clock.now();
        let (counts, all) = self.counted(&query).await?;
        let count = |status| number(&counts, status);
        let shown: Vec<_> = TaskStatus::ALL
            .into_iter()
            .filter(|status| query.statuses.is_empty() || query.statuses.contains(status))
            .map(|status| {
                let whole = Window { status, from: 0, cards: query.limit };
                let asked = windows.iter().find(|window| window.status == status);
                let asked = asked.copied().unwrap_or(whole);
                let from = asked.from.min(count(status).saturating_sub(asked.cards));
                Window { from, ..asked }
            })
            .collect();
        let filled: Vec<_> =
            shown.iter().copied().filter(|window| count(window.status) > 0).collect();
        let mut cards: Vec<Card> = self
            .store
            .cards(&query, &filled)
            .await?
            .into_iter()
            .map(|record| Card::of(record, now))
            .collect();
        let columns = TaskStatus::ALL.into_iter().map(|status| Column {
            status,
            count: count(status),
            from: shown.iter().find(|shown| shown.status == status).map_or(0, |shown| shown.from),
            cards: cards.extract_if(.., |card| card.status() == status).collect(),
        });
        let columns = columns.collect();
        let total = counts.iter().map(|c| c.count).sum();
        let running = number(&all, TaskStatus::Running);
        let all: u32 = all.iter().map(|c| c.count).sum();
        Ok(Board { columns, now, total, hidden: all.saturating_sub(total), running })
    }

    /// How many tasks the query lets through, and how many there are. Without a filter that is one question.
    async fn counted(
        &self,
        query: &TaskQuery,
    ) -> Result<(Vec<StatusCount>, Vec<StatusCount>), Error> {
        let everything = TaskQuery::default();
        let narrows = TaskQuery { limit: 0, statuses: Vec::new(), ..query.clone() } != everything;
        let all = self.store.count_tasks(&everything).await?;
        let counts = if narrows { self.store.count_tasks(query).await? } else { all.clone() };
        Ok((counts, all))
    }

    /// The names of all agents that ever worked on a task, in order.
    pub async fn task_agents(&self, actor: &Actor) -> Result<Vec<String>, Error> {
        actor.reader()?;
        Ok(self.store.task_agents().await?)
    }

    /// Actions, then commands, of which nobody knows whether they ran, until a person closes them; those that fell silent
    /// first, first.
    pub async fn unclosed(&self, actor: &Actor) -> Result<Vec<Unclosed>, Error> {
        actor.reader()?;
        Ok(self.store.unclosed().await?)
    }

    /// What waits for a person, counted, without what whoever asks has put aside.
    pub async fn waiting(&self, actor: &Actor) -> Result<Waiting, Error> {
        actor.reader()?;
        self.waiting_for(actor).await
    }
}

fn number(counts: &[StatusCount], status: TaskStatus) -> u32 {
    counts.iter().find(|count| count.status == status).map_or(0, |count| count.count)
}
