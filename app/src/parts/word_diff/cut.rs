//! Safe text cut at positions of its source, so that a mark for a change can lie around a mark for a character.

use domain::display::{Mark, MarkKind, SafeText, Segment, unescape};
use std::ops::Range;

/// A run of safe text that is marked as one thing, or as nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<L> {
    /// What it is marked as.
    pub label: Option<L>,
    /// What is shown.
    pub segments: Vec<Segment>,
}

/// Cuts code at byte ranges of its source, which are in order and do not overlap. A stand-in for a character is never cut: it
/// belongs to the range it begins in.
pub fn cut<L: Copy + PartialEq>(source: &str, ranges: &[(Range<usize>, L)]) -> Vec<Run<L>> {
    let mut runs: Vec<Run<L>> = Vec::new();
    let mut at = 0;
    let mut ranges = ranges.iter().peekable();
    for segment in SafeText::code(source).segments() {
        let length = source_length(segment);
        let (start, end) = (at, at + length);
        while at < end {
            while ranges.next_if(|(range, _)| range.end <= at).is_some() {}
            let (label, stop) = match ranges.peek() {
                Some((range, label)) if range.start <= at => (Some(*label), range.end),
                Some((range, _)) => (None, range.start),
                None => (None, end),
            };
            let stop = stop.min(end);
            let (piece, stop) = match segment {
                Segment::Text(text) => match text.get(at - start..stop - start) {
                    Some(part) => (Segment::Text(part.to_owned()), stop),
                    None => (segment.clone(), end),
                },
                Segment::Mark(_) => (segment.clone(), end),
            };
            match runs.last_mut() {
                Some(run) if run.label == label => run.segments.push(piece),
                _ => runs.push(Run { label, segments: vec![piece] }),
            }
            at = stop;
        }
    }
    runs
}

/// How many bytes of the source a segment stands for.
fn source_length(segment: &Segment) -> usize {
    match segment {
        Segment::Text(text) => text.len(),
        Segment::Mark(Mark { shown, kind: MarkKind::Space, .. }) => shown.chars().count(),
        Segment::Mark(mark) => unescape(&mark.shown).len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, ranges: &[(usize, usize)]) -> String {
        let ranges: Vec<_> = ranges.iter().map(|(start, end)| (*start..*end, ())).collect();
        let mut text = String::new();
        for run in cut(source, &ranges) {
            let inner = run.segments.iter().map(|segment| match segment {
                Segment::Text(text) => text.clone(),
                Segment::Mark(mark) => format!("<{}>", mark.shown),
            });
            let inner: String = inner.collect();
            let parts = if run.label.is_some() { ["[", &inner, "]"] } else { ["", &inner, ""] };
            text.extend(parts);
        }
        text
    }

    #[test]
    fn marks_for_changes_lie_around_marks_for_characters() {
        let source = "a\u{200b}b c\td  ";
        assert_eq!(shown(source, &[(1, 5), (7, 8)]), "a[<\\u{200B}>b] c[<→>]d<··>");
        assert_eq!(shown(source, &[]), "a<\\u{200B}>b c<→>d<··>");
        assert_eq!(shown("plain", &[(0, 5)]), "[plain]");
        assert_eq!(shown("", &[]), "");
    }

    #[test]
    fn every_segment_is_kept_once_wherever_it_is_cut() {
        let source = "x \u{202e}\u{456}日本\t \u{e000}\u{1f642} \r";
        let whole = shown(source, &[]);
        for start in 0..source.len() {
            for end in start + 1..=source.len() {
                if source.is_char_boundary(start) && source.is_char_boundary(end) {
                    let text = shown(source, &[(start, end)]).replace(['[', ']'], "");
                    assert_eq!(text, whole, "{start}..{end}");
                }
            }
        }
    }
}
