//! What a word of a POSIX shell is once its quotes are gone.

use domain::action::Word;
use std::{iter::Peekable, str::Chars};

/// The word to the letter, or as it was written where only a run can tell.
pub(crate) fn unquote(raw: &str) -> Word {
    match decode(raw) {
        Some(text) => Word::Literal(text),
        None => Word::Dynamic(raw.to_owned()),
    }
}

fn decode(raw: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = raw.chars().peekable();
    let mut before = None;
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next()? {
                '\n' => {}
                escaped => out.push(escaped),
            },
            '\'' => loop {
                match chars.next()? {
                    '\'' => break,
                    inner => out.push(inner),
                }
            },
            '"' => double(&mut chars, &mut out)?,
            '$' => match chars.peek() {
                None => out.push('$'),
                Some('\'') => ansi(&mut chars, &mut out)?,
                Some(_) => return None,
            },
            '~' if matches!(before, None | Some('=' | ':')) => return None,
            '[' if chars.clone().any(|later| later == ']') => return None,
            '{' if chars.clone().any(|later| later == ',') || raw.contains("..") => return None,
            '`' | '*' | '?' | ';' | '&' | '|' | '<' | '>' | '(' | ')' => return None,
            plain if plain.is_whitespace() || plain.is_control() => return None,
            plain => out.push(plain),
        }
        before = Some(char);
    }
    Some(out)
}

fn double(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '"' => return Some(()),
            '\\' => match chars.next()? {
                '\n' => {}
                escaped @ ('$' | '`' | '"' | '\\') => out.push(escaped),
                other => out.extend(['\\', other]),
            },
            '$' if chars
                .peek()
                .is_some_and(|next| next.is_alphanumeric() || "_({[?!#@*$-".contains(*next)) =>
            {
                return None;
            }
            '`' => return None,
            plain => out.push(plain),
        }
    }
}

/// `$'…'`, whose opening quote comes next.
fn ansi(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Option<()> {
    chars.next();
    loop {
        let char = match chars.next()? {
            '\'' => return Some(()),
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'a' => '\u{7}',
                'b' => '\u{8}',
                'e' | 'E' => '\u{1b}',
                'f' => '\u{c}',
                'v' => '\u{b}',
                same @ ('\\' | '\'' | '"' | '?') => same,
                'x' => ascii(number(chars, String::new(), 16, 2)?)?,
                'u' => char::from_u32(number(chars, String::new(), 16, 4)?)?,
                'U' => char::from_u32(number(chars, String::new(), 16, 8)?)?,
                digit @ '0'..='7' => ascii(number(chars, digit.to_string(), 8, 3)?)?,
                _ => return None,
            },
            plain => plain,
        };
        // bash ends the word at a NUL.
        if char == '\0' {
            return None;
        }
        out.push(char);
    }
}

/// Above ASCII these are bytes, not characters.
fn ascii(number: u32) -> Option<char> {
    char::from_u32(number).filter(char::is_ascii)
}

fn number(
    chars: &mut Peekable<Chars<'_>>,
    mut digits: String,
    radix: u32,
    most: usize,
) -> Option<u32> {
    while digits.len() < most {
        match chars.peek() {
            Some(digit) if digit.is_digit(radix) => digits.push(*digit),
            _ => break,
        }
        chars.next();
    }
    u32::from_str_radix(&digits, radix).ok()
}
