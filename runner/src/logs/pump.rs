//! Reads both pipes of a run until they end, as fast as the command writes.

use super::Recorder;
use crate::clock;
use domain::log::Stream;
use std::{
    future::Future,
    time::{Duration, Instant},
};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// As much as a pipe holds.
const READ: usize = 64 * 1024;
/// How long the pipes may stay open after the run is over: someone outside the tree may hold them.
const LINGER: Duration = Duration::from_millis(500);

/// Reads `stdout` and `stderr` into the recorder until both end, or shortly after `over` is done, and gives back what
/// `over` gave. What was read last is flushed, so that the recorder is ready to finish.
pub async fn pump<T>(
    mut stdout: impl AsyncRead + Unpin,
    mut stderr: impl AsyncRead + Unpin,
    over: impl Future<Output = T>,
    recorder: &mut Recorder,
) -> T {
    let mut over = std::pin::pin!(over);
    let mut result = None;
    let (mut out_buffer, mut err_buffer) = (vec![0; READ], vec![0; READ]);
    let (mut out_open, mut err_open) = (true, true);
    let mut close_at: Option<Instant> = None;
    while out_open || err_open || result.is_none() {
        if close_at.is_some_and(|at| at <= Instant::now()) {
            tracing::debug!("a process outside the run still holds its output open");
            break;
        }
        let wake = [recorder.due(), close_at].into_iter().flatten().min();
        let wake = wake.map(tokio::time::Instant::from_std);
        let read = tokio::select! {
            n = stdout.read(&mut out_buffer), if out_open => Some((Stream::Stdout, n)),
            n = stderr.read(&mut err_buffer), if err_open => Some((Stream::Stderr, n)),
            value = &mut over, if result.is_none() => {
                result = Some(value);
                close_at = Some(Instant::now() + LINGER);
                None
            }
            () = tokio::time::sleep_until(wake.unwrap_or_else(tokio::time::Instant::now)),
                if wake.is_some() => None,
        };
        let now = Instant::now();
        match read {
            Some((stream, Ok(n))) if n > 0 => {
                let buffer = if stream == Stream::Stdout { &out_buffer } else { &err_buffer };
                recorder.bytes(stream, &buffer[..n], (now, clock::now()));
            }
            // The end, or a pipe that cannot be read: either way nothing more comes.
            Some((Stream::Stdout, _)) => out_open = false,
            Some(_) => err_open = false,
            None => {}
        }
        recorder.ripen(now);
    }
    match result {
        Some(value) => value,
        None => over.await,
    }
}
