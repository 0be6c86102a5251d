//! Closing a command whose runner fell silent. An action is closed in `actions.rs`, in the same way.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
};
use domain::{Actor, TaskId, wire};

impl MissionControl {
    /// A person looked at the machine and says whether the command of a lost task ran. Nothing runs by it.
    pub async fn close_task(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::CloseTask,
    ) -> Result<wire::Task, Error> {
        let by = actor.reviewer()?;
        let id = TaskId::new(id);
        until_fresh!(async {
            let before = self.load_task(&id).await?.task;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.must_decide(&mut draft, &by).await?;
            let after = before.clone().close(&by, body.ran, draft.at)?;
            draft.update_task_quietly(&before, &after);
            draft.audit("task.close", "task", &after.id, Some(after.run_digest()));
            let said = if body.ran {
                "Looked at the machine: the command of unknown outcome ran."
            } else {
                "Looked at the machine: the command of unknown outcome did not run."
            };
            draft.say(self.message(&after, draft.party(), draft.at, said.into()));
            self.commit(draft.change).await?;
            self.view_task(&id).await
        })
    }
}
