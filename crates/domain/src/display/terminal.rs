//! A terminal of one endless column of lines: what comes in as bytes goes out as lines.

use super::pen::Pen;
use super::row::Row;
use super::sequence::{self, Effect, Found};
use super::style::Style;

/// Takes what a program writes, in pieces of any size, and makes lines of it. A sequence or a character that is cut by
/// the end of a piece goes on in the next.
///
/// A carriage return or a backspace goes back in the line, and what follows takes the place of what stood there, one
/// character for one. A cursor that would leave its line stays in it.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    pen: Pen,
    cells: Vec<(char, Style)>,
    cursor: usize,
    /// Something that was seen on this line is not on it any more.
    lost: bool,
    /// What may be the beginning of something.
    held: Vec<u8>,
    removed: usize,
    overwritten: usize,
}

impl Terminal {
    /// Takes a piece, and adds the lines that it ends.
    pub fn feed(&mut self, bytes: &[u8], rows: &mut Vec<Row>) {
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let used = self.read(&all, rows);
        all.drain(..used);
        self.held = all;
    }

    /// Ends the line that is begun, if there is one: another speaks.
    pub fn break_line(&mut self) -> Option<Row> {
        (!self.cells.is_empty()).then(|| self.end_line())
    }

    /// Whether a line is begun.
    pub const fn is_in_line(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Nothing more comes: what was held back is text after all.
    pub fn finish(&mut self, rows: &mut Vec<Row>) {
        let mut rest = std::mem::take(&mut self.held);
        while let Some(first) = rest.first().copied() {
            let used = if first == 0x1B {
                self.print('\u{1B}');
                1
            } else if first < 0x80 {
                self.read(&rest, rows)
            } else {
                self.print(char::REPLACEMENT_CHARACTER);
                rest.len()
            };
            rest.drain(..used);
        }
        rows.extend(self.break_line());
        self.count_lost();
    }

    /// How many sequences were taken out that are no style and erase nothing.
    pub const fn removed(&self) -> usize {
        self.removed
    }

    /// On how many lines something that was seen has gone.
    pub const fn overwritten(&self) -> usize {
        self.overwritten
    }

    /// Reads on until the end, or until something that is cut. Answers how many bytes were read.
    fn read(&mut self, bytes: &[u8], rows: &mut Vec<Row>) -> usize {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            at += match rest[0] {
                0x1B => match sequence::find(rest) {
                    Found::Whole(length) => {
                        self.apply(&rest[..length]);
                        length
                    }
                    Found::Unfinished => return at,
                    Found::Broken => {
                        self.print('\u{1B}');
                        1
                    }
                },
                b'\n' => {
                    let row = self.end_line();
                    rows.push(row);
                    1
                }
                b'\r' => {
                    self.cursor = 0;
                    1
                }
                0x08 if self.cursor > 0 => {
                    self.cursor -= 1;
                    1
                }
                _ => {
                    let end = rest.iter().skip(1).position(|byte| is_special(*byte));
                    let run = end.map_or(rest, |end| &rest[..=end]);
                    let read = self.text(run, end.is_none());
                    if read < run.len() {
                        return at + read;
                    }
                    read
                }
            };
        }
        at
    }

    /// Prints text. A character that is cut by the end of the piece is left; answers how many bytes were not.
    fn text(&mut self, bytes: &[u8], may_go_on: bool) -> usize {
        let mut read = 0;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                self.print(c);
            }
            read += chunk.valid().len();
            let invalid = chunk.invalid();
            let is_last = read + invalid.len() == bytes.len();
            if may_go_on && is_last && is_cut(invalid) {
                return read;
            }
            if !invalid.is_empty() {
                self.print(char::REPLACEMENT_CHARACTER);
            }
            read += invalid.len();
        }
        read
    }

    fn print(&mut self, c: char) {
        let cell = (c, self.pen.style());
        match self.cells.get_mut(self.cursor) {
            Some(place) => {
                self.lost |= place.0 != c && place.0 != ' ';
                *place = cell;
            }
            None => self.cells.push(cell),
        }
        self.cursor += 1;
    }

    fn apply(&mut self, sequence: &[u8]) {
        match sequence::apply(sequence, &mut self.pen) {
            Effect::Styled => {}
            Effect::EraseToEnd => self.erase_from(self.cursor),
            Effect::EraseLine => self.erase_from(0),
            Effect::None => self.removed += 1,
        }
    }

    /// The cursor never stands behind the end of its line, so that what comes next stands beside what is there.
    fn erase_from(&mut self, place: usize) {
        let gone = self.cells.get(place..).unwrap_or_default();
        self.lost |= gone.iter().any(|(c, _)| *c != ' ');
        self.cells.truncate(place);
        self.cursor = self.cursor.min(place);
    }

    fn end_line(&mut self) -> Row {
        let row = Row::of(&self.cells);
        self.cells.clear();
        self.cursor = 0;
        self.count_lost();
        row
    }

    fn count_lost(&mut self) {
        self.overwritten += usize::from(std::mem::take(&mut self.lost));
    }
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, 0x1B | b'\n' | b'\r' | 0x08)
}

/// Whether these bytes, which are no character, may be the beginning of one.
fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
