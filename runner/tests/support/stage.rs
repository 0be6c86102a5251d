//! A runner with agents, the server, and what an agent needs around it.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use crate::{office::Office, support::launcher};
use runner::{
    RunnerConfig,
    agent::{self, Agents},
};
use std::{path::PathBuf, time::Duration};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub struct Stage {
    pub dir: TempDir,
    pub office: Office,
    stop: CancellationToken,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Stage {
    pub async fn with(agents: impl FnOnce(&TempDir) -> Agents) -> Self {
        Self::with_slots(2, agents).await
    }

    pub async fn with_slots(slots: usize, agents: impl FnOnce(&TempDir) -> Agents) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let office = Office::open().await;
        let (workspace, state) = (dir.path().join("workspace"), dir.path().join("state"));
        std::fs::create_dir(&workspace).unwrap();
        let mut config = RunnerConfig::new(&office.url, "token", &workspace, &state).unwrap();
        config.launcher = launcher();
        config.agents = agents(&dir);
        config.slots = slots;
        let stop = CancellationToken::new();
        tokio::spawn(runner::run(config, stop.clone()));
        Self { dir, office, stop }
    }

    /// With one agent called Ada, whose settings these are.
    pub async fn with_ada(settings: &str) -> Self {
        let settings = settings.to_owned();
        Self::with(|dir| ada(dir, &settings)).await
    }

    pub fn workspace(&self) -> PathBuf {
        self.dir.path().join("workspace")
    }

    pub async fn pause(&self) {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

pub fn ada(dir: &TempDir, settings: &str) -> Agents {
    let path = dir.path().join("agents.toml");
    let text = format!("[[agent]]\nname = \"Ada\"\ndriver = \"llm\"\n{settings}\n");
    std::fs::write(&path, text).unwrap();
    agent::load(&path).unwrap()
}

/// Settings for a format and an endpoint's port.
pub fn speaks(protocol: &str, port: u16) -> String {
    let path = if protocol == "ollama" { "" } else { "/v1" };
    format!(
        "protocol = \"{protocol}\"\nbase_url = \"http://127.0.0.1:{port}{path}\"\nmodel = \"small-high\"\n"
    )
}
