//! Sends a run's output while it runs.

use crate::{
    backoff::Backoff,
    client::{Client, Trouble},
    outbox::at_once,
};
use domain::{log::LogChunk, wire::LogPiece};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;

/// How long a request that is under way at the end of the run may still take.
const LAST: Duration = Duration::from_secs(1);

/// Sends pieces in order as they come, each request with all there is. Once `end` says that the run is over, what was not
/// sent is given back. What was sent without an answer is among it: sending a piece twice stores it once.
pub(crate) async fn stream(
    client: &Client,
    work: &str,
    lease: &str,
    mut inbox: UnboundedReceiver<LogChunk>,
    end: &CancellationToken,
) -> Vec<LogPiece> {
    let (mut unsent, mut backoff) = (Vec::new(), Backoff::new());
    loop {
        if unsent.is_empty() {
            match inbox.recv().await {
                Some(chunk) => unsent.push(piece(chunk)),
                None => return unsent,
            }
        }
        while let Ok(chunk) = inbox.try_recv() {
            unsent.push(piece(chunk));
        }
        if end.is_cancelled() {
            return unsent;
        }
        let now = at_once(&unsent);
        let sent = tokio::select! {
            sent = client.logs(work, lease, unsent[..now].to_vec()) => Some(sent),
            () = late(end) => None,
        };
        match sent {
            Some(Ok(())) => {
                unsent.drain(..now);
                backoff.reset();
            }
            Some(Err(Trouble::Later { why, after })) => {
                tracing::debug!(work, why, "output cannot be sent now");
                tokio::select! {
                    () = backoff.wait(after) => {}
                    () = end.cancelled() => {}
                }
            }
            // The heartbeat hears the same and ends the run; until then output is only collected.
            Some(Err(trouble)) => {
                tracing::warn!(work, %trouble, "output is not taken");
                end.cancelled().await;
            }
            None => {}
        }
    }
}

async fn late(end: &CancellationToken) {
    end.cancelled().await;
    tokio::time::sleep(LAST).await;
}

fn piece(chunk: LogChunk) -> LogPiece {
    LogPiece {
        seq: chunk.seq,
        stream: chunk.stream,
        data_b64: data_encoding::BASE64.encode(&chunk.bytes),
        at: chunk.at,
    }
}
