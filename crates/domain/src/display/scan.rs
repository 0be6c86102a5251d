//! One pass over the source that splits it into text and marks.

use std::borrow::Cow;
use std::ops::Range;

use super::safe_text::{Mark, MarkCounts, MarkKind, Segment};
use super::{hidden, look_alike, names};

/// A base character carries this many combining marks; the ones above are marked, as they would cover other lines.
const MOST_COMBINING: u8 = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Prose, and a line of output without its terminal sequences.
    Prose,
    Code,
}

pub(super) struct Scan<'a> {
    rest: &'a str,
    at: usize,
    mode: Mode,
    mixed_words: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
    /// Combining marks on the current base; `None` when there is no base to carry one.
    stacked: Option<u8>,
    pub(super) segments: Vec<Segment>,
    /// Where each segment ends in the source, in bytes. In code a run of blanks may be several that end as one.
    pub(super) ends: Vec<usize>,
    pub(super) marks: MarkCounts,
}

impl<'a> Scan<'a> {
    pub(super) fn of(text: &'a str, mode: Mode) -> Self {
        let mixed = if mode == Mode::Code { Vec::new() } else { look_alike::mixed_words(text) };
        let mut scan = Self {
            rest: text,
            at: 0,
            mode,
            mixed_words: mixed.into_iter().peekable(),
            stacked: None,
            segments: Vec::new(),
            ends: Vec::new(),
            marks: MarkCounts::default(),
        };
        while let Some(first) = scan.rest.bytes().next() {
            match first {
                b'\t' | b' ' if mode == Mode::Code => scan.blanks(),
                0x20..=0x7E | b'\n' | b'\t' => scan.ordinary(),
                _ => scan.character(),
            }
        }
        scan
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.at += bytes;
        taken
    }

    /// The longest run of ASCII that needs no mark. In code it stops before blanks that may be trailing.
    fn ordinary(&mut self) {
        let bytes = self.rest.as_bytes();
        let code = self.mode == Mode::Code;
        let end = bytes
            .iter()
            .enumerate()
            .position(|(i, byte)| match byte {
                b' ' if code => !matches!(bytes.get(i + 1), Some(0x21..=0x7E)),
                b'\t' => code,
                0x20..=0x7E | b'\n' => false,
                _ => true,
            })
            .unwrap_or(bytes.len());
        let run = self.take(end);
        self.stacked = (!run.ends_with(['\n', '\t'])).then_some(0);
        self.text(run);
    }

    /// A run of spaces and tabs in code: tabs always show, spaces where the line ends after them.
    fn blanks(&mut self) {
        let end =
            self.rest.bytes().position(|b| b != b' ' && b != b'\t').unwrap_or(self.rest.len());
        let run = self.take(end);
        let trailing =
            self.rest.is_empty() || self.rest.starts_with('\n') || self.rest.starts_with("\r\n");
        for part in run.split_inclusive('\t') {
            let spaces = part.trim_end_matches('\t');
            if trailing && !spaces.is_empty() {
                let number = spaces.len();
                self.mark(
                    MarkKind::Space,
                    "·".repeat(number),
                    names::trailing_spaces(number),
                    number,
                );
            } else if !spaces.is_empty() {
                self.text(spaces);
                self.stacked = Some(0);
            }
            if part.ends_with('\t') {
                self.mark(MarkKind::Space, "→".to_owned(), Cow::Borrowed("tab"), 1);
            }
        }
    }

    fn character(&mut self) {
        let Some(c) = self.rest.chars().next() else {
            return;
        };
        let at = self.at;
        let raw = self.take(c.len_utf8());
        if let Some(kind) = hidden::kind(c) {
            self.mark(kind, names::escape(c), names::of(c), 1);
        } else if let Some(ascii) = self.look_alike(c, at) {
            self.mark(MarkKind::LookAlike, names::escape(c), names::looks_like(&ascii), 1);
        } else if !hidden::is_combining(c) {
            self.text(raw);
            self.stacked = Some(0);
        } else if let Some(number) = self.stacked.filter(|number| *number < MOST_COMBINING) {
            self.text(raw);
            self.stacked = Some(number + 1);
        } else {
            self.mark(MarkKind::Hidden, names::escape(c), names::of(c), 1);
        }
    }

    fn look_alike(&mut self, c: char, at: usize) -> Option<Cow<'static, str>> {
        if self.mode == Mode::Code {
            return look_alike::of(c);
        }
        while self.mixed_words.next_if(|word| word.end <= at).is_some() {}
        self.mixed_words.peek().filter(|word| word.contains(&at))?;
        look_alike::of_foreign_letter(c)
    }

    fn text(&mut self, text: &str) {
        if let Some(Segment::Text(last)) = self.segments.last_mut() {
            last.push_str(text);
            self.ends.pop();
        } else if !text.is_empty() {
            self.segments.push(Segment::Text(text.to_owned()));
        } else {
            return;
        }
        self.ends.push(self.at);
    }

    /// A mark takes the place of its character, so a combining mark after it has no base.
    fn mark(&mut self, kind: MarkKind, shown: String, name: Cow<'static, str>, number: usize) {
        self.marks.add(kind, number);
        self.stacked = None;
        self.segments.push(Segment::Mark(Mark { shown, name, kind }));
        self.ends.push(self.at);
    }
}
