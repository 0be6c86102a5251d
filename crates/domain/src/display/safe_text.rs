//! The one type for text from outside, and the pieces it is made of.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::lines::{self, Line};
use super::plain;
use super::scan::{Mode, Scan};

/// Text that is safe to show: no [`Segment`] holds a raw character that cannot be seen or that reorders text.
///
/// The two ways in differ in what is ordinary there: [`prose`](Self::prose) and [`code`](Self::code). It can be sent to the browser as data; take it from nobody else, because reading it
/// back does not mark anything again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SafeText {
    segments: Vec<Segment>,
    bytes: usize,
    line_count: usize,
    final_newline_missing: bool,
    marks: MarkCounts,
}

/// A piece of safe text, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Segment {
    /// Shown as it is. It may hold line feeds; outside code it may hold tabs.
    Text(String),
    /// Shown as a block of its own.
    Mark(Mark),
}

/// A stand-in for one character, or for a run of trailing spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The visible form, plain enough for any font: `\u{200B}`, `→`, or one `·` for each trailing space.
    pub shown: String,
    /// What a screen reader says: "zero width space", "looks like a".
    pub name: Cow<'static, str>,
    /// Why it is marked.
    pub kind: MarkKind,
}

/// Why a character is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MarkKind {
    /// Takes no ink, or stands for nothing that everybody sees alike: zero width characters, odd spaces, private
    /// use, unassigned, piled up combining marks.
    Hidden,
    /// A control character, a carriage return included.
    Control,
    /// Changes the order in which text reads.
    Bidi,
    /// Can be taken for an ASCII character.
    LookAlike,
    /// Layout, and harmless: tabs and trailing spaces in code. Drawn in grey, and not counted as hidden.
    Space,
}

/// How many characters were marked, by kind. A run of trailing spaces counts each space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkCounts {
    /// See [`MarkKind::Hidden`].
    pub hidden: usize,
    /// See [`MarkKind::Control`].
    pub control: usize,
    /// See [`MarkKind::Bidi`].
    pub bidi: usize,
    /// See [`MarkKind::LookAlike`].
    pub look_alike: usize,
    /// See [`MarkKind::Space`].
    pub space: usize,
}

impl SafeText {
    /// Titles, notes, names and messages. Tabs stay; look-alikes are marked only inside a word that mixes scripts,
    /// so that every language stays readable.
    pub fn prose(text: &str) -> Self {
        Self::scan(text, Mode::Prose)
    }

    /// Commands, paths and diffs. Tabs, trailing spaces and every look-alike are marked. No character is lost:
    /// [`unescape`](super::unescape) of [`to_plain`](Self::to_plain) gives the input back.
    pub fn code(text: &str) -> Self {
        Self::scan(text, Mode::Code)
    }

    fn scan(text: &str, mode: Mode) -> Self {
        let scan = Scan::of(text, mode);
        let final_newline_missing = !text.is_empty() && !text.ends_with('\n');
        Self {
            segments: scan.segments,
            bytes: text.len(),
            line_count: count_line_feeds(text) + usize::from(final_newline_missing),
            final_newline_missing,
            marks: scan.marks,
        }
    }

    /// The pieces in reading order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The pieces line by line, numbered from 1. A line feed ends a line and is in none.
    pub fn lines(&self) -> Vec<Line> {
        lines::of(&self.segments)
    }

    /// The size of the source in bytes, whatever is shown for it.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The lines of the source; a last line without a line feed counts, an empty source has none.
    pub const fn line_count(&self) -> usize {
        self.line_count
    }

    /// The source has text after its last line feed.
    pub const fn final_newline_missing(&self) -> bool {
        self.final_newline_missing
    }

    /// How many characters are marked.
    pub const fn marks(&self) -> MarkCounts {
        self.marks
    }

    /// There is a character that could hide: it warns, and keeps a request out of approving many at once.
    pub const fn has_hidden(&self) -> bool {
        self.marks.hidden + self.marks.control + self.marks.bidi > 0
    }

    /// There is a character that can be taken for an ASCII one.
    pub const fn has_lookalikes(&self) -> bool {
        self.marks.look_alike > 0
    }

    /// Whether the source shows nothing at all.
    pub const fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The text for a transport without colours (terminal, message, text body): marks as `\u{200B}`, tabs and line
    /// feeds as they are. A literal `\u{` of the source reads `\u{5C}u{`, so each `\u{…}` here is a mark.
    pub fn to_plain(&self) -> String {
        plain::text(&self.segments)
    }

    /// As [`to_plain`](Self::to_plain), on one line: line feeds and tabs are escaped too, so that the text cannot
    /// forge a second log record.
    pub fn to_plain_line(&self) -> String {
        plain::line(&self.segments)
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_plain())
    }
}

impl MarkCounts {
    pub(super) const fn add(&mut self, kind: MarkKind, number: usize) {
        let count = match kind {
            MarkKind::Hidden => &mut self.hidden,
            MarkKind::Control => &mut self.control,
            MarkKind::Bidi => &mut self.bidi,
            MarkKind::LookAlike => &mut self.look_alike,
            MarkKind::Space => &mut self.space,
        };
        *count += number;
    }
}

fn count_line_feeds(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}
