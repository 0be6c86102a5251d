//! What a database that was put back from a backup may no longer do by itself.

use crate::{
    Error, MissionControl,
    anew::Anew,
    change::Draft,
    sessions::short_lived_before,
    store::{TaskQuery, Write},
};
use domain::{Actor, Party, Task, TaskState, TaskStatus, Timestamp, limits, task::Pending};

/// Said in the thread of everything that asks again.
const WHY: &str = "Mission Control was restored from a backup. This had been allowed to run and may have run since. It \
                   waits for a person again.";

/// What a restore took back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recalled {
    /// Tasks and actions that had been approved and not begun: a person is asked again.
    pub asked: usize,
    /// Tasks that had been asked to run and needed no approval: they are drafts again.
    pub drafts: usize,
}

impl MissionControl {
    /// Takes back every go-ahead that was not used yet, and signs everybody out. What the backup holds as not begun may
    /// have run after it was made, and nothing runs twice without a person. Call it once, on a database that was put
    /// back from a backup, before a server runs on it: nobody else may write at the same time.
    pub async fn recall_all(&self, actor: &Actor) -> Result<Recalled, Error> {
        let by = actor.admin()?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        draft.write(Write::Prune {
            // Also those of a clock that went ahead of ours.
            sessions_before: Timestamp(i64::MAX),
            sessions_made_before: Timestamp(i64::MAX),
            short_lived_before: short_lived_before(draft.at),
        });
        draft.audit("backup.restore", "database", "backup", None);
        self.commit(draft.change).await?;
        let mut recalled = Recalled { asked: self.recall_actions().await?, drafts: 0 };
        let mut query = TaskQuery {
            statuses: vec![TaskStatus::Pending],
            limit: limits::PAGE_MAX,
            ..TaskQuery::default()
        };
        loop {
            let page = self.store.tasks(&query).await?;
            let Some(last) = page.last() else { return Ok(recalled) };
            query.before_number = Some(last.task.number);
            for record in &page {
                self.recall_task(by.party(), &record.task, WHY, &mut recalled).await?;
            }
        }
    }

    /// Actions that a runner could take. Those whose time is up end by themselves.
    async fn recall_actions(&self) -> Result<usize, Error> {
        let mut asked = 0;
        for desktop in self.store.desktops().await? {
            // Also those of stopped agents: they would run as soon as somebody lets them go on.
            for action in self.store.approved_actions(&desktop.id, self.clock.now()).await? {
                let record = self.load_action(&action.id).await?;
                let anew = Anew::as_before(WHY, &record.action);
                self.ask_action_anew(&record, anew).await?;
                asked += 1;
            }
        }
        Ok(asked)
    }

    /// Takes the go-ahead of a task that did not begin back, and says why in its thread.
    pub(crate) async fn recall_task(
        &self,
        by: &Party,
        task: &Task,
        why: &str,
        recalled: &mut Recalled,
    ) -> Result<(), Error> {
        match &task.state {
            TaskState::Pending(Pending::Queued { approval: Some(id), .. }) => {
                let record = self.load_approval(id).await?;
                self.ask_task_anew(task, &record.approval, why.into()).await?;
                recalled.asked += 1;
            }
            TaskState::Pending(Pending::Held { .. } | Pending::Queued { approval: None, .. }) => {
                let now = self.clock.now();
                let mut draft = Draft::new(by.clone(), now);
                let after = task.clone().recall()?;
                draft.update_task(task, &after, "task.recall");
                draft.say(self.message(task, Party::system(), now, why.into()));
                self.commit(draft.change).await?;
                recalled.drafts += 1;
            }
            _ => {}
        }
        Ok(())
    }
}
