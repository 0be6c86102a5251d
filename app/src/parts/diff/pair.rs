//! Which removed line became which added one. Lines that are paired stand side by side and show their changed words.

use domain::change::diff::{Kind, Line};

/// A block of changes larger than this (removed × added) is paired by position: finding the best pairs takes that many
/// comparisons.
const MOST_COMPARISONS: usize = 2_500;
/// Lines less alike than this are no pair when there is a choice.
const ALIKE: f32 = 0.5;

/// A row of the side by side view: what stands on the left and on the right, by index into the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on the left.
    pub left: Option<usize>,
    /// The line on the right.
    pub right: Option<usize>,
}

/// The rows of a hunk, in order. Every line is in exactly one, an unchanged one on both sides of its own, a remark alone
/// on the left.
pub fn rows(lines: &[Line<'_>]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        if matches!(lines[at].kind, Kind::Same | Kind::Remark) {
            let right = (lines[at].kind == Kind::Same).then_some(at);
            rows.push(Row { left: Some(at), right });
            at += 1;
            continue;
        }
        let changed = |line: &&Line<'_>| matches!(line.kind, Kind::Del | Kind::Add);
        let end = at + lines[at..].iter().take_while(changed).count();
        let of = |kind| (at..end).filter(|i| lines[*i].kind == kind).collect::<Vec<_>>();
        block(lines, &of(Kind::Del), &of(Kind::Add), &mut rows);
        at = end;
    }
    rows
}

/// One run of changes: the best pairs are anchors, what is between two anchors stands side by side by position.
fn block(lines: &[Line<'_>], dels: &[usize], adds: &[usize], rows: &mut Vec<Row>) {
    let (mut left, mut right) = (0, 0);
    let end = (dels.len(), adds.len());
    for (del, add) in anchors(lines, dels, adds).into_iter().chain([end]) {
        while left < del || right < add {
            let row = Row {
                left: (left < del).then(|| dels[left]),
                right: (right < add).then(|| adds[right]),
            };
            left += usize::from(row.left.is_some());
            right += usize::from(row.right.is_some());
            rows.push(row);
        }
        if (del, add) != end {
            rows.push(Row { left: Some(dels[del]), right: Some(adds[add]) });
            (left, right) = (del + 1, add + 1);
        }
    }
}

/// The pairs, in order on both sides, that are most alike together.
fn anchors(lines: &[Line<'_>], dels: &[usize], adds: &[usize]) -> Vec<(usize, usize)> {
    let (n, m) = (dels.len(), adds.len());
    if n * m <= 1 || n * m > MOST_COMPARISONS {
        return Vec::new();
    }
    // best[d][a]: the most that the lines from d and a on can come to.
    let mut best = vec![vec![0_f32; m + 1]; n + 1];
    let mut alike = vec![vec![0_f32; m]; n];
    for d in (0..n).rev() {
        for a in (0..m).rev() {
            let score = likeness(lines[dels[d]].text, lines[adds[a]].text);
            alike[d][a] = score;
            let without = best[d + 1][a].max(best[d][a + 1]);
            let with = if score >= ALIKE { score + best[d + 1][a + 1] } else { 0.0 };
            best[d][a] = without.max(with);
        }
    }
    let (mut d, mut a, mut pairs) = (0, 0, Vec::new());
    while d < n && a < m {
        let score = alike[d][a];
        if score >= ALIKE && score + best[d + 1][a + 1] >= best[d][a] {
            pairs.push((d, a));
            (d, a) = (d + 1, a + 1);
        } else if best[d + 1][a] >= best[d][a + 1] {
            d += 1;
        } else {
            a += 1;
        }
    }
    pairs
}

/// How much of two lines is the same from their beginnings and ends: 0 to 1, and 0 for blank ones.
fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (a.trim().as_bytes(), b.trim().as_bytes());
    let most = a.len().min(b.len());
    if most == 0 {
        return 0.0;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take(most - front);
    let back = back.take_while(|(x, y)| x == y).count();
    #[expect(clippy::cast_precision_loss, reason = "a share, and lines are short")]
    let share = (2 * (front + back)) as f32 / (a.len() + b.len()) as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::diff::parse;

    fn sides(diff: &str) -> Vec<(&str, &str)> {
        let hunks = parse(diff);
        let lines = &hunks[0].lines;
        let text = |at: Option<usize>| at.map_or("·", |at| lines[at].text);
        rows(lines).iter().map(|row| (text(row.left), text(row.right))).collect()
    }

    #[test]
    fn one_line_for_one_is_a_pair_however_different() {
        assert_eq!(sides("@@ -1 +1 @@\n-abc\n+xyz\n"), [("abc", "xyz")]);
    }

    #[test]
    fn a_line_finds_the_one_it_became_among_many() {
        let diff = "@@ -1 +1,3 @@\n+# first\n-psql -f latest.sql\n+psql --set X=1 -f latest.sql\n+# last\n";
        assert_eq!(
            sides(diff),
            [
                ("·", "# first"),
                ("psql -f latest.sql", "psql --set X=1 -f latest.sql"),
                ("·", "# last"),
            ]
        );
    }

    #[test]
    fn unchanged_lines_and_remarks_keep_their_place() {
        let got = sides("@@ -1,2 +1,2 @@\n a\n-b\n+c\n?odd\n d\n");
        assert_eq!(got, [("a", "a"), ("b", "c"), ("?odd", "·"), ("d", "d")]);
    }

    #[test]
    fn every_line_is_shown_once_also_in_a_block_too_large_to_compare() {
        let mut diff = String::from("@@ -1,300 +1,200 @@\n");
        diff.push_str(&"-old\n".repeat(300));
        diff.push_str(&"+new\n".repeat(200));
        let hunks = parse(&diff);
        let got = rows(&hunks[0].lines);
        let mut seen: Vec<_> = got.iter().flat_map(|row| [row.left, row.right]).flatten().collect();
        seen.sort_unstable();
        assert_eq!((got.len(), seen), (300, (0..500).collect()));
    }
}
