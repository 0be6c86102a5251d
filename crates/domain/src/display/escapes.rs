//! The terminal sequences that are taken out of output. Only complete and well-formed ones are: a broken one stays
//! in sight with its escape character marked, so that it cannot swallow the text after it.

use std::borrow::Cow;

/// The longest control sequence, and the longest string (window title, link), in bytes.
const LONGEST_SEQUENCE: usize = 64;
const LONGEST_STRING: usize = 4096;

/// The text without its sequences, and how many there were. A carriage return right before a line feed goes too: it
/// belongs to the line end.
///
/// This comes before any mark is made, so that a change of colour inside a word cannot hide what the word mixes. What
/// becomes a sequence only by this is not looked at again; its escape character will be marked.
pub(super) fn without(text: &str) -> (Cow<'_, str>, usize) {
    let (mut kept, mut removed, mut rest) = (String::new(), 0, text);
    while let Some(at) = rest.find(['\u{1B}', '\r']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let skipped = if let Some(length) = length(from) {
            removed += 1;
            length
        } else {
            if !from.starts_with("\r\n") {
                kept.push_str(&from[..1]);
            }
            1
        };
        rest = &from[skipped..];
    }
    if kept.is_empty() && rest.len() == text.len() {
        return (Cow::Borrowed(text), 0);
    }
    kept.push_str(rest);
    (Cow::Owned(kept), removed)
}

/// The length in bytes of the sequence that `text` starts with, its escape character included.
fn length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\u{1B}')?;
    let (first, rest) = (body.bytes().next()?, body.get(1..));
    let tail = match first {
        b'[' => control(rest?)?,
        b']' | b'P' | b'X' | b'^' | b'_' => string(rest?)?,
        // Choice of a character set or of a line attribute: one more byte.
        b'(' | b')' | b'*' | b'+' | b'-' | b'.' | b'/' | b'#' | b'%' | b' ' => {
            rest?.bytes().next().filter(|byte| matches!(byte, 0x30..=0x7E)).map(|_| 1)?
        }
        // Save, restore, keypad, index, next line, tab stop, reverse index, shifts, reset.
        b'7' | b'8' | b'=' | b'>' | b'D' | b'E' | b'H' | b'M' | b'N' | b'O' | b'Z' | b'c'
        | b'n' | b'o' => 0,
        _ => return None,
    };
    Some(2 + tail)
}

/// Parameters, then intermediates, then one final byte.
fn control(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let bytes = bytes.get(..LONGEST_SEQUENCE).unwrap_or(bytes);
    let parameters = bytes.iter().take_while(|byte| matches!(byte, 0x30..=0x3F)).count();
    let intermediates =
        bytes.iter().skip(parameters).take_while(|byte| matches!(byte, 0x20..=0x2F)).count();
    let length = parameters + intermediates;
    bytes.get(length).filter(|byte| matches!(byte, 0x40..=0x7E)).map(|_| length + 1)
}

/// Anything but control characters, up to a bell or ESC `\`.
fn string(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = bytes.iter().take(LONGEST_STRING).position(|byte| *byte < 0x20 || *byte == 0x7F)?;
    match bytes.get(end..)? {
        [0x07, ..] => Some(end + 1),
        [0x1B, b'\\', ..] => Some(end + 2),
        _ => None,
    }
}
