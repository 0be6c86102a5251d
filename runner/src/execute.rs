//! Runs one command under a supervisor, from its first byte of output to the end of its last process.

use crate::{
    environment,
    logs::{self, Recorder},
    platform,
    program::{self, Program},
    secrets::Secrets,
    supervise::{Job, Launcher, Over, Patience, Start, Supervised},
};
use anyhow::Context as _;
use domain::action::{Code, Interpreter};
use std::{collections::BTreeMap, ffi::OsString, path::Path, time::Duration};
use tokio::sync::watch;

/// What to run, as it was claimed.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The task's or the action's id.
    pub work: String,
    /// The task's number.
    pub number: i64,
    /// Exactly what to run.
    pub code: Code,
    /// What reads it; the desktop's own shell when absent.
    pub interpreter: Option<Interpreter>,
    /// What is added to the environment.
    pub env: BTreeMap<String, String>,
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

impl Plan {
    /// The whole environment of the run, with the values of secrets.
    fn env(&self, secrets: &Secrets) -> Result<Vec<(OsString, OsString)>, String> {
        let filled = |(name, value): (&String, &String)| Ok((name.clone(), secrets.fill(value)?));
        let added = self.env.iter().map(filled).collect::<Result<_, String>>()?;
        Ok(environment::of(&self.work, self.number, &added))
    }

    /// Finds what runs it on this machine, or says to people why it cannot run here. Nothing is written.
    pub fn find(&self, dir: &Path) -> Result<Program, String> {
        environment::check(&self.env)?;
        program::find(self, dir)
    }

    /// Makes it ready to run in `dir`. A script is written to a file of its own in `scratch`, byte for byte, and that file
    /// is handed to its interpreter; arguments are passed on one by one. Nothing is quoted or read on the way.
    /// Secrets are filled in here, and stand nowhere else.
    pub fn job(
        &self,
        program: Program,
        (dir, scratch): (&Path, &Path),
        secrets: &Secrets,
    ) -> anyhow::Result<Job> {
        let (file, name, args) = match (program, &self.code) {
            (Program::Reader { file, args, ending }, Code::Script(script)) => {
                let kind = if environment::mark(&self.work) == environment::TASK_ID {
                    "task"
                } else {
                    "action"
                };
                let path = scratch.join(format!("{kind}-{}.{ending}", self.number));
                platform::write_script(&path, script.as_bytes())
                    .context("The script cannot be written")?;
                let before = args.iter().map(OsString::from);
                (file, None, before.chain([path.into()]).collect())
            }
            (Program::Itself(file), Code::Argv(argv)) => {
                let name = argv.first().map(OsString::from);
                let filled = |text: &String| secrets.fill(text).map(OsString::from);
                let filled = argv.iter().skip(1).map(filled).collect::<Result<_, _>>();
                (file, name, filled.map_err(anyhow::Error::msg)?)
            }
            _ => anyhow::bail!("The code does not fit what would run it"),
        };
        Ok(Job {
            program: file.into(),
            name,
            args,
            cwd: dir.into(),
            env: self.env(secrets).map_err(anyhow::Error::msg)?,
            timeout_ms: u64::try_from(self.timeout.as_millis()).ok(),
            patience: Patience::USUAL,
            input: false,
        })
    }
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
        Ok(Start::Running(running)) => *running,
        Ok(Start::Lost) => {
            tracing::warn!(
                "a supervisor is gone before it said that it started; sweeping what it left"
            );
            sweep(job).await;
            return Executed::Lost;
        }
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
    let marks = [environment::TASK_ID, environment::ACTION_ID];
    let mark = job.env.iter().find(|(name, _)| marks.iter().any(|mark| name == mark));
    if let Some(work) = mark.and_then(|(_, work)| work.to_str()) {
        sweep_work(work.to_owned()).await;
    }
}

/// Kills whatever carries this work's mark: for runs that lost their supervisor, and for runs of a runner that died.
pub async fn sweep_work(work: String) {
    let sweep = move || platform::kill_marked(environment::mark(&work), &work);
    match tokio::task::spawn_blocking(sweep).await {
        Ok(0) => {}
        Ok(killed) => tracing::warn!(killed, "processes without a supervisor were ended"),
        Err(error) => tracing::error!(%error, "processes without a supervisor could not be swept"),
    }
}
