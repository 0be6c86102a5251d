//! `runner`: this machine as a desktop of a server elsewhere.

use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// The server's address
    #[arg(long, env = "MISSION_CONTROL_SERVER", value_name = "URL")]
    server: String,
    /// The token that `desktop add` printed
    #[arg(long, env = "MISSION_CONTROL_TOKEN", value_name = "T", hide_env_values = true)]
    token: String,
    /// What to call this machine in its own log [default: its host name]
    #[arg(long, env = "MISSION_CONTROL_NAME")]
    name: Option<String>,
    /// The workspace root: nothing is run outside it
    #[arg(long, env = "MISSION_CONTROL_WORKSPACE", value_name = "DIR")]
    workspace: Option<PathBuf>,
}

pub(super) async fn run(flags: Flags) -> anyhow::Result<()> {
    let _ = flags;
    Ok(())
}

pub(super) fn supervise() -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
