//! The agents that work on prompt tasks. They read and talk freely; a change is proposed, decided about by a person, and
//! run by the runner: nothing in here changes the machine. Only what speaks the Agent Client Protocol changes it by itself,
//! once it was let go on.

mod acp;
mod api;
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

use crate::{logs::Recorder, run::Runner, supervise::Patience, workspace::Place};
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
    runner: &Runner,
    work: &TaskWork,
    place: &Place,
    scratch: &Path,
    orders: &mut watch::Receiver<Option<Patience>>,
    recorder: &mut Recorder,
) -> AgentEnd {
    let (agents, client) = (&runner.config.agents, &runner.client);
    let driver = match agents.hire(work.agent.as_deref()) {
        Ok(driver) => driver,
        Err(reason) => return RunOutcome::NotStarted { reason }.into(),
    };
    let mut desk = Desk::new(agents, client, work, recorder);
    let (leave, left) = watch::channel(None);
    let job = Job {
        work,
        root: &place.root,
        dir: &place.dir,
        scratch,
        launcher: &runner.config.launcher,
        server: &runner.config.server,
        leave: left,
    };
    let limit = Duration::from_secs(work.timeout_seconds.into());
    let mut working = driver.work(&job, &mut desk);
    let end = tokio::select! {
        end = &mut working => Ok(end),
        stop = stopped(orders, limit) => Err(stop),
    };
    if end.is_err() && !driver.farewell().is_zero() {
        leave.send_replace(Some(orders.borrow().unwrap_or(Patience::USUAL)));
        if tokio::time::timeout(driver.farewell(), &mut working).await.is_err() {
            tracing::warn!(task = work.id, "an agent did not end in time; its processes are ended");
        }
    }
    drop(working);
    let outcome = match end {
        Ok(Err(reason)) => {
            desk.clear().await;
            return RunOutcome::NotStarted { reason: desk.without_secrets(&reason) }.into();
        }
        Ok(Ok(Finish { output, succeeded, expected })) => {
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
