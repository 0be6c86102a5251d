//! One who listens: a connection of its own, and what was heard on it.

use std::cell::{Ref, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::client::Who;

/// How much is read at once.
const PART: usize = 4096;
/// What a slow listener's machine keeps for it, in bytes: little, or a slow one looks like a fast one for long.
const KEPT: u32 = 4096;

/// How fast somebody reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    Fast,
    /// A byte a second.
    Slow,
    /// Never, after the first answer.
    Stopped,
}

/// An event that was heard of.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    pub(super) seq: i64,
    pub(super) at: Instant,
}

/// Somebody who listens until this is dropped.
pub(super) struct Listener {
    heard: Rc<RefCell<Vec<Heard>>>,
    last: watch::Receiver<i64>,
    reading: JoinHandle<()>,
}

impl Listener {
    /// Connects, and answers when the server has said that it is heard.
    pub(super) async fn open(
        server: SocketAddr,
        who: &Who,
        after: Option<i64>,
        pace: Pace,
    ) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        if pace != Pace::Fast {
            socket.set_recv_buffer_size(KEPT)?;
        }
        let mut stream = socket.connect(server).await.context("the server does not answer")?;
        let last = after.map(|seq| format!("last-event-id: {seq}\r\n")).unwrap_or_default();
        let request = format!(
            "GET /api/mission-control/activity/stream HTTP/1.1\r\nhost: {server}\r\naccept: text/event-stream\r\n{last}{}\r\n",
            who.line()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut part = [0; 512];
        let read = stream.read(&mut part).await.context("no answer came")?;
        let text = String::from_utf8_lossy(&part[..read]);
        ensure!(text.starts_with("HTTP/1.1 200"), "no stream: {text}");
        let (top, rest) = text.split_once("\r\n\r\n").context("half an answer")?;
        ensure!(top.contains("text/event-stream"), "no stream: {top}");
        let heard = Rc::new(RefCell::new(Vec::new()));
        let (tell, last) = watch::channel(0);
        let mut reader = Reader { lines: Vec::new(), heard: heard.clone(), tell };
        reader.take(rest.as_bytes());
        let reading = tokio::task::spawn_local(read_on(stream, reader, pace));
        Ok(Self { heard, last, reading })
    }

    /// Waits until an event was heard of.
    pub(super) async fn until(&self, seq: i64) {
        let mut last = self.last.clone();
        // A stream that ended never hears of it: whoever waits has a time of their own.
        if last.wait_for(|last| *last >= seq).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// All that was heard, in the order in which it came.
    pub(super) fn heard(&self) -> Ref<'_, Vec<Heard>> {
        self.heard.borrow()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

/// Reads lines, whatever pieces they come in.
struct Reader {
    lines: Vec<u8>,
    heard: Rc<RefCell<Vec<Heard>>>,
    tell: watch::Sender<i64>,
}

impl Reader {
    fn take(&mut self, part: &[u8]) {
        let at = Instant::now();
        self.lines.extend_from_slice(part);
        let mut begun = 0;
        while let Some(end) = self.lines[begun..].iter().position(|byte| *byte == b'\n') {
            let line = &self.lines[begun..begun + end];
            begun += end + 1;
            let seq = line.strip_prefix(b"id: ").and_then(|number| str::from_utf8(number).ok());
            if let Some(seq) = seq.and_then(|number| number.trim().parse().ok()) {
                self.heard.borrow_mut().push(Heard { seq, at });
                self.tell.send_replace(seq);
            }
        }
        self.lines.drain(..begun);
    }
}

async fn read_on(mut stream: TcpStream, mut reader: Reader, pace: Pace) {
    let mut part = vec![0; if pace == Pace::Fast { PART } else { 1 }];
    loop {
        match pace {
            Pace::Fast => {}
            Pace::Slow => tokio::time::sleep(Duration::from_secs(1)).await,
            Pace::Stopped => std::future::pending().await,
        }
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return,
            Ok(read) => reader.take(&part[..read]),
        }
    }
}
