//! Characters that can be taken for ASCII ones, after the confusables of Unicode Technical Standard 39.

use std::borrow::Cow;
use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use unicode_security::skeleton;

use super::hidden;

/// The ASCII that this character can be taken for, for text that a machine reads.
///
/// Latin letters with a visible accent or stroke (é, ø) and the letters æ and œ are no look-alikes: marking them would
/// cost European paths their readability, and nobody overlooks them. Nor is a Korean syllable for the o-like part in it.
pub(super) fn of(c: char) -> Option<Cow<'static, str>> {
    if c.is_ascii() || matches!(c, 'æ' | 'Æ' | 'œ' | 'Œ') {
        return None;
    }
    if let Some(ascii) = beside_the_standard(c) {
        return Some(ascii);
    }
    let mut buffer = [0; 4];
    let (mut ascii, mut more) = (String::new(), false);
    for part in skeleton(c.encode_utf8(&mut buffer)) {
        if part.is_ascii_graphic() {
            ascii.push(part);
        } else {
            more = true;
        }
    }
    if ascii.is_empty() || (more && matches!(script(c), Script::Latin | Script::Hangul)) {
        return None;
    }
    Some(match ascii.as_str() {
        // The standard spells m as rn, and the double quote as two single ones.
        "rn" => Cow::Borrowed("m"),
        "''" => Cow::Borrowed("\""),
        _ => Cow::Owned(ascii),
    })
}

/// As [`of`], for a letter of another alphabet inside a word that mixes scripts.
pub(super) fn of_foreign_letter(c: char) -> Option<Cow<'static, str>> {
    if alphabet(c).is_none_or(|script| script == Script::Latin) {
        return None;
    }
    of(c).filter(|ascii| ascii.bytes().any(|byte| byte.is_ascii_alphanumeric()))
}

/// Where words mix alphabets, as byte ranges in order. Chinese, Japanese and Korean are written next to any
/// alphabet without a space, so their scripts do not count.
pub(super) fn mixed_words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let (mut start, mut seen, mut mixed) = (0, None, false);
    for (at, c) in text.char_indices() {
        if !is_of_word(c) {
            if mixed {
                found.push(start..at);
            }
            (start, seen, mixed) = (at + c.len_utf8(), None, false);
        } else if let Some(script) = alphabet(c) {
            mixed |= seen.is_some_and(|first| first != script);
            seen = Some(script);
        }
    }
    if mixed {
        found.push(start..text.len());
    }
    found
}

/// A hidden character does not end a word, or it would hide the mixture too.
fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric()
        || hidden::is_combining(c)
        || (hidden::kind(c).is_some() && hidden::category(c) != GeneralCategory::SpaceSeparator)
}

fn alphabet(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    match script(c) {
        Script::Common
        | Script::Inherited
        | Script::Unknown
        | Script::Han
        | Script::Hiragana
        | Script::Katakana
        | Script::Bopomofo
        | Script::Hangul => None,
        script => Some(script),
    }
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// What the standard leaves out or spells as something else: fullwidth forms, dashes in place of the minus that
/// starts an option, percent signs, and the accent that is canonically a backtick.
fn beside_the_standard(c: char) -> Option<Cow<'static, str>> {
    if let wide @ 0xFF01..=0xFF5E = u32::from(c) {
        return char::from_u32(wide - 0xFEE0).map(|narrow| Cow::Owned(narrow.to_string()));
    }
    match c {
        '\u{66A}' | '\u{FE6A}' => Some(Cow::Borrowed("%")),
        '\u{1FEF}' => Some(Cow::Borrowed("`")),
        _ if hidden::category(c) == GeneralCategory::DashPunctuation => Some(Cow::Borrowed("-")),
        _ => None,
    }
}
