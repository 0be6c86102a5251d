//! `runner`: this machine as a desktop of a server elsewhere.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use data_encoding::HEXLOWER;
use runner::{RunnerConfig, secrets::Secrets};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use crate::config::{LogFormat, Place};
use crate::{agents, logging, signal};

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// The server's address
    #[arg(long, env = "MISSION_CONTROL_SERVER", value_name = "URL")]
    server: String,
    /// The token that `desktop add` printed
    #[arg(long, env = "MISSION_CONTROL_TOKEN", value_name = "T", hide_env_values = true)]
    token: String,
    /// What this runner's own files go under, when several run on one machine [default: made from server and token]
    #[arg(long, env = "MISSION_CONTROL_NAME", value_name = "N")]
    name: Option<String>,
    /// The workspace root: nothing is run outside it [default: in the data directory]
    #[arg(long, env = "MISSION_CONTROL_WORKSPACE", value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// The agents that this machine can start: see docs/agents.md [default: none]
    #[arg(long, env = "MISSION_CONTROL_AGENTS", value_name = "FILE")]
    agents: Option<PathBuf>,
    /// The secrets that approved actions can be given by name: see docs/secrets.md [default: none]
    #[arg(long, env = "MISSION_CONTROL_SECRETS", value_name = "FILE")]
    secrets: Option<PathBuf>,
    /// Write the log as text or as JSON lines [default: text on a terminal, else json]
    #[arg(long, env = "MISSION_CONTROL_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

/// Works for the server until Ctrl-C or SIGTERM.
pub(super) async fn run(flags: Flags, place: &Place) -> anyhow::Result<()> {
    logging::start(flags.log_format);
    let own = place.data.join("runners").join(directory(&flags)?);
    let workspace = flags.workspace.unwrap_or_else(|| own.join("workspace"));
    let secrets = match &flags.secrets {
        Some(file) => runner::secrets::load(file, &workspace)?,
        None => Secrets::default(),
    };
    let mut config = RunnerConfig::new(flags.server, flags.token, workspace, own.join("state"))?;
    config.agents = agents::of(flags.agents.as_deref())?;
    config.secrets = secrets;
    let stop = CancellationToken::new();
    let running = tokio::spawn(runner::run(config, stop.clone()));
    tokio::pin!(running);
    tokio::select! {
        ended = &mut running => return ended?,
        told = signal::Stop::listen()?.wait() => told?,
    }
    stop.cancel();
    running.await?
}

/// Two runners on one machine must not share their files.
fn directory(flags: &Flags) -> anyhow::Result<String> {
    let Some(name) = &flags.name else {
        let hash = Sha256::digest(format!("{}\n{}", flags.server, flags.token));
        return Ok(HEXLOWER.encode(&hash[..8]));
    };
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    ensure!(
        plain && !name.starts_with('.') && !name.is_empty(),
        "--name {name}: it becomes a directory, so use letters, digits, -, _ and ."
    );
    Ok(name.clone())
}

/// What the runner starts for each task.
pub(super) fn supervise() -> ExitCode {
    runner::supervise_main()
}
