//! What every kind of agent is to the runner. A driver speaks its agent's language on one side and uses the [`Desk`] on
//! the other: propose an action and get its id, wait for the decision, say, hear, withdraw. To cancel it, drop its work.

use super::desk::Desk;
use crate::supervise::{Launcher, Patience};
use async_trait::async_trait;
use domain::{action::Expected, wire::TaskWork};
use std::{path::Path, time::Duration};
use tokio::sync::watch;

/// What an agent is given to do.
#[derive(Clone, Debug)]
pub(super) struct Job<'a> {
    /// The task.
    pub(super) work: &'a TaskWork,
    /// The workspace root: nothing outside it is read.
    pub(super) root: &'a Path,
    /// The task's directory.
    pub(super) dir: &'a Path,
    /// A directory of this run alone, outside the workspace. It goes when the run is over.
    pub(super) scratch: &'a Path,
    /// How a process is started, so that all of it ends with the run.
    pub(super) launcher: &'a Launcher,
    /// The server's address.
    pub(super) server: &'a str,
    /// Set once the work has to stop.
    pub(super) leave: watch::Receiver<Option<Patience>>,
}

impl Job<'_> {
    /// Waits until the work has to stop, and says how patiently.
    pub(super) async fn leave(&self) -> Patience {
        let mut leave = self.leave.clone();
        let told = leave.wait_for(Option::is_some).await.ok().and_then(|told| *told);
        match told {
            Some(patience) => patience,
            // Nobody can say it any more.
            None => std::future::pending().await,
        }
    }
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
    /// Works until the agent ends. Dropping the future cancels it at once. The error is for people: why nothing was even
    /// begun.
    async fn work(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Result<Finish, String>;

    /// How long it may take to end by itself after [`Job::leave`]; then it is dropped.
    fn farewell(&self) -> Duration {
        Duration::ZERO
    }
}
