//! Safe text cut at positions of its source, so that a mark for a change can lie around a mark for a character.

use domain::display::{Mark, MarkKind, SafeText, Segment, unescape};
use std::ops::Range;

/// A run of safe text, changed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Whether it lies in one of the ranges.
    pub changed: bool,
    /// What is shown.
    pub segments: Vec<Segment>,
}

/// Cuts code at byte ranges of its source, which are in order and do not touch.
pub fn cut(source: &str, ranges: &[Range<usize>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut ranges = ranges.iter().peekable();
    for segment in SafeText::code(source).segments() {
        let length = source_length(segment);
        let (start, end) = (at, at + length);
        while at < end {
            while ranges.next_if(|range| range.end <= at).is_some() {}
            let (changed, stop) = match ranges.peek() {
                Some(range) if range.start <= at => (true, range.end),
                Some(range) => (false, range.start),
                None => (false, end),
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
                Some(run) if run.changed == changed => run.segments.push(piece),
                _ => runs.push(Run { changed, segments: vec![piece] }),
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
        let ranges: Vec<_> = ranges.iter().map(|(start, end)| *start..*end).collect();
        let mut text = String::new();
        for run in cut(source, &ranges) {
            let inner = run.segments.iter().map(|segment| match segment {
                Segment::Text(text) => text.clone(),
                Segment::Mark(mark) => format!("<{}>", mark.shown),
            });
            let inner: String = inner.collect();
            let parts = if run.changed { ["[", &inner, "]"] } else { ["", &inner, ""] };
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
