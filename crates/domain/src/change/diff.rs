//! A unified diff as lines that know where they stand. Nothing that was sent is left out: what reads as no diff is
//! kept as a remark, so that a line cannot be hidden by breaking the format around it.

use serde::{Deserialize, Serialize};

/// What a line of a diff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In both files.
    Same,
    /// Only in the old one.
    Del,
    /// Only in the new one.
    Add,
    /// Not a diff at all.
    Remark,
}

/// One line, without its sign and its line feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its number in the old file.
    pub old: Option<u32>,
    /// Its number in the new file.
    pub new: Option<u32>,
    /// What it says, as it came.
    pub text: &'a str,
    /// It is the last one of its file and has no line feed.
    pub open_end: bool,
}

/// A part of the file and the changes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// `@@ -1,7 +1,9 @@` and what follows it; absent for what stands before the first one.
    pub header: Option<&'a str>,
    /// Its lines.
    pub lines: Vec<Line<'a>>,
}

impl Line<'_> {
    /// Its number on this side, if it stands there.
    pub const fn number(&self, side: Side) -> Option<u32> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}

/// One of the two files that a diff compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Side {
    /// As it was before the run.
    Old,
    /// As the run left it.
    New,
}

impl Side {
    /// The side's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }

    /// Reads that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Old, Self::New].into_iter().find(|side| side.as_str() == text)
    }
}

/// How many lines of a diff there are to show, without the headers between them.
pub fn count(diff: &str) -> usize {
    diff.split_inclusive('\n').filter(|line| header(line).is_none()).count()
}

/// Reads a unified diff of one file. Numbers come from the headers; their line counts are not relied on.
pub fn parse(diff: &str) -> Vec<Hunk<'_>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    let (mut old, mut new) = (0_u32, 0_u32);
    for line in diff.split_inclusive('\n') {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if let Some(starts) = header(line) {
            (old, new) = starts;
            hunks.push(Hunk { header: Some(line), lines: Vec::new() });
            continue;
        }
        if hunks.is_empty() {
            hunks.push(Hunk::default());
        }
        let Some(hunk) = hunks.last_mut() else { continue };
        let inside = hunk.header.is_some();
        let kind = match line.bytes().next() {
            Some(b' ') | None if inside => Kind::Same,
            Some(b'-') if inside => Kind::Del,
            Some(b'+') if inside => Kind::Add,
            Some(b'\\') if inside => {
                if let Some(last) = hunk.lines.last_mut().filter(|last| !last.open_end) {
                    last.open_end = true;
                    continue;
                }
                Kind::Remark
            }
            _ => Kind::Remark,
        };
        let text = if kind == Kind::Remark { line } else { line.get(1..).unwrap_or_default() };
        let in_old = matches!(kind, Kind::Same | Kind::Del);
        let in_new = matches!(kind, Kind::Same | Kind::Add);
        hunk.lines.push(Line {
            kind,
            old: in_old.then_some(old),
            new: in_new.then_some(new),
            text,
            open_end: false,
        });
        old = old.saturating_add(u32::from(in_old));
        new = new.saturating_add(u32::from(in_new));
    }
    hunks
}

/// The first line numbers of `@@ -3,7 +3,8 @@ …`.
fn header(line: &str) -> Option<(u32, u32)> {
    let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    Some((start(old)?, start(new)?))
}

fn start(range: &str) -> Option<u32> {
    let (first, count) = range.split_once(',').unwrap_or((range, "1"));
    count.parse::<u32>().ok()?;
    first.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(diff: &str) -> Vec<(Kind, Option<u32>, Option<u32>, &str)> {
        let hunks = parse(diff);
        hunks.iter().flat_map(|h| &h.lines).map(|l| (l.kind, l.old, l.new, l.text)).collect()
    }

    #[test]
    fn lines_are_numbered_on_both_sides() {
        let got = numbers("@@ -3,3 +3,4 @@ fn main\n a\n-b\n+B\n+c\n\n@@ -20 +21 @@\n-x\n+y\n");
        assert_eq!(
            got,
            [
                (Kind::Same, Some(3), Some(3), "a"),
                (Kind::Del, Some(4), None, "b"),
                (Kind::Add, None, Some(4), "B"),
                (Kind::Add, None, Some(5), "c"),
                (Kind::Same, Some(5), Some(6), ""),
                (Kind::Del, Some(20), None, "x"),
                (Kind::Add, None, Some(21), "y"),
            ]
        );
        assert_eq!(parse("@@ -3 +3 @@ fn main\n a\n")[0].header, Some("@@ -3 +3 @@ fn main"));
    }

    #[test]
    fn a_missing_last_newline_belongs_to_the_line_before_it() {
        let hunks = parse("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
        assert_eq!(hunks[0].lines.len(), 2);
        assert!(hunks[0].lines[0].open_end && !hunks[0].lines[1].open_end);
    }

    #[test]
    fn content_that_looks_like_a_header_stays_content() {
        let got = numbers("@@ -1,2 +1,2 @@\n--- a/f\n+++ b/f\n+@@ -1 +1 @@\n");
        assert_eq!(
            got,
            [
                (Kind::Del, Some(1), None, "-- a/f"),
                (Kind::Add, None, Some(1), "++ b/f"),
                (Kind::Add, None, Some(2), "@@ -1 +1 @@"),
            ]
        );
    }

    #[test]
    fn no_line_gets_lost_and_nothing_panics_whatever_comes() {
        let hostile = [
            "",
            "\n",
            "+no header\n",
            "@@\n+x\n",
            "@@ -1,1 +1,99999999999999999999 @@\n+x\n",
            "@@ -4294967295 +4294967295 @@\n a\n b\n",
            "@@ -1 +1 @@\n\\ No newline\n\\ again\n",
            "@@ -1 +1 @@\nä without a sign\n+\u{202e}\u{0}\r\n",
            "@@ -1 +1 @@",
        ];
        for diff in hostile {
            let hunks = parse(diff);
            let lines = hunks.iter().flat_map(|h| &h.lines);
            let shown = hunks.iter().filter(|h| h.header.is_some()).count()
                + lines.map(|line| 1 + usize::from(line.open_end)).sum::<usize>();
            assert_eq!(shown, diff.split_inclusive('\n').count(), "{diff:?}");
        }
    }
}
