//! A machine with a workspace, a place for the runner's own files, and a server of its own.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use crate::{
    server::Server,
    support::{eventually, launcher},
};
use runner::RunnerConfig;
use std::{
    path::PathBuf,
    process::{Child, Command},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub struct Desktop {
    pub dir: TempDir,
    pub server: Server,
}

pub struct Running {
    stop: CancellationToken,
    pub run: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    pub async fn stop(self) -> Duration {
        let since = Instant::now();
        self.stop.cancel();
        self.run.await.unwrap().unwrap();
        since.elapsed()
    }
}

/// A process that is killed at the latest when the test is over, however it went.
pub struct Killed(Child);

impl Killed {
    /// As the power failing would.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Desktop {
    pub async fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), server: Server::start().await }
    }

    pub fn workspace(&self) -> PathBuf {
        self.dir.path().join("workspace")
    }

    pub fn state(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    pub fn config(&self) -> RunnerConfig {
        let mut config =
            RunnerConfig::new(&self.server.url, "token", self.workspace(), self.state()).unwrap();
        config.launcher = launcher();
        config
    }

    pub fn run(&self) -> Running {
        self.run_with(self.config())
    }

    #[expect(clippy::unused_self, reason = "a runner needs its desktop to exist")]
    pub fn run_with(&self, config: RunnerConfig) -> Running {
        let stop = CancellationToken::new();
        let run = tokio::spawn(runner::run(config, stop.clone()));
        Running { stop, run }
    }

    /// A runner in a process of its own, which can be killed.
    pub fn spawn(&self) -> Killed {
        self.spawn_with(&std::env::var("PATH").unwrap())
    }

    /// The same with another `PATH`.
    pub fn spawn_with(&self, path: &str) -> Killed {
        let child = Command::new(launcher().program)
            .env("PATH", path)
            .args(["run", &self.server.url])
            .args([self.state(), self.workspace()])
            .spawn();
        Killed(child.unwrap())
    }

    pub async fn file(&self, path: &str) -> String {
        let path = self.workspace().join(path);
        let text = || std::fs::read_to_string(&path).ok().filter(|text| text.ends_with('\n'));
        eventually("a file", text).await.trim().to_owned()
    }

    pub fn outbox(&self) -> usize {
        self.state().join("outbox").read_dir().unwrap().count()
    }

    pub async fn settled(&self) {
        eventually("an empty outbox", || (self.outbox() == 0).then_some(())).await;
    }
}
