//! What a task waits for and what waits for it, directly or not.

use crate::{Error, MissionControl, store::LinkedTask};
use domain::Actor;

/// The tasks around one, over every link. At most [`TaskLinks::MOST`] on each side, those nearest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskLinks {
    /// What it waits for or waited for.
    pub before: Vec<LinkedTask>,
    /// What waits for it or waited for it.
    pub after: Vec<LinkedTask>,
}

impl TaskLinks {
    /// The most tasks on one side.
    pub const MOST: u32 = 1_000;
}

impl MissionControl {
    /// What a task waits for and what waits for it. Empty for a task without links.
    pub async fn task_links(&self, actor: &Actor, id: &str) -> Result<TaskLinks, Error> {
        let task = self.readable_task(actor, id).await?.task;
        Ok(TaskLinks {
            before: self.store.links_before(&task.id, TaskLinks::MOST).await?,
            after: self.store.links_after(&task.id, TaskLinks::MOST).await?,
        })
    }
}
