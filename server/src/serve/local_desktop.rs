//! This machine as a desktop: a runner in this program, which comes in over loopback like any other.

use std::net::SocketAddr;

use anyhow::Context;
use domain::{DesktopId, limits};
use runner::RunnerConfig;
use tokio_util::task::TaskTracker;

use crate::config::{Config, loopback};
use crate::{ServerState, agents};

/// Enrols this machine under its host name, with a fresh token, and starts its runner.
pub(super) async fn start(
    tasks: &TaskTracker,
    state: &ServerState,
    config: &Config,
    address: SocketAddr,
) -> anyhow::Result<()> {
    let workspace = std::fs::create_dir_all(&config.workspace)
        .and_then(|()| config.workspace.canonicalize())
        .with_context(|| format!("cannot make the workspace {}", config.workspace.display()))?;
    let name = name(&runner::system::facts().await.hostname);
    let shown = workspace.display().to_string();
    let (desktop, token) = state.mission.local_desktop(&name, &shown).await?;
    let server = format!("http://{}", loopback(address));
    let own = config.place.data.join("runner");
    let mut runner = RunnerConfig::new(server, token, workspace, own)?;
    runner.desktop = Some(DesktopId::new(desktop.id));
    // Whoever has just installed it has no agent yet: the scripted one shows how an approval works.
    runner.agents = agents::of(config.agents.as_deref())?.with_tour();
    if let Some(file) = &config.secrets {
        runner.secrets = runner::secrets::load(file, &config.workspace)?;
    }
    let stop = state.stopping.clone();
    tasks.spawn(async move {
        if let Err(error) = runner::run(runner, stop).await {
            tracing::error!(error = format!("{error:#}"), "this machine's runner ended");
        }
    });
    Ok(())
}

/// A host name that can be a desktop's name.
fn name(host: &str) -> String {
    let host: String = host.chars().filter(|c| !c.is_control()).take(limits::NAME).collect();
    if host.trim().is_empty() { "this machine".into() } else { host }
}
