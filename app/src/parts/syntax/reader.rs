//! Reads the lines of a diff in the language of its file: the old file and the new one, each in its own order.

use super::{
    kind::Kind,
    language,
    scan::{self, State},
};
use domain::change::diff::{Hunk, Kind as LineKind};
use std::{
    ops::Range,
    time::{Duration, Instant},
};

/// The pieces of one line that have a colour, as byte ranges in order.
pub type Spans = Vec<(Range<usize>, Kind)>;

/// A longer line is no line that anybody wrote; it stays plain, in bytes.
const LONGEST: usize = 1_000;
/// Of a page this much is read at most, in bytes.
const MOST: usize = 256 * 1024;

/// How much of a page is still read: what comes after that is plain.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    time: Duration,
    bytes: usize,
}

impl Patience {
    /// For one page, with this much time.
    pub const fn of(time: Duration) -> Self {
        Self { time, bytes: MOST }
    }

    fn take(&mut self, bytes: usize, since: Instant) -> bool {
        match self.bytes.checked_sub(bytes) {
            Some(left) if since.elapsed() < self.time => {
                self.bytes = left;
                true
            }
            _ => {
                self.bytes = 0;
                false
            }
        }
    }
}

/// The colours of each line of each hunk. None where the language is not known, and from where the patience ends on.
pub fn colours(path: &str, hunks: &[&Hunk<'_>], patience: &mut Patience) -> Vec<Vec<Spans>> {
    let mut all: Vec<Vec<Spans>> =
        hunks.iter().map(|hunk| vec![Spans::new(); hunk.lines.len()]).collect();
    let Some(language) = language::of(path).filter(|_| patience.bytes > 0) else { return all };
    let since = Instant::now();
    'page: for (hunk, spans) in hunks.iter().zip(&mut all) {
        // What stands between two hunks is not known: each begins as a file does.
        let (mut old, mut new) = (State::default(), State::default());
        for (line, spans) in hunk.lines.iter().zip(spans) {
            if !patience.take(line.text.len(), since) {
                break 'page;
            }
            if line.text.len() > LONGEST {
                continue;
            }
            let read = |state: &mut State| {
                let (spans, after) = scan::line(language, *state, line.text);
                *state = after;
                spans
            };
            match line.kind {
                LineKind::Remark => {}
                LineKind::Del => *spans = read(&mut old),
                LineKind::Add => *spans = read(&mut new),
                LineKind::Same => {
                    let same = old == new;
                    *spans = read(&mut new);
                    if same {
                        old = new;
                    } else {
                        read(&mut old);
                    }
                }
            }
        }
    }
    patience.time = patience.time.saturating_sub(since.elapsed());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::diff::{Line, parse};

    fn read(path: &str, diff: &str) -> Vec<Vec<(String, Kind)>> {
        let hunks = parse(diff);
        let mut patience = Patience::of(Duration::MAX);
        let lines = hunks.iter().flat_map(|hunk| &hunk.lines);
        let spans =
            colours(path, &hunks.iter().collect::<Vec<_>>(), &mut patience).into_iter().flatten();
        let text = |(line, spans): (&Line<'_>, Spans)| {
            spans.into_iter().map(|(range, kind)| (line.text[range].to_owned(), kind)).collect()
        };
        lines.zip(spans).map(text).collect()
    }

    #[test]
    fn the_old_file_and_the_new_one_are_read_apart() {
        // Only in the new file does the comment go on.
        let diff = "@@ -1,3 +1,3 @@\n-/* a */\n+/* a\n let x = 1;\n-let y = 2;\n+let y = 3; */\n";
        let got = read("a.rs", diff);
        assert_eq!(got[2], [("let x = 1;".to_owned(), Kind::Comment)], "the new file is shown");
        assert!(got[3].contains(&("2".to_owned(), Kind::Number)), "{:?}", got[3]);
        assert_eq!(got[4], [("let y = 3; */".to_owned(), Kind::Comment)]);
        // Each hunk begins anew.
        let again = format!("{diff}@@ -9 +9 @@\n+let z = 4;\n");
        assert!(read("a.rs", &again)[5].contains(&("4".to_owned(), Kind::Number)));
    }

    #[test]
    fn patience_ends_and_what_comes_after_is_plain() {
        let hunks = parse("@@ -0,0 +1,2 @@\n+let a = 1;\n+let b = 2;\n");
        let hunks: Vec<_> = hunks.iter().collect();
        let none = |patience: &mut Patience| {
            colours("a.rs", &hunks, patience)
                .concat()
                .iter()
                .filter(|spans| spans.is_empty())
                .count()
        };
        assert_eq!(none(&mut Patience::of(Duration::MAX)), 0);
        assert_eq!(none(&mut Patience::of(Duration::ZERO)), 2);
        let mut short = Patience { time: Duration::MAX, bytes: 12 };
        assert_eq!(none(&mut short), 1);
        assert_eq!(none(&mut short), 2, "one patience for a page, not for a file");
        let long = format!("@@ -0,0 +1 @@\n+let a = \"{}\";\n", "x".repeat(LONGEST));
        assert_eq!(read("a.rs", &long)[0], []);
    }

    #[test]
    fn a_page_of_lines_is_read_in_no_time() {
        let mut diff = String::from("@@ -0,0 +1,1500 @@\n");
        for at in 0..1_500 {
            let line = match at % 3 {
                0 => "+    let value = compute(input, \"text\", 42)?; // why",
                1 => "+    if let Some(found) = rows.iter().find(|row| row.id == wanted.id) {",
                _ => "+pub fn name(&self, at: usize) -> Result<Vec<String>, Error> {",
            };
            diff.push_str(line);
            diff.push('\n');
        }
        let hunks = parse(&diff);
        let hunks: Vec<_> = hunks.iter().collect();
        let since = Instant::now();
        let spans = colours("a.rs", &hunks, &mut Patience::of(Duration::MAX));
        let took = since.elapsed();
        assert!(spans[0].iter().all(|spans| !spans.is_empty()));
        // Far more than it takes, so that a busy machine is no failure; what a pattern would need is more than this.
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
}
