//! What happens by itself while the server runs.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::task::TaskTracker;

use super::{checkpoints, clock, leading};
use crate::ServerState;
use crate::config::Config;

/// How long to wait after the event count broke.
const AGAIN: Duration = Duration::from_secs(5);

/// Starts it; it ends when the server stops. What one server does at a time is in `leading`.
pub(super) fn start(tasks: &TaskTracker, state: &ServerState, config: &Config) {
    let (counting, hearing) = (state.clone(), state.clone());
    let leading = leading::lead(state.clone(), config.webhook_networks.clone());
    let keeping = checkpoints::keep(state.clone(), config.place.checkpoints());
    until_stopped(tasks, state, leading);
    until_stopped(tasks, state, keeping);
    until_stopped(tasks, state, async move { hearing.mission.hear_others().await });
    until_stopped(tasks, state, clock::keep(state.mission.clone()));
    until_stopped(tasks, state, count(counting));
}

fn until_stopped(
    tasks: &TaskTracker,
    state: &ServerState,
    work: impl Future<Output = ()> + Send + 'static,
) {
    let stopping = state.stopping.clone();
    let work = Box::pin(work);
    tasks.spawn(async move {
        stopping.run_until_cancelled(work).await;
    });
}

async fn count(state: ServerState) {
    while let Err(error) = state.metrics.follow(&state.mission).await {
        tracing::warn!(%error, "events are not counted for a moment");
        sleep(AGAIN).await;
    }
}
