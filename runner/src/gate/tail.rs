//! The end of what a command prints, on its way to where it goes anyway.

use domain::limits;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// The last bytes of both streams, in the order they were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail(Arc<Mutex<VecDeque<u8>>>);

impl Tail {
    fn add(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let over = kept.len().saturating_sub(limits::ACTION_OUTPUT);
        kept.drain(..over);
    }

    /// As text, at most as long as a report may be. What is not UTF-8 is replaced.
    pub(super) fn text(&self) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(kept.make_contiguous()).into_owned();
        let over = text.len().saturating_sub(limits::ACTION_OUTPUT);
        text[text.ceil_char_boundary(over)..].to_owned()
    }
}

/// Copies until either side is closed.
pub(super) async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    tail: Tail,
) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = match from.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => &buffer[..read],
        };
        tail.add(read);
        // Whoever read it is gone: dropping the pipe tells the command, as it would without us.
        if to.write_all(read).await.is_err() || to.flush().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_goes_on_and_the_end_is_kept() {
        let long = format!("{}ü\u{fffd}end", "é".repeat(limits::ACTION_OUTPUT));
        let (tail, mut out) = (Tail::default(), Vec::new());
        pump(long.as_bytes(), &mut out, tail.clone()).await;
        assert_eq!(out, long.as_bytes());
        let kept = tail.text();
        assert!(
            kept.len() <= limits::ACTION_OUTPUT && kept.ends_with("ü\u{fffd}end"),
            "{}",
            kept.len()
        );
    }
}
