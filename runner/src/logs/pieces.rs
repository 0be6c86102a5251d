//! Joins what was read into pieces of one stream: large enough to be few, young enough to feel live, cut between
//! characters where the bytes are UTF-8. Bytes are never changed.

use domain::{Timestamp, log::Stream};
use std::time::{Duration, Instant};

/// A piece is at most this many bytes.
pub(super) const LARGEST: usize = 16 * 1024;
/// A byte waits at most about this long.
const OLDEST: Duration = Duration::from_millis(250);
/// When the other stream speaks, the waiting piece goes first, so that order across streams is kept; but only so often
/// in [`OLDEST`], since a program that alternates byte by byte would make a piece of every byte.
const SWITCHES: u32 = 20;

/// A piece that is ready.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) stream: Stream,
    pub(super) bytes: Vec<u8>,
    /// When its first byte was read.
    pub(super) at: Timestamp,
}

#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    /// When its first byte came, on both clocks.
    since: Option<(Instant, Timestamp)>,
}

/// The bytes of both streams that wait for company.
pub(super) struct Pieces {
    streams: [(Stream, Waiting); 2],
    last: usize,
    switches: u32,
    counted_since: Instant,
}

impl Pieces {
    pub(super) fn new(now: Instant) -> Self {
        let streams = [Stream::Stdout, Stream::Stderr].map(|s| (s, Waiting::default()));
        Self { streams, last: 0, switches: 0, counted_since: now }
    }

    /// Takes bytes of one stream and gives out what became ready.
    pub(super) fn push(
        &mut self,
        stream: Stream,
        mut data: &[u8],
        now: (Instant, Timestamp),
        out: &mut Vec<Piece>,
    ) {
        let which = usize::from(stream == Stream::Stderr);
        if which != self.last {
            if now.0.duration_since(self.counted_since) >= OLDEST {
                (self.switches, self.counted_since) = (0, now.0);
            }
            if self.switches < SWITCHES {
                self.switches += 1;
                self.flush(self.last, true, out);
            }
            self.last = which;
        }
        while !data.is_empty() {
            let waiting = &mut self.streams[which].1;
            waiting.since.get_or_insert(now);
            let room = LARGEST - waiting.bytes.len();
            let (fits, rest) = data.split_at(room.min(data.len()));
            waiting.bytes.extend_from_slice(fits);
            data = rest;
            if waiting.bytes.len() == LARGEST {
                self.flush(which, false, out);
            }
        }
    }

    /// When the oldest waiting byte is due.
    pub(super) fn due(&self) -> Option<Instant> {
        self.streams.iter().filter_map(|(_, w)| w.since).map(|(since, _)| since + OLDEST).min()
    }

    /// Gives out what has waited long enough. Half a character may wait once more for its other half.
    pub(super) fn ripen(&mut self, now: Instant, out: &mut Vec<Piece>) {
        for which in 0..self.streams.len() {
            if let Some((since, _)) = self.streams[which].1.since
                && now >= since + OLDEST
            {
                let before = self.streams[which].1.bytes.len();
                self.flush(which, false, out);
                let waiting = &mut self.streams[which].1;
                if waiting.bytes.len() == before {
                    self.flush(which, true, out);
                } else if let Some(since) = &mut waiting.since {
                    since.0 = now;
                }
            }
        }
    }

    /// Gives out everything: nothing more will come.
    pub(super) fn finish(&mut self, out: &mut Vec<Piece>) {
        for which in 0..self.streams.len() {
            self.flush(which, true, out);
        }
    }

    fn flush(&mut self, which: usize, whole: bool, out: &mut Vec<Piece>) {
        let (stream, waiting) = &mut self.streams[which];
        let cut = if whole { waiting.bytes.len() } else { character_end(&waiting.bytes) };
        let Some((_, at)) = waiting.since else { return };
        if cut == 0 {
            return;
        }
        let rest = waiting.bytes.split_off(cut);
        let bytes = std::mem::replace(&mut waiting.bytes, rest);
        if waiting.bytes.is_empty() {
            waiting.since = None;
        }
        out.push(Piece { stream: *stream, bytes, at });
    }
}

/// Where the last whole character ends. Bytes that are not UTF-8 count as whole.
fn character_end(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let at = bytes.len() - back;
        let needs = match bytes[at] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if needs > back { at } else { bytes.len() };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(feed: impl FnOnce(&mut Pieces, Instant, &mut Vec<Piece>)) -> Vec<(Stream, Vec<u8>)> {
        let (now, mut got) = (Instant::now(), Vec::new());
        feed(&mut Pieces::new(now), now, &mut got);
        got.into_iter().map(|piece| (piece.stream, piece.bytes)).collect()
    }

    #[test]
    fn a_character_is_not_cut_in_two() {
        let text = "ä".repeat(LARGEST); // two bytes each, after one byte of offset
        let got = run(|p, now, out| {
            p.push(Stream::Stdout, b"x", (now, Timestamp(1)), out);
            p.push(Stream::Stdout, text.as_bytes(), (now, Timestamp(1)), out);
            p.finish(out);
        });
        assert!(got.iter().all(|(_, b)| std::str::from_utf8(b).is_ok() && b.len() <= LARGEST));
        assert_eq!(got.iter().flat_map(|(_, b)| b).count(), 1 + text.len());
    }

    #[test]
    fn half_a_character_waits_once_and_then_goes_as_it_is() {
        let got = run(|p, now, out| {
            p.push(Stream::Stdout, b"a\xE2\x82", (now, Timestamp(1)), out);
            p.ripen(now, out);
            p.ripen(now + OLDEST, out);
            p.ripen(now + OLDEST, out);
            p.ripen(now + 2 * OLDEST, out);
        });
        assert_eq!(got, [(Stream::Stdout, b"a".to_vec()), (Stream::Stdout, b"\xE2\x82".to_vec())]);
    }

    #[test]
    fn the_other_stream_lets_the_first_go_before_it_but_not_without_end() {
        let got = run(|p, now, out| {
            for _ in 0..1000 {
                p.push(Stream::Stdout, b"o", (now, Timestamp(1)), out);
                p.push(Stream::Stderr, b"e", (now, Timestamp(1)), out);
            }
            p.finish(out);
        });
        assert_eq!(got[..2], [(Stream::Stdout, b"o".to_vec()), (Stream::Stderr, b"e".to_vec())]);
        assert!(got.len() <= 2 + SWITCHES as usize, "{} pieces", got.len());
        for stream in [Stream::Stdout, Stream::Stderr] {
            let n: usize = got.iter().filter(|(s, _)| *s == stream).map(|(_, b)| b.len()).sum();
            assert_eq!(n, 1000);
        }
    }

    #[test]
    fn bytes_that_are_no_text_count_as_whole() {
        for (bytes, end) in
            [(&b"\xFF\xFE"[..], 2), (b"\x80\x80\x80\x80", 4), (b"a\xC3", 1), (b"", 0)]
        {
            assert_eq!(character_end(bytes), end, "{bytes:?}");
        }
    }
}
