//! Hunks made ready to be shown: cut to what one page takes, paired, and with the changed words of each line.

use super::pair::{self, Row};
use crate::parts::{
    syntax::{self, Patience, Spans},
    word_diff,
};
use domain::change::diff::{Hunk, Kind, parse};
use std::ops::Range;

/// A hunk ready to be shown.
#[derive(Clone, Debug)]
pub struct Ready<'a> {
    /// What was read.
    pub hunk: Hunk<'a>,
    /// Its side by side rows.
    pub rows: Vec<Row>,
    /// The changed words of each line, as byte ranges.
    pub words: Vec<Vec<Range<usize>>>,
    /// What has a colour in each line; nothing before [`Stretch::colour`].
    pub colours: Vec<Spans>,
}

/// A stretch of a file's diff.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    /// The hunks in it.
    pub hunks: Vec<Ready<'a>>,
    /// How many lines come before it.
    pub before: usize,
    /// How many lines are in it.
    pub shown: usize,
    /// How many lines come after it.
    pub after: usize,
}

impl Stretch<'_> {
    /// Colours what is shown as the code that a file of this name holds, as long as the patience lasts.
    pub fn colour(&mut self, path: &str, patience: &mut Patience) {
        let hunks: Vec<&Hunk<'_>> = self.hunks.iter().map(|ready| &ready.hunk).collect();
        let colours = syntax::colours(path, &hunks, patience);
        for (ready, colours) in self.hunks.iter_mut().zip(colours) {
            ready.colours = colours;
        }
    }
}

/// The lines of a diff from a place on, at most so many.
pub fn stretch(diff: &str, from: usize, most: usize) -> Stretch<'_> {
    let mut hunks = parse(diff);
    let total: usize = hunks.iter().map(|hunk| hunk.lines.len()).sum();
    let before = from.min(total);
    let (mut skip, mut room) = (before, most);
    for hunk in &mut hunks {
        let skipped = skip.min(hunk.lines.len());
        hunk.lines.drain(..skipped);
        skip -= skipped;
        hunk.lines.truncate(room);
        room -= hunk.lines.len();
    }
    hunks.retain(|hunk| !hunk.lines.is_empty());
    let shown = most - room;
    let hunks = hunks.into_iter().map(ready).collect();
    Stretch { hunks, before, shown, after: total - before - shown }
}

fn ready(hunk: Hunk<'_>) -> Ready<'_> {
    let rows = pair::rows(&hunk.lines);
    let mut words = vec![Vec::new(); hunk.lines.len()];
    for row in &rows {
        let (Some(left), Some(right)) = (row.left, row.right) else { continue };
        if (hunk.lines[left].kind, hunk.lines[right].kind) == (Kind::Del, Kind::Add) {
            let marks = word_diff::marks(hunk.lines[left].text, hunk.lines[right].text);
            words[left] = marks.old;
            words[right] = marks.new;
        }
    }
    let colours = vec![Spans::new(); hunk.lines.len()];
    Ready { hunk, rows, words, colours }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn a_stretch_keeps_numbers_and_says_what_is_left() {
        let diff = "@@ -1,2 +1,2 @@\n a\n b\n@@ -10,3 +10,3 @@\n c\n-d\n+e\n f\n";
        let stretch = stretch(diff, 3, 2);
        assert_eq!((stretch.before, stretch.shown, stretch.after), (3, 2, 1));
        let lines = &stretch.hunks[0].hunk.lines;
        assert_eq!((stretch.hunks.len(), lines[0].old, lines[1].new), (1, Some(11), Some(11)));
        let all = super::stretch(diff, 99, 5);
        assert_eq!((all.before, all.shown, all.after), (6, 0, 0));
    }

    #[test]
    fn paired_lines_carry_their_changed_words() {
        let stretch = stretch("@@ -1 +1 @@\n-db=myapp\n+db=myapp_prod\n", 0, 10);
        let ends =
            |words: &[Range<usize>]| words.iter().map(|r| (r.start, r.end)).collect::<Vec<_>>();
        let words: Vec<_> = stretch.hunks[0].words.iter().map(|words| ends(words)).collect();
        assert_eq!(words, [[(3, 8)], [(3, 13)]]);
    }

    /// Ten thousand changed lines, of the kinds that cost most: blocks just small enough to compare every pair, one
    /// block too large for that, and lines of many different words.
    #[test]
    fn ten_thousand_lines_take_milliseconds() {
        let mut diff = String::new();
        for block in 0..60 {
            let _ = writeln!(diff, "@@ -{block},50 +{block},50 @@");
            for sign in ["-", "+"] {
                for line in 0..50 {
                    let _ = writeln!(
                        diff,
                        "{sign}    let value_{line} = compute(input, {sign:?}, {block});"
                    );
                }
            }
        }
        for sign in ["-", "+"] {
            for line in 0..2_000 {
                let words: Vec<_> =
                    (0..20).map(|w| format!("{sign}{}", (line * 7 + w * 13) % 97)).collect();
                let words = words.join(" ");
                let _ = writeln!(diff, "{sign}{words}");
            }
        }
        assert_eq!(diff.lines().filter(|line| !line.starts_with("@@")).count(), 10_000);
        let start = std::time::Instant::now();
        let stretch = stretch(&diff, 0, usize::MAX);
        let took = start.elapsed();
        assert_eq!(stretch.shown, 10_000);
        let limit = if cfg!(debug_assertions) { 2_000 } else { 100 };
        assert!(took.as_millis() < limit, "{took:?}");
    }
}
