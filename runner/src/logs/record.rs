//! Numbers the pieces of a run and keeps the run within its limit.

use super::pieces::{Piece, Pieces};
use crate::secrets::{Masking, Secrets};
use domain::{
    Timestamp,
    log::{LogChunk, Stream},
};
use std::{collections::VecDeque, time::Instant};
use tokio::sync::mpsc::UnboundedSender;

/// How much of a run's output is kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes from the beginning, sent as they come.
    pub head: usize,
    /// Bytes from the end, sent when the run is over.
    pub tail: usize,
}

impl Default for Limits {
    /// 10 MiB, half from each end.
    fn default() -> Self {
        Self { head: 5 * 1024 * 1024, tail: 5 * 1024 * 1024 }
    }
}

/// A tail of tiny pieces is bounded by their number, as each costs memory beside its bytes.
const MOST_PIECES: usize = 64 * 1024;

/// Takes a run's output and remarks, and gives out numbered chunks. What is waiting to be sent is bounded by
/// [`Limits`], however much the command prints and however slowly the server takes it.
pub struct Recorder {
    out: UnboundedSender<LogChunk>,
    seq: i64,
    limits: Limits,
    secrets: Secrets,
    /// Of stdout and of everything else.
    masking: [Masking; 2],
    pieces: Pieces,
    head: usize,
    tail: VecDeque<Piece>,
    tail_bytes: usize,
    /// Bytes left out of stdout and stderr.
    left_out: [u64; 2],
}

impl Recorder {
    /// A recorder that gives its chunks to `out`, numbered from 1, without the values of secrets.
    pub fn new(out: UnboundedSender<LogChunk>, limits: Limits, secrets: Secrets) -> Self {
        let pieces = Pieces::new(Instant::now());
        let tail = VecDeque::new();
        Self {
            out,
            seq: 0,
            limits,
            masking: [secrets.masking(), secrets.masking()],
            secrets,
            pieces,
            head: 0,
            tail,
            tail_bytes: 0,
            left_out: [0; 2],
        }
    }

    /// Takes bytes that were just read.
    pub fn bytes(&mut self, stream: Stream, data: &[u8], now: (Instant, Timestamp)) {
        let data = self.masking[usize::from(stream == Stream::Stderr)].push(data);
        self.with(|pieces, keep| pieces.push(stream, &data, now, keep));
    }

    /// What nobody outside this machine may read.
    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// When [`Self::ripen`] has something to do.
    pub fn due(&self) -> Option<Instant> {
        self.pieces.due()
    }

    /// Sends what has waited long enough.
    pub fn ripen(&mut self, now: Instant) {
        self.with(|pieces, keep| pieces.ripen(now, keep));
    }

    /// Mission Control's own remark; it counts toward no limit. A line break is added.
    pub fn remark(&mut self, text: &str, at: Timestamp) {
        let bytes = format!("{}\n", self.secrets.hide_text(text)).into_bytes();
        self.send(Piece { stream: Stream::System, bytes, at });
    }

    /// Sends what was kept from the end, after the exact count of what was left out before it. Says whether anything was.
    pub fn finish(&mut self, at: Timestamp) -> bool {
        for (which, stream) in [Stream::Stdout, Stream::Stderr].into_iter().enumerate() {
            let held = self.masking[which].finish();
            self.with(|pieces, keep| pieces.push(stream, &held, (Instant::now(), at), keep));
        }
        self.with(Pieces::finish);
        let [stdout, stderr] = self.left_out;
        let cut = stdout + stderr > 0;
        if cut {
            self.remark(
                &format!(
                    "{} bytes of output were left out here ({stdout} of stdout, {stderr} of stderr). \
                     The end of the output follows.",
                    stdout + stderr
                ),
                at,
            );
        }
        self.tail_bytes = 0;
        for piece in std::mem::take(&mut self.tail) {
            self.send(piece);
        }
        cut
    }

    fn with(&mut self, work: impl FnOnce(&mut Pieces, &mut Vec<Piece>)) {
        let mut ready = Vec::new();
        work(&mut self.pieces, &mut ready);
        for piece in ready {
            self.keep(piece);
        }
    }

    fn keep(&mut self, piece: Piece) {
        let size = piece.bytes.len();
        if self.tail.is_empty() && self.left_out == [0; 2] && self.head + size <= self.limits.head {
            self.head += size;
            return self.send(piece);
        }
        if self.tail.is_empty() && self.left_out == [0; 2] {
            let text = format!(
                "The output is longer than {} bytes. What comes now is held back, and the last {} bytes \
                 of it are shown when the command ends.",
                self.limits.head, self.limits.tail
            );
            self.remark(&text, piece.at);
        }
        self.tail_bytes += size;
        self.tail.push_back(piece);
        // What the head did not use, because a piece is not cut for it, is the tail's.
        let room = self.limits.tail + self.limits.head - self.head;
        while self.tail_bytes > room || self.tail.len() > MOST_PIECES {
            let Some(gone) = self.tail.pop_front() else { break };
            self.tail_bytes -= gone.bytes.len();
            self.left_out[usize::from(gone.stream == Stream::Stderr)] += gone.bytes.len() as u64;
        }
    }

    fn send(&mut self, piece: Piece) {
        self.seq += 1;
        let Piece { stream, bytes, at } = piece;
        // Nobody listens only when the run was given up; its output is then of no use.
        let _ = self.out.send(LogChunk { seq: self.seq, stream, bytes, at });
    }
}
