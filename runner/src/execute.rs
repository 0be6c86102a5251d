//! Runs one script under a supervisor, from its first byte of output to the end of its last process.

use crate::{
    environment,
    logs::{self, Recorder},
    platform,
    supervise::{Job, Launcher, Over, Patience, Supervised},
};
use anyhow::Context as _;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::watch;

/// A script as it was claimed.
pub struct Script<'a> {
    /// The task's id.
    pub task: &'a str,
    /// The task's number.
    pub number: i64,
    /// Exactly the bytes to run.
    pub content: &'a [u8],
    /// Where it runs.
    pub dir: &'a Path,
    /// How long it may run.
    pub timeout: Duration,
}

/// How it went.
#[derive(Debug)]
pub enum Executed {
    /// Nothing ran, and why.
    NotStarted(String),
    /// It is over.
    Over(Over),
    /// Its supervisor was killed, so its end is not known. What it left was swept.
    Lost,
}

impl Script<'_> {
    /// Writes the script to a file of its own in `scratch`, unchanged, and says how to run that file: no shell reads the
    /// content as an argument.
    pub fn prepare(&self, scratch: &Path) -> anyhow::Result<Job> {
        let file = scratch.join(format!("task-{}.sh", self.number));
        platform::write_script(&file, self.content).context("The script cannot be written")?;
        Ok(Job {
            program: shell().into(),
            args: vec![file.into()],
            cwd: self.dir.into(),
            env: environment::of_task(self.task, self.number),
            timeout_ms: u64::try_from(self.timeout.as_millis()).ok(),
            patience: Patience::USUAL,
        })
    }
}

fn shell() -> PathBuf {
    let bash = Path::new("/bin/bash");
    if bash.exists() { bash } else { Path::new("/bin/sh") }.to_owned()
}

/// Runs the job and records what it prints. An order in `orders` stops it; a later one can hasten that. Dropping this
/// future ends the whole tree as well.
pub async fn execute(
    launcher: &Launcher,
    job: &Job,
    orders: &mut watch::Receiver<Option<Patience>>,
    recorder: &mut Recorder,
) -> Executed {
    let (mut supervised, stdout, stderr) = match Supervised::start(launcher, job).await {
        Ok(started) => started,
        Err(error) => return Executed::NotStarted(format!("{error:#}.")),
    };
    let over = async {
        let mut listening = true;
        orders.mark_changed();
        loop {
            tokio::select! {
                over = supervised.over() => match over {
                    Ok(over) => return Executed::Over(over),
                    Err(error) => {
                        tracing::warn!(%error, "a supervisor is gone; sweeping what it left");
                        sweep(job).await;
                        return Executed::Lost;
                    }
                },
                order = orders.changed(), if listening => {
                    listening = order.is_ok();
                    let patience = *orders.borrow_and_update();
                    if let Some(patience) = patience {
                        supervised.stop(patience).await;
                    }
                }
            }
        }
    };
    let executed = logs::pump(stdout, stderr, over, recorder).await;
    supervised.let_go().await;
    executed
}

async fn sweep(job: &Job) {
    let name: OsString = environment::TASK_ID.into();
    let task = job.env.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    if let Some(task) = task.and_then(|task| task.into_string().ok()) {
        sweep_task(task).await;
    }
}

/// Kills whatever carries this task's mark: for runs that lost their supervisor, and for runs of a runner that died.
pub async fn sweep_task(task: String) {
    let sweep = move || platform::kill_marked(environment::TASK_ID, &task);
    match tokio::task::spawn_blocking(sweep).await {
        Ok(0) => {}
        Ok(killed) => tracing::warn!(killed, "processes without a supervisor were ended"),
        Err(error) => tracing::error!(%error, "processes without a supervisor could not be swept"),
    }
}
