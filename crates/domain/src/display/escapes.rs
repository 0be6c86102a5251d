//! The terminal sequences that are taken out of output. Only complete and well-formed ones are: a broken one stays
//! in sight with its escape character marked, so that it cannot swallow the text after it.

/// The longest control sequence, and the longest string (window title, link), in bytes.
const LONGEST_SEQUENCE: usize = 64;
const LONGEST_STRING: usize = 4096;

/// The length in bytes of the sequence that `text` starts with, its escape character included.
pub(super) fn length(text: &str) -> Option<usize> {
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
