//! What one server of a database does at a time: upkeep, and telling people and webhooks. The others wait for their turn,
//! which comes within seconds after the one that does it is gone.

use std::time::Duration;

use ipnet::IpNet;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;

use crate::{ServerState, deliver};

/// How often lost leases, lapsed approvals and silent desktops are looked for.
const SWEEP: Duration = Duration::from_secs(1);
/// How long whoever did it before may still need to write down what arrived: it is not sent twice.
const HANDOVER: Duration = Duration::from_secs(5);

/// Does it whenever it is this server's turn; drop it to stop at once.
pub(super) async fn lead(state: ServerState, networks: Vec<IpNet>) {
    loop {
        let mut lead = state.mission.lead().await;
        tracing::debug!("this server does the upkeep");
        let until = CancellationToken::new();
        let work = work(&state, networks.clone(), &until);
        tokio::pin!(work);
        tokio::select! {
            () = lead.lost() => tracing::warn!("another server may do the upkeep now"),
            () = &mut work => {}
        }
        // Nothing new is begun. What is on its way is ended before this server asks for its turn again: by then it is written
        // down that it arrived.
        until.cancel();
        work.await;
    }
}

async fn work(state: &ServerState, networks: Vec<IpNet>, until: &CancellationToken) {
    let sweeping = until.run_until_cancelled(Box::pin(sweep(state)));
    let telling = async {
        if state.mission.is_shared() {
            until.run_until_cancelled(sleep(HANDOVER)).await;
        }
        let webhooks = deliver::run(state.mission.clone(), networks, until.clone());
        let people = deliver::notify(state.mission.clone(), until.clone());
        tokio::join!(webhooks, people)
    };
    tokio::join!(sweeping, telling);
}

async fn sweep(state: &ServerState) {
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
