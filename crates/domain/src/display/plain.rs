//! Safe text as a plain string, and back.

use std::borrow::Cow;

use super::safe_text::{Mark, MarkKind, Segment};

/// A backslash of the source that would read as the start of an escape is escaped itself.
const LITERAL: &str = "\\u{";
const LITERAL_ESCAPED: &str = "\\u{5C}u{";

pub(super) fn text(segments: &[Segment]) -> String {
    let mut plain = String::new();
    for segment in segments {
        match segment {
            Segment::Text(text) if text.contains(LITERAL) => {
                plain.push_str(&text.replace(LITERAL, LITERAL_ESCAPED));
            }
            Segment::Text(text) => plain.push_str(text),
            Segment::Mark(mark) => plain.push_str(&of_mark(mark)),
        }
    }
    plain
}

pub(super) fn line(segments: &[Segment]) -> String {
    text(segments).replace('\n', "\\u{A}").replace('\t', "\\u{9}")
}

/// The signs for layout are characters that a source may hold too, so they are not used here.
fn of_mark(mark: &Mark) -> Cow<'_, str> {
    if mark.kind == MarkKind::Space {
        Cow::Owned(mark.shown.replace('·', "\\u{20}").replace('→', "\t"))
    } else {
        Cow::Borrowed(&mark.shown)
    }
}

/// The source of a [`to_plain`](super::SafeText::to_plain) or `to_plain_line` text: each `\u{…}` becomes its
/// character. What is no escape of a character stays as it is.
pub fn unescape(plain: &str) -> String {
    let mut source = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some((before, after)) = rest.split_once(LITERAL) {
        source.push_str(before);
        if let Some((c, tail)) = character(after) {
            source.push(c);
            rest = tail;
        } else {
            source.push_str(LITERAL);
            rest = after;
        }
    }
    source.push_str(rest);
    source
}

fn character(after: &str) -> Option<(char, &str)> {
    let (digits, tail) = after.split_once('}')?;
    if !(1..=6).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, tail))
}
