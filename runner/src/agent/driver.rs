//! What every kind of agent is to the runner. A driver speaks its agent's language on one side and uses the [`Desk`] on
//! the other: propose an action and get its id, wait for the decision, say, hear, withdraw. To cancel it, drop its work.

use super::desk::Desk;
use async_trait::async_trait;
use domain::{action::Expected, wire::TaskWork};
use std::path::Path;

/// What an agent is given to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job<'a> {
    /// The task.
    pub(super) work: &'a TaskWork,
    /// The workspace root: nothing outside it is read.
    pub(super) root: &'a Path,
    /// The task's directory.
    pub(super) dir: &'a Path,
}

/// How the agent says that it ended.
#[derive(Debug)]
pub(super) struct Finish {
    /// Its last words: the task's output.
    pub(super) output: String,
    /// Whether it did what it was asked for.
    pub(super) succeeded: bool,
    /// What it announces about the task as a whole.
    pub(super) expected: Option<Expected>,
}

impl Finish {
    pub(super) fn failed(output: impl Into<String>) -> Self {
        Self { output: output.into(), succeeded: false, expected: None }
    }
}

/// One kind of agent at work on one task.
#[async_trait]
pub(super) trait Driver: Send + Sync {
    /// Works until the agent ends. Dropping the future cancels it at once.
    async fn work(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Finish;
}
