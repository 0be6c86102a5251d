//! The visible escape and the spoken name of a marked character.

use std::borrow::Cow;

use icu_properties::props::GeneralCategory;

use super::hidden;

const C0: [&str; 32] = [
    "null",
    "start of heading",
    "start of text",
    "end of text",
    "end of transmission",
    "enquiry",
    "acknowledge",
    "bell",
    "backspace",
    "tab",
    "line feed",
    "vertical tab",
    "form feed",
    "carriage return",
    "shift out",
    "shift in",
    "data link escape",
    "device control one",
    "device control two",
    "device control three",
    "device control four",
    "negative acknowledge",
    "synchronous idle",
    "end of transmission block",
    "cancel",
    "end of medium",
    "substitute",
    "escape",
    "file separator",
    "group separator",
    "record separator",
    "unit separator",
];

/// The visible form of a character: `\u{200B}`, no leading zeros.
pub(super) fn escape(c: char) -> String {
    format!("\\u{{{:X}}}", u32::from(c))
}

/// The name of a hidden or control character.
pub(super) fn of(c: char) -> Cow<'static, str> {
    let code = u32::from(c);
    if let Some(name) = well_known(c) {
        return Cow::Borrowed(name);
    }
    match code {
        0..=0x1F => Cow::Borrowed(C0.get(code as usize).copied().unwrap_or("control character")),
        0xFE00..=0xFE0F => Cow::Owned(format!("variation selector {}", code - 0xFE00 + 1)),
        0xE0100..=0xE01EF => Cow::Owned(format!("variation selector {}", code - 0xE0100 + 17)),
        // Text written in tag characters is unseen by people and read by models: spell it out.
        0xE0021..=0xE007E => {
            Cow::Owned(format!("tag character {}", char::from_u32(code - 0xE0000).unwrap_or('?')))
        }
        _ => Cow::Owned(format!("U+{code:04X} {}", category(c))),
    }
}

/// The name of a look-alike, for the ASCII it can be taken for. Screen readers skip signs, so a sign has its word.
pub(super) fn looks_like(ascii: &str) -> Cow<'static, str> {
    Cow::Owned(match sign(ascii) {
        Some(word) => format!("looks like {ascii} ({word})"),
        None => format!("looks like {ascii}"),
    })
}

pub(super) fn trailing_spaces(number: usize) -> Cow<'static, str> {
    if number == 1 {
        Cow::Borrowed("trailing space")
    } else {
        Cow::Owned(format!("{number} trailing spaces"))
    }
}

fn well_known(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{7F}' => "delete",
        '\u{85}' => "next line",
        '\u{9B}' => "control sequence introducer",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{34F}' => "combining grapheme joiner",
        '\u{61C}' => "Arabic letter mark",
        '\u{115F}' => "Hangul choseong filler",
        '\u{1160}' => "Hangul jungseong filler",
        '\u{1680}' => "Ogham space mark",
        '\u{180E}' => "Mongolian vowel separator",
        '\u{2000}' | '\u{2002}' => "en space",
        '\u{2001}' | '\u{2003}' => "em space",
        '\u{2004}' => "three-per-em space",
        '\u{2005}' => "four-per-em space",
        '\u{2006}' => "six-per-em space",
        '\u{2007}' => "figure space",
        '\u{2008}' => "punctuation space",
        '\u{2009}' => "thin space",
        '\u{200A}' => "hair space",
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{202F}' => "narrow no-break space",
        '\u{205F}' => "medium mathematical space",
        '\u{2060}' => "word joiner",
        '\u{2061}' => "function application",
        '\u{2062}' => "invisible times",
        '\u{2063}' => "invisible separator",
        '\u{2064}' => "invisible plus",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{2800}' => "blank Braille pattern",
        '\u{3000}' => "ideographic space",
        '\u{3164}' => "Hangul filler",
        '\u{FEFF}' => "byte order mark",
        '\u{FFA0}' => "halfwidth Hangul filler",
        '\u{E0020}' => "tag space",
        '\u{E007F}' => "cancel tag",
        _ => return None,
    })
}

fn category(c: char) -> &'static str {
    match hidden::category(c) {
        GeneralCategory::Control => "control character",
        GeneralCategory::Format => "format character",
        GeneralCategory::SpaceSeparator => "space",
        GeneralCategory::PrivateUse => "private use character",
        GeneralCategory::Unassigned
            if matches!(u32::from(c), 0xFDD0..=0xFDEF) || u32::from(c) & 0xFFFE == 0xFFFE =>
        {
            "noncharacter"
        }
        GeneralCategory::Unassigned => "unassigned character",
        GeneralCategory::NonspacingMark
        | GeneralCategory::SpacingMark
        | GeneralCategory::EnclosingMark => "combining mark",
        _ => "invisible character",
    }
}

fn sign(ascii: &str) -> Option<&'static str> {
    Some(match ascii {
        "!" => "exclamation mark",
        "\"" => "double quote",
        "#" => "hash",
        "$" => "dollar",
        "%" => "percent",
        "&" => "ampersand",
        "'" => "single quote",
        "(" => "left parenthesis",
        ")" => "right parenthesis",
        "*" => "asterisk",
        "+" => "plus",
        "," => "comma",
        "-" => "hyphen",
        "." => "dot",
        "/" => "slash",
        ":" => "colon",
        ";" => "semicolon",
        "<" => "less than",
        "=" => "equals",
        ">" => "greater than",
        "?" => "question mark",
        "@" => "at",
        "[" => "left bracket",
        "\\" => "backslash",
        "]" => "right bracket",
        "^" => "caret",
        "_" => "underscore",
        "`" => "backtick",
        "{" => "left brace",
        "|" => "pipe",
        "}" => "right brace",
        "~" => "tilde",
        _ => return None,
    })
}
