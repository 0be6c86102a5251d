//! An open load: requests are due at fixed times, whether or not the ones before them were answered.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::sync::mpsc;

/// Hands out due times, `rate` of them a second and `count` in all. A thread of its own keeps them: the runtime's timer
/// is a millisecond coarse, which is as long as an answer takes.
pub(crate) fn pace(rate: u32, count: usize) -> Result<mpsc::UnboundedReceiver<Instant>> {
    let apart = Duration::from_secs(1).checked_div(rate).context("a rate of 0 has no end")?;
    let (send, due) = mpsc::unbounded_channel();
    thread::Builder::new().name("pace".to_owned()).spawn(move || {
        let mut next = Instant::now() + apart;
        for _ in 0..count {
            thread::sleep(next.saturating_duration_since(Instant::now()));
            if send.send(next).is_err() {
                // The load has ended, because it failed.
                return;
            }
            next += apart;
        }
    })?;
    Ok(due)
}
