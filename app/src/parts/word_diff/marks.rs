//! Which words of a changed line changed.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Lines with more words than this between their common ends are marked as a whole there.
const MOST_WORDS: usize = 120;
/// When more than this share of both lines changed, marks would only be noise.
const NOISE: f32 = 0.7;

/// The changed parts of a line and of the line it became, as byte ranges in order. Both are empty when the lines have
/// too little in common for marks to help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// What was taken out of the old line.
    pub old: Vec<Range<usize>>,
    /// What was put into the new line.
    pub new: Vec<Range<usize>>,
}

/// Compares two lines word by word.
pub fn marks(old: &str, new: &str) -> Marks {
    let mut marks = compare(old, new);
    join_across_blanks(old, &mut marks.old);
    join_across_blanks(new, &mut marks.new);
    if share(&marks.old, old) > NOISE && share(&marks.new, new) > NOISE {
        return Marks::default();
    }
    marks
}

fn compare(old: &str, new: &str) -> Marks {
    let (a, b) = (words(old), words(new));
    let most = a.len().min(b.len());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take(most - front);
    let back = back.take_while(|(x, y)| x == y).count();
    let bytes = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let start = bytes(&a[..front]);
    let (a, b) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    let mut marks = Marks::default();
    if a.len() + b.len() > MOST_WORDS {
        push(&mut marks.old, start..start + bytes(a));
        push(&mut marks.new, start..start + bytes(b));
        return marks;
    }
    let (mut at_old, mut at_new) = (start, start);
    for op in capture_diff_slices(Algorithm::Myers, a, b) {
        let (from, to) = (bytes(&a[op.old_range()]), bytes(&b[op.new_range()]));
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Insert { .. } => push_slid(new, &mut marks.new, at_new..at_new + to),
            DiffOp::Delete { .. } => push_slid(old, &mut marks.old, at_old..at_old + from),
            DiffOp::Replace { .. } => {
                push(&mut marks.old, at_old..at_old + from);
                push(&mut marks.new, at_new..at_new + to);
            }
        }
        at_old += from;
        at_new += to;
    }
    marks
}

/// What was only put in, or only taken out, can often be said of a stretch a little before it as well:
/// `-[-set A=1 -]f` is `[--set A=1 ]-f`. The one that begins after a blank reads best.
fn push_slid(line: &str, ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    let bytes = line.as_bytes();
    let blank = |at: usize| at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\t'));
    let floor = ranges.last().map_or(0, |last| last.end);
    let mut moved = range.clone();
    while !blank(moved.start) {
        let (before, last) = (bytes.get(moved.start - 1), bytes.get(moved.end.wrapping_sub(1)));
        let same = before == last && before.is_some_and(u8::is_ascii);
        if !same || moved.start - 1 <= floor {
            return push(ranges, range);
        }
        moved = moved.start - 1..moved.end - 1;
    }
    push(ranges, moved);
}

/// Words, runs of blanks, and every other ASCII sign alone. Whatever is not ASCII belongs to a word, so that no
/// character is parted from the marks drawn onto it.
fn words(line: &str) -> Vec<&str> {
    let class = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => 0,
        b' ' | b'\t' => 1,
        _ => 2,
    };
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.bytes().next() {
        let same = |byte: &u8| class(first) != 2 && class(*byte) == class(first);
        let length = rest.bytes().take_while(same).count().max(1);
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

fn push(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        _ if range.is_empty() => {}
        Some(last) if last.end == range.start => last.end = range.end,
        _ => ranges.push(range),
    }
}

/// Two changes with nothing but blanks between them read as one.
fn join_across_blanks(line: &str, ranges: &mut Vec<Range<usize>>) {
    ranges.dedup_by(|next, last| {
        let between = line.get(last.end..next.start).unwrap_or("-");
        let joined = between.bytes().all(|byte| byte == b' ' || byte == b'\t');
        if joined {
            last.end = next.end;
        }
        joined
    });
}

fn share(ranges: &[Range<usize>], line: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share =
        ranges.iter().map(ExactSizeIterator::len).sum::<usize>() as f32 / line.len().max(1) as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, ranges: &[Range<usize>]) -> String {
        let mut text = line.to_owned();
        for range in ranges.iter().rev() {
            text.insert(range.end, ']');
            text.insert(range.start, '[');
        }
        text
    }

    fn both(old: &str, new: &str) -> (String, String) {
        let marks = marks(old, new);
        (shown(old, &marks.old), shown(new, &marks.new))
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let (old, new) = both("db-shared-2:5432/myapp", "db-shared-2:5432/myapp_prod");
        assert_eq!(
            (old.as_str(), new.as_str()),
            ("db-shared-2:5432/[myapp]", "db-shared-2:5432/[myapp_prod]")
        );
        let (old, new) = both("set -e", "set -euo pipefail");
        assert_eq!((old.as_str(), new.as_str()), ("set -[e]", "set -[euo pipefail]"));
        let (old, new) = both("psql -f x", "psql --set A=1 -f x");
        assert_eq!((old.as_str(), new.as_str()), ("psql -f x", "psql [--set A=1 ]-f x"));
    }

    #[test]
    fn lines_with_nothing_in_common_get_no_marks() {
        assert_eq!(marks("alpha beta", "gamma 12345"), Marks::default());
        assert_eq!(marks("same", "same"), Marks::default());
        assert_eq!(marks("", ""), Marks::default());
    }

    #[test]
    fn ranges_are_in_order_and_on_characters_whatever_comes() {
        let lines = [
            "",
            "ä",
            "a\u{301}b",
            "\u{202e}x y",
            "日本 語\u{0}",
            "a\tb  c",
            "🙂 = 1;",
            "((((",
            "x\r",
        ];
        for old in lines {
            for new in lines {
                let got = marks(old, new);
                for (line, ranges) in [(old, &got.old), (new, &got.new)] {
                    let mut end = 0;
                    for range in ranges {
                        assert!(end <= range.start && line.get(range.clone()).is_some());
                        end = range.end;
                    }
                }
            }
        }
    }

    #[test]
    fn a_very_long_line_is_marked_between_its_common_ends() {
        let (a, b) = ("a ".repeat(9_000), "b ".repeat(9_000));
        let got = marks(
            &format!("{a}tail {}", "x ".repeat(9_000)),
            &format!("{b}tail {}", "x ".repeat(9_000)),
        );
        assert_eq!(got.old, got.new);
        assert_eq!((got.old.len(), got.old[0].start, got.old[0].end), (1, 0, 17_999));
    }
}
