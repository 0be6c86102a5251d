//! Hides values in whatever leaves this machine. A value can come in two pieces, so its possible beginning is held back.

use super::{Secrets, file::LEAST};
use aho_corasick::{AhoCorasick, Input, MatchKind};
use anyhow::Context as _;
use std::collections::BTreeMap;

/// Finds every value, the longest first where several begin at the same place.
pub(super) struct Mask {
    automaton: AhoCorasick,
    /// What is looked for.
    patterns: Vec<Vec<u8>>,
    /// What takes its place.
    words: Vec<Vec<u8>>,
}

impl Mask {
    /// Of a value of several lines also each line is hidden, as programs print such values line by line.
    pub(super) fn of(values: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let (mut patterns, mut words) = (Vec::new(), Vec::new());
        for (name, value) in values {
            let lines = value.lines().map(str::trim).filter(|_| value.contains('\n'));
            let lines = lines.filter(|line| line.chars().count() >= LEAST);
            for pattern in std::iter::once(value.as_str()).chain(lines) {
                patterns.push(pattern.as_bytes().to_vec());
                words.push(format!("[secret:{name}]").into_bytes());
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .context("too many secrets to look for")?;
        Ok(Self { automaton, patterns, words })
    }

    pub(super) fn finds(&self, bytes: &[u8]) -> bool {
        self.automaton.is_match(bytes)
    }

    pub(super) fn replace(&self, bytes: &[u8]) -> Vec<u8> {
        self.scan(bytes, true).0
    }

    /// The bytes with what was found replaced, and how many of them those are: unless they are `all` there is, those that
    /// could begin a value are left.
    fn scan(&self, bytes: &[u8], all: bool) -> (Vec<u8>, usize) {
        let (mut out, mut from) = (Vec::with_capacity(bytes.len()), 0);
        let mut open = if all { None } else { self.beginning(bytes, 0) };
        loop {
            let found = self.automaton.find(Input::new(bytes).range(from..));
            if open.is_some_and(|open| open < from) {
                open = self.beginning(bytes, from);
            }
            // Where one could begin, a longer one than the one that was found could.
            let Some(found) = found.filter(|found| open.is_none_or(|open| found.start() < open))
            else {
                let end = open.unwrap_or(bytes.len());
                out.extend_from_slice(&bytes[from..end]);
                return (out, end);
            };
            out.extend_from_slice(&bytes[from..found.start()]);
            out.extend_from_slice(&self.words[found.pattern()]);
            from = found.end();
        }
    }

    /// The first place from which the rest is the beginning of a value, but not a whole one.
    fn beginning(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let longest = |pattern: &Vec<u8>| {
            let most = (pattern.len() - 1).min(bytes.len() - from);
            (1..=most).rev().find(|&length| bytes.ends_with(&pattern[..length]))
        };
        let longest = self.patterns.iter().filter_map(longest).max();
        longest.map(|length| bytes.len() - length)
    }
}

/// Hides values in a stream. What could be the beginning of one is held until it is clear.
pub struct Masking {
    secrets: Secrets,
    held: Vec<u8>,
}

impl Masking {
    pub(super) fn new(secrets: Secrets) -> Self {
        Self { secrets, held: Vec::new() }
    }

    /// Takes the next bytes and gives what can go out.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let Some(mask) = &self.secrets.0.mask else { return bytes.to_vec() };
        self.held.extend_from_slice(bytes);
        let (out, done) = mask.scan(&self.held, false);
        self.held.drain(..done);
        out
    }

    /// The stream is over: gives what was held.
    pub fn finish(&mut self) -> Vec<u8> {
        let held = std::mem::take(&mut self.held);
        self.secrets.hide(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(values: &[(&str, &str)]) -> Secrets {
        let values = values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Secrets::of(values.collect()).expect("values")
    }

    fn streamed(secrets: &Secrets, text: &str, size: usize) -> String {
        let mut masking = secrets.masking();
        let mut out: Vec<u8> =
            text.as_bytes().chunks(size).flat_map(|piece| masking.push(piece)).collect();
        out.extend(masking.finish());
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_value_is_hidden_however_it_is_cut() {
        let secrets = secrets(&[
            ("short", "abcdefgh"),
            ("long", "abcdefghij"),
            ("other", "ghijklmn"),
            ("again", "aaaaaaab"),
            ("key", "-----BEGIN\nline-one-of-it\nline-two-of-it\nend"),
        ]);
        for (text, want) in [
            ("", ""),
            ("abcdefg", "abcdefg"),
            ("x abcdefgh y", "x [secret:short] y"),
            ("abcdefghij", "[secret:long]"),
            ("abcdefghi", "[secret:short]i"),
            // Two that overlap: no value is left whole.
            ("abcdefghijklmn", "[secret:long]klmn"),
            ("abcdefghabcdefgh", "[secret:short][secret:short]"),
            ("aaaaaaaaaaab", "aaaa[secret:again]"),
            ("> line-two-of-it\r\n> end", "> [secret:key]\r\n> end"),
            ("-----BEGIN\nline-one-of-it\nline-two-of-it\nend", "[secret:key]"),
        ] {
            for size in 1..=text.len().max(1) {
                assert_eq!(streamed(&secrets, text, size), want, "{text} by {size}");
            }
            assert_eq!(secrets.hide_text(text), want);
        }
    }

    #[test]
    fn what_cannot_begin_a_value_is_not_held() {
        let secrets = secrets(&[("token", "abcdefgh")]);
        let mut masking = secrets.masking();
        assert_eq!(masking.push(b"abc xab"), b"abc x");
        assert_eq!(masking.push(b"z"), b"abz");
        assert_eq!(masking.push(b"abcdefgh"), b"[secret:token]");
        assert_eq!(masking.finish(), b"");
    }
}
