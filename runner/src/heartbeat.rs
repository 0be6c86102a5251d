//! Keeps the right to a run, and hears from the server that it is to be stopped.

use crate::{
    backoff::Backoff,
    client::{Client, Trouble},
    piece::Piece,
};
use std::time::{Duration, Instant};

/// Why there is no more heartbeat.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The server says that the work is no longer ours.
    Lost(String),
    /// The server was not heard of for so long that it must have given the work up.
    OutOfContact,
}

/// The least time between two heartbeats, should the server answer at once.
const LEAST: Duration = Duration::from_millis(500);

/// Renews the lease until it is lost, and calls `cancel` when the server says so. The lease itself is three heartbeats
/// long; after it, a server that does not answer is given `grace` more.
pub(crate) async fn hold(
    client: &Client,
    piece: &Piece,
    grace: Duration,
    mut cancel: impl FnMut(),
) -> End {
    let every = piece.heartbeat_every_seconds.max(1);
    let lease = Duration::from_secs(u64::from(every) * 3);
    let (mut heard, mut wait) = (Instant::now(), every);
    let mut backoff = Backoff::new();
    loop {
        let asked = Instant::now();
        match client.heartbeat(&piece.id, &piece.lease, wait).await {
            Ok(answer) => {
                heard = Instant::now();
                backoff.reset();
                if answer.cancel {
                    cancel();
                    // A long poll would answer at once from now on.
                    wait = 0;
                }
                let pause = if wait == 0 { Duration::from_secs(every.into()) } else { LEAST };
                tokio::time::sleep(pause.saturating_sub(asked.elapsed())).await;
            }
            Err(Trouble::Later { why, after }) => {
                tracing::debug!(work = piece.id, why, "no heartbeat");
                if heard.elapsed() > lease + grace {
                    return End::OutOfContact;
                }
                backoff.wait(after).await;
            }
            Err(trouble) => return End::Lost(trouble.to_string()),
        }
    }
}
