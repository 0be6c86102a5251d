//! `serve`: everything the server starts, and how it ends.

mod checkpoints;
mod clock;
mod keys;
mod leading;
mod listen;
mod local_desktop;
mod upkeep;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, note_address};
use crate::deliver::Post;
use crate::lock::Lock;
use crate::{ServerState, desk, router, signal};

/// How long the end may take, and how much of that the local runner's work may.
const END: Duration = Duration::from_millis(4700);
const RUNNER_ENDS: Duration = Duration::from_millis(3900);

/// Serves until Ctrl-C or SIGTERM.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let _lock = Lock::take(&config.place.data)?;
    let mission = desk::open_to_serve(&config.place).await?;
    clock::begin(&mission).await?;
    keys::stand_by_signing(&mission, &config).await?;
    let listener = listen::on(config.listen)?;
    let address = listener.local_addr()?;
    note_address(&config.place.data, address)?;
    let mission = mission.with_courier(Arc::new(Post::new(&config, address)?));
    keys::stand_by_push(&mission, &config).await?;
    let state = ServerState::new(mission, config.front.clone());
    if state.site.is_empty() {
        tracing::warn!(
            "built without the web interface: pages have no style and no script; build with `cargo xtask build`"
        );
    }
    let tasks = TaskTracker::new();
    upkeep::start(&tasks, &state, &config);
    let closing = CancellationToken::new();
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listen::eager(listener), service);
    let server = server.with_graceful_shutdown(closing.clone().cancelled_owned());
    let server = tokio::spawn(server.into_future());
    if config.local_desktop {
        local_desktop::start(&tasks, &state, &config, address).await?;
    }
    let stop = signal::Stop::listen()?;
    announce(&state, address).await?;
    stop.wait().await?;
    tracing::info!("stopping");
    let end = Instant::now() + END;
    state.stop();
    tasks.close();
    if tokio::time::timeout(RUNNER_ENDS, tasks.wait()).await.is_err() {
        tracing::warn!("the local desktop's work did not end in time");
    }
    closing.cancel();
    let Ok(ended) = tokio::time::timeout_at(end, server).await else {
        tracing::warn!("some requests did not end in time");
        return Ok(());
    };
    ended.context("the server broke")?.context("the server broke")
}

/// Says on standard output that it is ready, after the way in for the first person if there is nobody yet.
async fn announce(state: &ServerState, address: SocketAddr) -> anyhow::Result<()> {
    let here = format!("http://{address}");
    if let Some(token) = state.mission.open_setup().await? {
        println!("setup link: {}/setup?token={token}", state.front.origin().unwrap_or(&here));
    }
    println!("listening on {here}");
    Ok(())
}
