//! The runner's side of a supervisor: start it, order it to stop, hear how the run ended.

use super::{Job, Order, Over, Patience, Report};
use crate::platform;
use anyhow::{Context as _, bail};
use std::{ffi::OsString, path::PathBuf, process::Stdio};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStderr, ChildStdout, Command},
};

/// How a supervisor is started: the program and its arguments, which end in [`super::supervise_main`].
#[derive(Clone, Debug)]
pub struct Launcher {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
}

impl Launcher {
    /// This program again, with the hidden subcommand `supervise`. It holds even if the file was replaced by a newer one
    /// meanwhile, so that both sides are always of one version.
    pub fn this_program() -> anyhow::Result<Self> {
        let linux = PathBuf::from("/proc/self/exe");
        let program = if linux.exists() { linux } else { std::env::current_exe()? };
        Ok(Self { program, args: vec!["supervise".into()] })
    }
}

/// One supervised run. Dropping it ends the run: the supervisor sees its runner gone.
pub struct Supervised {
    child: Child,
    orders: platform::Orders,
    reports: Box<dyn AsyncBufRead + Send + Unpin>,
    line: Vec<u8>,
}

/// What became of a start.
pub enum Start {
    /// The command runs; this is what it prints.
    Running(Box<(Supervised, ChildStdout, ChildStderr)>),
    /// The supervisor has the job and was killed before it said what it did with it: the command may run. The caller must
    /// sweep what it may have left.
    Lost,
}

impl Supervised {
    /// Starts a supervisor and its job. Fails with a text for people when the command was surely not started.
    pub async fn start(launcher: &Launcher, job: &Job) -> anyhow::Result<Start> {
        let mut command = Command::new(&launcher.program);
        // The runner's own environment may hold its token; a run could read it there from its parent.
        command.args(&launcher.args).env_clear().current_dir("/");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let inherited = platform::INHERITED.iter().filter_map(|n| Some((n, std::env::var_os(n)?)));
        command.envs(inherited);
        let channel = platform::link(&mut command)?;
        let mut child = command.spawn().context("The supervisor could not be started")?;
        // Holds our copy of the supervisor's end open, which would hide its death.
        drop(command);
        let (stdout, stderr) = child.stdout.take().zip(child.stderr.take()).context("no pipes")?;
        let opened = channel.open(&mut child).await;
        let (reports, orders) = opened.context("The supervisor could not be spoken to")?;
        let reports = Box::new(BufReader::new(reports));
        let mut me = Self { child, orders, reports, line: Vec::new() };
        me.send(job).await?;
        match me.report().await {
            Ok(Report::Started(_)) => Ok(Start::Running(Box::new((me, stdout, stderr)))),
            Ok(Report::NotStarted(why)) => bail!("The command could not be started: {why}"),
            Ok(Report::Over(_)) | Err(_) => Ok(Start::Lost),
        }
    }

    /// Hands a text to the leader's standard input, for a job that has one. An error means that the supervisor is gone.
    pub async fn input(&mut self, text: String) -> anyhow::Result<()> {
        self.send(&Order::Input(text)).await
    }

    /// Orders the whole tree to be ended. A supervisor that is already gone has nothing left to end.
    pub async fn stop(&mut self, patience: Patience) {
        if let Err(error) = self.send(&Order::Stop(patience)).await {
            tracing::debug!(%error, "the supervisor was gone before it could be told to stop");
        }
    }

    /// Waits until nothing of the run is left. An error means that the supervisor itself was killed; then the caller
    /// must sweep what it may have left. May be dropped and called again.
    pub async fn over(&mut self) -> anyhow::Result<Over> {
        match self.report().await? {
            Report::Over(over) => Ok(over),
            _ => bail!("the supervisor spoke out of turn"),
        }
    }

    /// Lets go of a run that is over, without leaving a zombie behind if the supervisor ends as it should.
    pub async fn let_go(mut self) {
        let patience = std::time::Duration::from_secs(1);
        let _ = tokio::time::timeout(patience, self.child.wait()).await;
    }

    async fn send<T: serde::Serialize>(&mut self, what: &T) -> anyhow::Result<()> {
        let mut line = serde_json::to_vec(what)?;
        line.push(b'\n');
        Ok(self.orders.write_all(&line).await?)
    }

    async fn report(&mut self) -> anyhow::Result<Report> {
        // What was read stays in `self.line` when this future is dropped half-way.
        self.reports.read_until(b'\n', &mut self.line).await?;
        if self.line.is_empty() {
            bail!("the supervisor of this run was killed");
        }
        let report = serde_json::from_slice(&self.line)?;
        self.line.clear();
        Ok(report)
    }
}
