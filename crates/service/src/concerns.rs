//! What a commit is about, so that only those who wait for it look again.

use crate::{
    Change,
    store::{Purge, Write},
};
use domain::{Action, Approval, ApprovalId, DesktopId, Task, TaskId, event::NewEvent};

/// Whom a commit concerns. Too many woken costs a read each; one too few would wait until they look by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// Whoever waits: nobody knows what it changed, or it may change anything.
    Everyone,
    /// Those who wait for one of these: ids of tasks, actions, approvals and desktops.
    Only(Vec<String>),
}

impl Concerns {
    /// What these facts are about, as far as they say. One about nothing in particular may change anything.
    pub(crate) fn of_facts<'a>(facts: impl Iterator<Item = &'a NewEvent>) -> Self {
        let mut ids = Ids::default();
        for fact in facts {
            let about = [
                fact.task.as_ref().map(TaskId::as_str),
                fact.approval.as_ref().map(ApprovalId::as_str),
                fact.desktop.as_ref().map(DesktopId::as_str),
                fact.payload.get("actionId").and_then(serde_json::Value::as_str),
            ];
            if about.iter().all(Option::is_none) {
                return Self::Everyone;
            }
            about.into_iter().flatten().for_each(|id| ids.add(id));
        }
        Self::Only(ids.0)
    }

    /// What this change is about.
    pub(crate) fn of(change: &Change) -> Self {
        let Self::Only(ids) = Self::of_facts(change.events.iter()) else { return Self::Everyone };
        let mut ids = Ids(ids);
        for write in &change.writes {
            match write {
                Write::InsertTask(task) | Write::UpdateTask { task, .. } => ids.task(task),
                Write::PurgeTask(purge) => {
                    let Purge { task, .. } = &**purge;
                    ids.task(task);
                }
                Write::InsertAction(action)
                | Write::UpdateAction { action, .. }
                | Write::PurgeAction { action, .. } => ids.action(action),
                Write::InsertApproval(approval)
                | Write::UpdateApproval { approval, .. }
                | Write::PurgeApproval { approval, .. } => ids.approval(approval),
                Write::AppendMessage(message) => ids.add(message.task.as_str()),
                Write::InsertDesktop(desktop)
                | Write::UpdateDesktop(desktop)
                | Write::RenewDesktop { desktop, .. } => ids.add(desktop.id.as_str()),
                Write::InsertStop(_)
                | Write::DeleteStop(_)
                | Write::UpdateSettings { .. }
                | Write::UpdatePolicy { .. } => return Self::Everyone,
                // What these change is nothing that anybody waits for.
                _ => {}
            }
        }
        Self::Only(ids.0)
    }
}

#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn add(&mut self, id: &str) {
        if !self.0.iter().any(|known| known == id) {
            self.0.push(id.to_owned());
        }
    }

    fn task(&mut self, task: &Task) {
        self.add(task.id.as_str());
        self.add(task.desktop.as_str());
    }

    fn action(&mut self, action: &Action) {
        self.add(action.id.as_str());
        self.add(action.task.as_str());
        self.add(action.desktop.as_str());
    }

    fn approval(&mut self, approval: &Approval) {
        self.add(approval.id.as_str());
        self.add(approval.task.as_str());
        self.add(approval.desktop.as_str());
    }
}
