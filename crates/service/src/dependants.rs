//! What a finished task does to the tasks that wait for it: in the same commit, all the way down.

use crate::{Error, MissionControl, change::Draft};
use domain::{
    ApprovalId, Task, TaskId, TaskState, TaskStatus,
    task::{Dependencies, Pending},
};
use std::collections::{HashMap, VecDeque};

impl MissionControl {
    /// Adds to the change what the end of `ended` means for its dependants: they start, stay held, or fail without
    /// starting, and so on for theirs. Every task that the answer rests on is guarded.
    pub(crate) async fn release_dependants(
        &self,
        draft: &mut Draft,
        ended: &Task,
    ) -> Result<(), Error> {
        if !ended.status().is_final() {
            return Ok(());
        }
        self.tell_webhooks(draft, ended).await?;
        let mut changed: HashMap<TaskId, Task> = HashMap::from([(ended.id.clone(), ended.clone())]);
        let mut queue = VecDeque::from([ended.id.clone()]);
        while let Some(id) = queue.pop_front() {
            for before in self.store.dependants(&id).await? {
                if changed.contains_key(&before.id) {
                    continue;
                }
                let Some(after) = self.after_dependencies(draft, &before, &changed).await? else {
                    continue;
                };
                draft.update_task(&before, &after, "task.release");
                if let TaskState::Pending(Pending::Asking { .. }) = &after.state {
                    self.ask_before_run(draft, &after).await?;
                }
                if after.status().is_final() {
                    self.tell_webhooks(draft, &after).await?;
                    queue.push_back(after.id.clone());
                }
                changed.insert(after.id.clone(), after);
            }
        }
        Ok(())
    }

    /// The task after its dependencies changed; none when it stays as it is.
    async fn after_dependencies(
        &self,
        draft: &mut Draft,
        before: &Task,
        changed: &HashMap<TaskId, Task>,
    ) -> Result<Option<Task>, Error> {
        let held = matches!(before.state, TaskState::Pending(Pending::Held { .. }));
        let mut dependencies = self.store.dependencies(&before.id).await?;
        for dependency in &mut dependencies {
            match changed.get(&dependency.id) {
                Some(newer) => *dependency = newer.clone(),
                // A neighbour that ends at this moment must not miss that this one ended too.
                None if !dependency.status().is_final() => {
                    draft.expect_task(dependency);
                }
                None => {}
            }
        }
        let dependencies = Dependencies::of(&dependencies);
        match (&dependencies, held) {
            (Dependencies::Waiting, _) | (Dependencies::Done, false) => Ok(None),
            _ if before.status() != TaskStatus::Pending => Ok(None),
            _ => {
                let approval = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
                Ok(Some(before.clone().dependencies_changed(&dependencies, approval, draft.at)?))
            }
        }
    }
}
