//! The board: six columns with true counts, and what waits for a person.

use crate::{
    Error, MissionControl, TaskFilter,
    store::{TaskQuery, Waiting},
    views,
};
use domain::{Actor, TaskStatus, Timestamp, wire};

/// Cards a column shows before "n more".
const CARDS: u32 = 50;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Which.
    pub status: TaskStatus,
    /// How many tasks match, shown or not.
    pub count: u32,
    /// The newest of them.
    pub tasks: Vec<wire::Task>,
}

/// The board as it is.
#[derive(Clone, Debug)]
pub struct Board {
    /// The six columns, from left to right.
    pub columns: Vec<Column>,
    /// What waits for a person.
    pub waiting: Waiting,
    /// The last event it has seen.
    pub seq: i64,
    /// When it was read.
    pub now: Timestamp,
    /// How many tasks match.
    pub total: u32,
    /// How many tasks the filter hides.
    pub hidden: u32,
}

impl MissionControl {
    /// The board through a filter; its limit is the number of cards a column shows.
    pub async fn board(&self, actor: &Actor, filter: TaskFilter) -> Result<Board, Error> {
        actor.reader()?;
        // The number first: what happens while we read is told again rather than missed.
        let seq = self.store.last_event().await?;
        let query = filter.query(CARDS)?;
        let now = self.clock.now();
        let counts = self.store.count_tasks(&query).await?;
        let all: u32 =
            self.store.count_tasks(&TaskQuery::default()).await?.iter().map(|c| c.count).sum();
        let mut columns = Vec::with_capacity(TaskStatus::ALL.len());
        for status in TaskStatus::ALL {
            let count = counts.iter().find(|c| c.status == status).map_or(0, |c| c.count);
            let wanted = filter.statuses.is_empty() || filter.statuses.contains(&status);
            let records = if count > 0 && wanted {
                self.store.tasks(&TaskQuery { statuses: vec![status], ..query.clone() }).await?
            } else {
                Vec::new()
            };
            columns.push(Column {
                status,
                count,
                tasks: records.iter().map(|r| views::task(r, now)).collect(),
            });
        }
        let total = counts.iter().map(|c| c.count).sum();
        Ok(Board {
            columns,
            waiting: self.waiting(actor).await?,
            seq,
            now,
            total,
            hidden: all.saturating_sub(total),
        })
    }

    /// What waits for a person, counted.
    pub async fn waiting(&self, actor: &Actor) -> Result<Waiting, Error> {
        actor.reader()?;
        Ok(self.store.waiting().await?)
    }
}
