//! This machine as a desktop.
use crate::ServerState;
use crate::config::Config;
use std::net::SocketAddr;
use tokio_util::task::TaskTracker;
pub(super) async fn start(
    tasks: &TaskTracker,
    state: &ServerState,
    config: &Config,
    address: SocketAddr,
) -> anyhow::Result<()> {
    let _ = (tasks, state, config, address);
    Ok(())
}
