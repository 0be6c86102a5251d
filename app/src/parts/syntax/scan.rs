//! Reads one line after the other, each byte once. What goes on in the next line is kept between them.

use super::{
    Spans,
    kind::Kind,
    language::{Keys, Language, Quote},
};

/// What a line begins within.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// Code.
    #[default]
    Code,
    /// A comment, until this.
    Comment(&'static str),
    /// A text.
    Text(Quote),
    /// The inside of a tag.
    Tag,
}

/// Reads a line, and says what the next one begins within.
pub(super) fn line(language: &Language, state: State, text: &str) -> (Spans, State) {
    let mut scan = Scan { language, text, at: 0, spans: Spans::new() };
    let state = scan.read(state);
    (scan.spans, state)
}

struct Scan<'a> {
    language: &'a Language,
    text: &'a str,
    at: usize,
    spans: Spans,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    fn begins(&self, with: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(with.as_bytes())
    }

    /// Goes on to this place, and says what lies between.
    fn take(&mut self, to: usize, kind: Option<Kind>) {
        let range = self.at..to.min(self.text.len());
        self.at = range.end;
        let Some(kind) = kind.filter(|_| !range.is_empty()) else { return };
        match self.spans.last_mut() {
            Some((last, of)) if *of == kind && last.end == range.start => last.end = range.end,
            _ => self.spans.push((range, kind)),
        }
    }

    fn read(&mut self, mut state: State) -> State {
        if state == State::Code {
            self.key();
        }
        while self.at < self.text.len() {
            state = match state {
                State::Comment(end) => self.comment(end),
                State::Text(quote) => self.quoted(quote, self.at, Kind::String),
                State::Tag => self.tag(),
                State::Code => self.code(),
            };
        }
        match state {
            State::Text(quote) if !quote.lines => State::Code,
            state => state,
        }
    }

    fn comment(&mut self, end: &'static str) -> State {
        let found = self.text.as_bytes()[self.at..]
            .windows(end.len())
            .position(|part| part == end.as_bytes());
        let to = found.map_or(self.text.len(), |found| self.at + found + end.len());
        self.take(to, Some(Kind::Comment));
        if found.is_some() { State::Code } else { State::Comment(end) }
    }

    /// A text from here on; what ends it is looked for from `inside` on.
    fn quoted(&mut self, quote: Quote, inside: usize, kind: Kind) -> State {
        let (bytes, close) = (self.text.as_bytes(), quote.close.as_bytes());
        let mut at = inside;
        while at < bytes.len() {
            if quote.escapes && bytes[at] == b'\\' {
                at += 2;
            } else if bytes[at..].starts_with(close) {
                self.take(at + close.len(), Some(kind));
                return State::Code;
            } else {
                at += 1;
            }
        }
        self.take(bytes.len(), Some(kind));
        State::Text(quote)
    }

    fn code(&mut self) -> State {
        let language = self.language;
        for (open, close) in language.block {
            if self.begins(open) {
                self.take(self.at + open.len(), Some(Kind::Comment));
                return State::Comment(close);
            }
        }
        if language.line.iter().any(|start| self.begins(start)) && self.is_free() {
            self.take(self.text.len(), Some(Kind::Comment));
            return State::Code;
        }
        if let Some(quote) = language.quotes.iter().find(|quote| self.begins(quote.open)) {
            let inside = self.at + quote.open.len();
            return self.quoted(*quote, inside, Kind::String);
        }
        if language.tags {
            return self.markup();
        }
        match self.byte(self.at) {
            b'0'..=b'9' => self.number(),
            b'$' if language.dollar => self.variable(),
            byte if is_name(byte) => self.name(),
            b'\'' => self.letter(),
            _ => self.take(self.at + 1, None),
        }
        State::Code
    }

    /// A `#` within a word begins no comment: `a#b`, `$#`.
    fn is_free(&self) -> bool {
        self.byte(self.at) != b'#'
            || self.at == 0
            || matches!(self.byte(self.at - 1), b' ' | b'\t' | b';' | b'(' | b'{' | b',' | b')')
    }

    fn name(&mut self) {
        let end = self.end_of(self.at, is_name_inside);
        let word = &self.text[self.at..end];
        let kind = if self.language.has_word(word) {
            Some(Kind::Keyword)
        } else if self.byte(end) == b'(' || (self.byte(end) == b'!' && self.byte(end + 1) == b'(') {
            Some(Kind::Function)
        } else if self.language.types && is_type(word) {
            Some(Kind::Type)
        } else {
            None
        };
        self.take(end, kind);
    }

    fn number(&mut self) {
        let mut end = self.end_of(self.at, is_name_inside);
        // `1.5` is one number, `1..5` and `1.max(5)` are not.
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            end = self.end_of(end + 1, is_name_inside);
        }
        self.take(end, Some(Kind::Number));
    }

    /// `$NAME`, `${NAME}`, `$1`; a `$` before anything else is a sign.
    fn variable(&mut self) {
        let braced = self.byte(self.at + 1) == b'{';
        let from = self.at + 1 + usize::from(braced);
        let mut end = self.end_of(from, is_name_inside);
        let empty = end == from;
        if braced && self.byte(end) == b'}' {
            end += 1;
        }
        if empty { self.take(self.at + 1, None) } else { self.take(end, Some(Kind::Name)) }
    }

    /// `'a'` and `'\n'`, where texts have other quotes; `'static` is none.
    fn letter(&mut self) {
        let rest = &self.text[self.at + 1..];
        let escaped = rest.starts_with('\\');
        let length = rest.chars().nth(usize::from(escaped)).map_or(0, char::len_utf8);
        let end = self.at + 1 + usize::from(escaped) + length;
        if length > 0 && self.byte(end) == b'\'' {
            self.take(end + 1, Some(Kind::String));
        } else {
            self.take(self.at + 1, None);
        }
    }

    /// What a line of settings begins with.
    fn key(&mut self) {
        let sign = match self.language.keys {
            Keys::None => return,
            Keys::Colon => b':',
            Keys::Equals => b'=',
        };
        let blank = |byte: u8| matches!(byte, b' ' | b'\t');
        let mut from = self.end_of(0, blank);
        if self.byte(from) == b'-' && blank(self.byte(from + 1)) {
            from = self.end_of(from + 1, blank);
        }
        if sign == b'=' && self.byte(from) == b'[' {
            let end = self.end_of(from, |byte| !matches!(byte, b'#' | b';'));
            self.take(from, None);
            return self.take(end, Some(Kind::Name));
        }
        let quote = self.byte(from);
        let end = if matches!(quote, b'"' | b'\'') {
            let inside = self.end_of(from + 1, |byte| byte != quote && byte != b'\\');
            if self.byte(inside) == quote { inside + 1 } else { return }
        } else {
            self.end_of(from, |byte| {
                is_name_inside(byte) || matches!(byte, b'-' | b'.' | b'/' | b'$')
            })
        };
        let behind = self.end_of(end, blank);
        let begins_value = sign == b'=' || !matches!(self.byte(behind + 1), b':' | b'/');
        if end > from && self.byte(behind) == sign && begins_value {
            self.take(from, None);
            self.take(end, Some(Kind::Name));
        }
    }

    /// Text between tags is plain.
    fn markup(&mut self) -> State {
        if self.byte(self.at) != b'<' {
            let end = self.end_of(self.at, |byte| byte != b'<').max(self.at + 1);
            self.take(end, None);
            return State::Code;
        }
        let from = self.end_of(self.at + 1, |byte| matches!(byte, b'/' | b'!' | b'?'));
        let end = self.end_of(from, is_tag);
        self.take(from, None);
        self.take(end, Some(Kind::Keyword));
        if end > from { State::Tag } else { State::Code }
    }

    fn tag(&mut self) -> State {
        match self.byte(self.at) {
            b'>' => {
                self.take(self.at + 1, None);
                return State::Code;
            }
            quote @ (b'"' | b'\'') => {
                let end = self.end_of(self.at + 1, |byte| byte != quote) + 1;
                self.take(end, Some(Kind::String));
            }
            byte if is_tag(byte) => {
                let end = self.end_of(self.at, is_tag);
                self.take(end, Some(Kind::Name));
            }
            _ => self.take(self.at + 1, None),
        }
        State::Tag
    }

    /// Where the bytes from here on are no such ones any more.
    fn end_of(&self, from: usize, is: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        from.min(self.text.len()) + rest.iter().take_while(|byte| is(**byte)).count()
    }
}

/// Whatever is not ASCII belongs to a name, so that no character is parted from the marks drawn onto it.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_name_inside(byte: u8) -> bool {
    is_name(byte) || byte.is_ascii_digit()
}

fn is_tag(byte: u8) -> bool {
    is_name_inside(byte) || matches!(byte, b'-' | b':' | b'.')
}

/// `Name`, and neither `N` nor `NAME`.
fn is_type(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{super::language, *};
    use Kind::{Comment, Function, Keyword, Name, Number, String, Type};

    fn read(path: &str, lines: &[&str]) -> Vec<Vec<(std::string::String, Kind)>> {
        let language = language::of(path).expect(path);
        let mut state = State::default();
        let mut one = |text: &&str| {
            let (spans, after) = line(language, state, text);
            state = after;
            spans.into_iter().map(|(range, kind)| (text[range].to_owned(), kind)).collect()
        };
        lines.iter().map(&mut one).collect()
    }

    #[track_caller]
    fn is(path: &str, text: &str, want: &[(&str, Kind)]) {
        let got = read(path, &[text]).concat();
        let got: Vec<_> = got.iter().map(|(text, kind)| (text.as_str(), *kind)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn what_a_line_is_made_of_is_told_apart() {
        is(
            "a.rs",
            "pub fn a(x: &'a str) -> Vec<u8> { b!(\"x\\\"\", 1.5, 'c') } // d",
            &[
                ("pub", Keyword),
                ("fn", Keyword),
                ("a", Function),
                ("Vec", Type),
                ("b", Function),
                ("\"x\\\"\"", String),
                ("1.5", Number),
                ("'c'", String),
                ("// d", Comment),
            ],
        );
        is(
            "a.py",
            "def f(a): return 'x' # y",
            &[
                ("def", Keyword),
                ("f", Function),
                ("return", Keyword),
                ("'x'", String),
                ("# y", Comment),
            ],
        );
        is(
            "a.sh",
            "if [ \"$A\" = 1 ]; then echo ${B}#c $# 'd' # e",
            &[
                ("if", Keyword),
                ("\"$A\"", String),
                ("1", Number),
                ("then", Keyword),
                ("${B}", Name),
                ("'d'", String),
                ("# e", Comment),
            ],
        );
        is(
            "a.yaml",
            "  - key-1: \"v\" # c",
            &[("key-1", Name), ("\"v\"", String), ("# c", Comment)],
        );
        is(
            "a.json",
            "  \"key\": [1, true, \"x\"],",
            &[("\"key\"", Name), ("1", Number), ("true", Keyword), ("\"x\"", String)],
        );
        is("a.toml", "name = 'x' # y", &[("name", Name), ("'x'", String), ("# y", Comment)]);
        is("a.toml", "[workspace.package]", &[("[workspace.package]", Name)]);
        is("deploy.env", "DB=postgres://a:1/b", &[("DB", Name), ("1", Number)]);
        is(
            "a.sql",
            "select Count(*) FROM t -- x",
            &[("select", Keyword), ("Count", Function), ("FROM", Keyword), ("-- x", Comment)],
        );
        is(
            "a.html",
            "<a href=\"x\">if</a><!-- c -->",
            &[
                ("a", Keyword),
                ("href", Name),
                ("\"x\"", String),
                ("a", Keyword),
                ("<!-- c -->", Comment),
            ],
        );
        is(
            "Dockerfile",
            "FROM rust:1 AS build",
            &[("FROM", Keyword), ("1", Number), ("AS", Keyword)],
        );
    }

    #[test]
    fn what_is_open_goes_on_in_the_next_line_where_it_may() {
        let got = read("a.rs", &["/* a", "b */ let x = \"c", "d\"; 'e: loop {"]);
        assert_eq!(
            got[1],
            [("b */".into(), Comment), ("let".into(), Keyword), ("\"c".into(), String)]
        );
        assert_eq!(got[2], [("d\"".into(), String), ("loop".into(), Keyword)]);
        let got = read("a.js", &["let x = 'a", "let y = `b", "${c}`;"]);
        assert_eq!(
            got[1],
            [("let".into(), Keyword), ("`b".into(), String)],
            "' ends with its line"
        );
        assert_eq!(got[2], [("${c}`".into(), String)]);
        let got = read("a.xml", &["<a", " b='c'>", "d"]);
        assert_eq!(got[1], [("b".into(), Name), ("'c'".into(), String)]);
        assert!(got[2].is_empty());
    }

    #[test]
    fn any_text_in_any_language_is_cut_between_characters_and_in_order() {
        let pieces = [
            "'", "\"", "\\", "é", "日", "$", "{", "#", "/*", "*/", "<", "!--", ":", "=", "-", " ",
            "a1", "7.", "`",
        ];
        for path in [
            "a.rs", "a.py", "a.sh", "a.yaml", "a.toml", "a.html", "a.js", "a.ps1", "a.sql",
            "Makefile", "a.lua",
        ] {
            let language = language::of(path).expect(path);
            // Every neighbourhood of three pieces, in every state that they lead to.
            let mut state = State::default();
            for place in 0..pieces.len().pow(3) {
                let of = |by: usize| pieces[place / by % pieces.len()];
                let (a, b, c) = (of(1), of(pieces.len()), of(pieces.len().pow(2)));
                let text = format!("{a}{b}{c}");
                let (spans, after) = line(language, state, &text);
                let mut at = 0;
                for (range, _) in spans {
                    assert!(range.start >= at && !range.is_empty(), "{path} {text:?} {range:?}");
                    assert!(text.get(range.clone()).is_some(), "{path} {text:?} {range:?}");
                    at = range.end;
                }
                state = after;
            }
        }
    }
}
