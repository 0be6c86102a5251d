//! A prompt task: an agent works on it, in a repository on a branch of its own.

use crate::{
    agent::{self, AgentEnd},
    changes::Before,
    clock,
    logs::Recorder,
    run::Runner,
    supervise::Patience,
    workspace::Place,
    worktree::Worktree,
};
use domain::{
    change::FileChange,
    task::Branch,
    wire::{RunOutcome, TaskWork},
};
use std::path::Path;
use tokio::sync::watch;

impl Runner {
    /// Lets an agent work. What its actions change is also what its task changed. In a repository that is a branch of its
    /// own, in a work tree of its own.
    pub(crate) async fn prompt(
        &self,
        task: &TaskWork,
        place: &Place,
        scratch: &Path,
        orders: &mut watch::Receiver<Option<Patience>>,
        recorder: &mut Recorder,
    ) -> (AgentEnd, Vec<FileChange>, Option<Branch>) {
        let made = tokio::select! {
            made = Worktree::make(place, task, scratch) => made,
            _ = orders.wait_for(Option::is_some) => return (RunOutcome::Cancelled.into(), Vec::new(), None),
        };
        let tree = match made {
            Ok(tree) => tree,
            Err(reason) => return (RunOutcome::NotStarted { reason }.into(), Vec::new(), None),
        };
        let Some(tree) = tree else {
            let (end, files) = self.prompt_in(task, place, scratch, orders, recorder).await;
            return (end, files, None);
        };
        recorder.remark(&tree.words(), clock::now());
        // Whatever the agent proposes without a place runs where it works.
        let there = TaskWork { cwd: Some(tree.cwd()), ..task.clone() };
        let (end, files) = self.prompt_in(&there, &tree.place, scratch, orders, recorder).await;
        match tree.keep(task).await {
            Ok(Some(branch)) => {
                let words = format!(
                    "What it changed is on the branch {}, commit {}.",
                    branch.name, branch.commit
                );
                recorder.remark(&words, clock::now());
                (end, files, Some(branch))
            }
            Ok(None) => (end, files, None),
            Err(error) => {
                recorder.remark(&format!("{error:#}."), clock::now());
                (end, files, None)
            }
        }
    }

    async fn prompt_in(
        &self,
        task: &TaskWork,
        place: &Place,
        scratch: &Path,
        orders: &mut watch::Receiver<Option<Patience>>,
        recorder: &mut Recorder,
    ) -> (AgentEnd, Vec<FileChange>) {
        let before = tokio::select! {
            before = Before::look(place, scratch, self.config.changes) => before,
            _ = orders.wait_for(Option::is_some) => return (RunOutcome::Cancelled.into(), Vec::new()),
        };
        let end = agent::run(self, task, place, scratch, orders, recorder).await;
        if matches!(end.outcome, RunOutcome::NotStarted { .. }) {
            return (end, Vec::new());
        }
        (end, self.changed(before, recorder).await)
    }
}
