//! What happens by itself while the server runs.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::task::TaskTracker;

use super::checkpoints;
use crate::config::Config;
use crate::{ServerState, deliver};

/// How often lost leases, lapsed approvals and silent desktops are looked for.
const SWEEP: Duration = Duration::from_secs(1);
/// How long to wait after the event count broke.
const AGAIN: Duration = Duration::from_secs(5);

/// Starts it; it ends when the server stops.
pub(super) fn start(tasks: &TaskTracker, state: &ServerState, config: &Config) {
    let (sweeping, counting) = (state.clone(), state.clone());
    tasks.spawn(async move {
        let stopping = sweeping.stopping.clone();
        stopping.run_until_cancelled(Box::pin(sweep(sweeping))).await;
    });
    let telling = deliver::run(state.mission.clone(), config.webhook_networks.clone());
    let stopping = state.stopping.clone();
    tasks.spawn(async move {
        stopping.run_until_cancelled(Box::pin(telling)).await;
    });
    let notifying = deliver::notify(state.mission.clone());
    let stopping = state.stopping.clone();
    tasks.spawn(async move {
        stopping.run_until_cancelled(Box::pin(notifying)).await;
    });
    let keeping = checkpoints::keep(state.clone(), config.place.checkpoints());
    let stopping = state.stopping.clone();
    tasks.spawn(async move {
        stopping.run_until_cancelled(Box::pin(keeping)).await;
    });
    tasks.spawn(async move {
        let stopping = counting.stopping.clone();
        stopping.run_until_cancelled(Box::pin(count(counting))).await;
    });
}

async fn sweep(state: ServerState) {
    let mut every = interval(SWEEP);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut broken = false;
    loop {
        every.tick().await;
        let swept = state.mission.sweep().await;
        // Said once, not every second.
        match (&swept, broken) {
            (Err(error), false) => {
                tracing::error!(error = error as &dyn std::error::Error, "upkeep failed");
            }
            (Ok(()), true) => tracing::info!("upkeep works again"),
            _ => {}
        }
        broken = swept.is_err();
    }
}

async fn count(state: ServerState) {
    while let Err(error) = state.metrics.follow(&state.mission).await {
        tracing::warn!(%error, "events are not counted for a moment");
        sleep(AGAIN).await;
    }
}
