//! The board: six columns with true counts, and what waits for a person.

use crate::{
    Error, MissionControl, TaskFilter,
    store::{TaskQuery, Waiting},
    views,
};
use domain::{Actor, TaskId, TaskStatus, Timestamp, wire};
use std::collections::BTreeMap;

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
    /// The last event it has seen.
    pub seq: i64,
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
    /// The board through a filter; its limit is the number of cards a column shows.
    pub async fn board(&self, actor: &Actor, filter: TaskFilter) -> Result<Board, Error> {
        actor.reader()?;
        // The number first: what happens while we read is told again rather than missed.
        let seq = self.store.last_event().await?;
        let mut query = TaskQuery { per_status: true, ..filter.query(CARDS)? };
        if query.statuses.is_empty() {
            query.statuses = TaskStatus::ALL.to_vec();
        }
        let everything = TaskQuery::default();
        let now = self.clock.now();
        let (counts, all, records) = tokio::try_join!(
            self.store.count_tasks(&query),
            self.store.count_tasks(&everything),
            self.store.tasks(&query),
        )?;
        let mut tasks: Vec<_> = records.iter().map(|record| views::task(record, now)).collect();
        let columns = TaskStatus::ALL.into_iter().map(|status| Column {
            status,
            count: counts.iter().find(|c| c.status == status).map_or(0, |c| c.count),
            tasks: tasks.extract_if(.., |task| task.status == status).collect(),
        });
        let columns = columns.collect();
        let total = counts.iter().map(|c| c.count).sum();
        let running = all.iter().find(|c| c.status == TaskStatus::Running).map_or(0, |c| c.count);
        let all: u32 = all.iter().map(|c| c.count).sum();
        Ok(Board { columns, seq, now, total, hidden: all.saturating_sub(total), running })
    }

    /// The numbers of these tasks, by id; those that are not there are left out.
    pub async fn task_numbers(
        &self,
        actor: &Actor,
        ids: &[String],
    ) -> Result<BTreeMap<String, i64>, Error> {
        actor.reader()?;
        let ids: Vec<TaskId> = ids.iter().map(TaskId::new).collect();
        let found = self.store.task_numbers(&ids).await?;
        Ok(found.into_iter().map(|(id, number)| (id.to_string(), number)).collect())
    }

    /// What waits for a person, counted, without what whoever asks has put aside.
    pub async fn waiting(&self, actor: &Actor) -> Result<Waiting, Error> {
        actor.reader()?;
        self.waiting_for(actor).await
    }
}
