//! Where a terminal sequence ends, and which of them mean something here. Only complete and well-formed ones are taken
//! out: a broken one stays in sight with its escape character marked, so that it cannot swallow the text after it.

use anstyle_parse::state::{State, state_change};
use anstyle_parse::{AsciiParser, Params, Parser, Perform};

use super::pen::Pen;

/// The longest control sequence, and the longest string (window title, link), in bytes.
const LONGEST_SEQUENCE: usize = 64;
const LONGEST_STRING: usize = 4096;

/// What begins with an escape character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A sequence of this many bytes, the escape character included.
    Whole(usize),
    /// It may become one when more comes.
    Unfinished,
    /// Never will: what is there is text.
    Broken,
}

/// Looks at what begins with an escape character. Where a sequence ends says the parser's table; what is shorter here
/// than there is how much one may swallow: no control character, and no more than the longest.
pub(super) fn find(bytes: &[u8]) -> Found {
    let mut state = State::Escape;
    for (at, byte) in bytes.iter().copied().enumerate().skip(1) {
        let string = is_string(state);
        let longest = if string { LONGEST_STRING } else { LONGEST_SEQUENCE };
        match byte {
            _ if at >= longest => return Found::Broken,
            0x1B if string => return string_end(bytes, at),
            0x07 if state == State::OscString => return Found::Whole(at + 1),
            // Text in a title. Bytes above ASCII are characters here and end nothing.
            0x80.. if string => continue,
            0x00..0x20 | 0x7F.. => return Found::Broken,
            _ if state == State::Escape && !begins(byte) => return Found::Broken,
            _ => {}
        }
        match state_change(state, byte).0 {
            State::Anywhere => {}
            State::Ground => return Found::Whole(at + 1),
            next => state = next,
        }
    }
    Found::Unfinished
}

const fn is_string(state: State) -> bool {
    matches!(
        state,
        State::OscString
            | State::SosPmApcString
            | State::DcsEntry
            | State::DcsParam
            | State::DcsIntermediate
            | State::DcsIgnore
            | State::DcsPassthrough
    )
}

/// A string ends with ESC `\`.
fn string_end(bytes: &[u8], at: usize) -> Found {
    match bytes.get(at + 1) {
        Some(b'\\') => Found::Whole(at + 2),
        Some(_) => Found::Broken,
        None => Found::Unfinished,
    }
}

/// What may follow the escape character: an introducer, an intermediate, or a sequence of two: save, restore, keypad,
/// index, next line, tab stop, reverse index, shifts, reset. Any other would take a letter of the text along.
const fn begins(byte: u8) -> bool {
    matches!(
        byte,
        b'[' | b']' | b'P' | b'X' | b'^' | b'_' | 0x20
            ..=0x2F
                | b'7'
                | b'8'
                | b'='
                | b'>'
                | b'D'
                | b'E'
                | b'H'
                | b'M'
                | b'N'
                | b'O'
                | b'Z'
                | b'c'
                | b'n'
                | b'o'
    )
}

/// What a sequence does. All others do nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// The pen was changed.
    Styled,
    /// What stands from the cursor to the end of the line goes.
    EraseToEnd,
    /// What stands on the line goes.
    EraseLine,
    /// It was taken out: titles, links, moves, modes, and what nobody knows.
    None,
}

/// Applies a whole sequence.
pub(super) fn apply(bytes: &[u8], pen: &mut Pen) -> Effect {
    let mut doing = Doing { pen, effect: Effect::None };
    if bytes.starts_with(b"\x1B[") && bytes.is_ascii() {
        let mut parser = Parser::<AsciiParser>::default();
        for byte in bytes {
            parser.advance(&mut doing, *byte);
        }
    }
    doing.effect
}

struct Doing<'a> {
    pen: &'a mut Pen,
    effect: Effect,
}

impl Perform for Doing<'_> {
    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if ignore || !intermediates.is_empty() {
            return;
        }
        let first = params.iter().next().and_then(|group| group.first()).copied();
        self.effect = match (action, first) {
            (b'm', _) => {
                self.pen.change(params.iter());
                Effect::Styled
            }
            (b'K', None | Some(0)) => Effect::EraseToEnd,
            (b'K', Some(2)) => Effect::EraseLine,
            _ => Effect::None,
        };
    }
}
