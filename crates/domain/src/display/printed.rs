//! All that a program printed, line by line.

use super::plain;
use super::row::Row;
use super::terminal::Terminal;

/// What a program printed, as a terminal would show it: styled lines, no window titles, no links, nothing hidden.
///
/// Nothing is dropped in silence: what was taken out or overwritten is counted. Bytes that are no UTF-8 become U+FFFD.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    rows: Vec<Row>,
    bytes: usize,
    terminal: Terminal,
}

impl Printed {
    /// All of it at once.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let (mut terminal, mut rows) = (Terminal::default(), Vec::new());
        terminal.feed(bytes, &mut rows);
        terminal.finish(&mut rows);
        Self { rows, bytes: bytes.len(), terminal }
    }

    /// The lines.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The size of the source in bytes, whatever is shown for it.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Row::is_empty)
    }

    /// There is a character that could hide. Sequences that a terminal takes for colours and the like are none.
    pub fn has_hidden(&self) -> bool {
        self.rows.iter().any(Row::has_hidden)
    }

    /// See [`Terminal::removed`].
    pub const fn removed(&self) -> usize {
        self.terminal.removed()
    }

    /// See [`Terminal::overwritten`].
    pub const fn overwritten(&self) -> usize {
        self.terminal.overwritten()
    }

    /// The text alone, with marks as `\u{200B}` and a line feed after each line.
    pub fn to_plain(&self) -> String {
        let line = |row: &Row| plain::text(&row.segments()) + "\n";
        self.rows.iter().map(line).collect()
    }
}
