//! The agents that work on prompt tasks. They read and talk freely; a change is proposed, decided about by a person, and
//! run by the runner: nothing in here changes the machine.

pub(crate) mod api;
mod desk;
mod driver;
mod end;
mod file;
mod known;
mod llm;
mod script;
mod tools;

pub use file::load;
pub use known::Agents;

use crate::{client::Client, logs::Recorder, supervise::Patience};
use desk::Desk;
use domain::{
    action::Expected,
    wire::{RunOutcome, TaskWork},
};
use driver::{Finish, Job};
use end::{Stop, stopped};
use std::{path::Path, time::Duration};
use tokio::sync::watch;

/// How an agent's work on a task ended.
#[derive(Debug)]
pub(crate) struct AgentEnd {
    /// For the report.
    pub(crate) outcome: RunOutcome,
    /// What the agent had announced about the task as a whole.
    pub(crate) expected: Option<Expected>,
}

impl From<RunOutcome> for AgentEnd {
    fn from(outcome: RunOutcome) -> Self {
        Self { outcome, expected: None }
    }
}

/// Lets the task's agent work until it is done, its time is up, or an order stops it. Whatever still waits for a
/// decision then is withdrawn. The agent's last words go to `recorder` as the task's output.
pub(crate) async fn run(
    agents: &Agents,
    client: &Client,
    work: &TaskWork,
    root: &Path,
    dir: &Path,
    orders: &mut watch::Receiver<Option<Patience>>,
    recorder: &mut Recorder,
) -> AgentEnd {
    let driver = match agents.hire(work.agent.as_deref()) {
        Ok(driver) => driver,
        Err(reason) => return RunOutcome::NotStarted { reason }.into(),
    };
    let mut desk = Desk::new(agents, client, work, recorder);
    let job = Job { work, root, dir };
    let limit = Duration::from_secs(work.timeout_seconds.into());
    let end = tokio::select! {
        end = driver.work(&job, &mut desk) => Ok(end),
        stop = stopped(orders, limit) => Err(stop),
    };
    let outcome = match end {
        Ok(Finish { output, succeeded, expected }) => {
            desk.clear().await;
            desk.output(&output);
            let exit_code = i32::from(!succeeded);
            return AgentEnd { outcome: RunOutcome::Exited { exit_code }, expected };
        }
        Err(Stop::TimedOut) => RunOutcome::TimedOut,
        Err(Stop::Ordered) => RunOutcome::Cancelled,
    };
    // Whoever stops a task does not wait for an answer to this; the server ends what waits as well.
    if tokio::time::timeout(Duration::from_secs(1), desk.clear()).await.is_err() {
        desk.note("The server could not be told in time that the agent takes its action back.");
    }
    outcome.into()
}
