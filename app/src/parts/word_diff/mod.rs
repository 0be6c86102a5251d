//! What changed within a line, word by word.

mod cut;
mod marks;

pub use cut::{Run, cut};
pub use domain::change::diff::Side;
pub use marks::{Marks, marks};

use super::{safe_text, syntax::Kind};
use leptos::{
    html::{del, ins, span},
    prelude::*,
};
use std::ops::Range;

/// What a piece of a line is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    Changed,
    Coloured(Kind),
}

/// A line of code with its changed words marked.
pub fn marked(line: &str, changed: &[Range<usize>], side: Side) -> AnyView {
    coloured(line, changed, side, &[])
}

/// The same with colours where nothing changed: a changed word is marked as that, and as nothing else.
pub fn coloured(
    line: &str,
    changed: &[Range<usize>],
    side: Side,
    colours: &[(Range<usize>, Kind)],
) -> AnyView {
    let run = |run: Run<Marked>| {
        let inner = safe_text::segments(&run.segments);
        match (run.label, side) {
            (None, _) => inner,
            // Built by hand: what `view!` makes has a comment beside every child, and a diff is most of its page.
            (Some(Marked::Coloured(kind)), _) => span().class(kind.class()).child(inner).into_any(),
            (Some(Marked::Changed), Side::New) => ins().child(inner).into_any(),
            (Some(Marked::Changed), Side::Old) => del().child(inner).into_any(),
        }
    };
    let labels = labels(changed, colours);
    cut(line, &labels).into_iter().map(run).collect_view().into_any()
}

/// What changed, and of the colours what lies outside of it, in order.
fn labels(
    changed: &[Range<usize>],
    colours: &[(Range<usize>, Kind)],
) -> Vec<(Range<usize>, Marked)> {
    let mut labels: Vec<_> = changed.iter().map(|range| (range.clone(), Marked::Changed)).collect();
    for (range, kind) in colours {
        let mut start = range.start;
        for marked in changed.iter().filter(|m| m.start < range.end && m.end > range.start) {
            labels.push((start..marked.start.max(start), Marked::Coloured(*kind)));
            start = marked.end;
        }
        labels.push((start..range.end.max(start), Marked::Coloured(*kind)));
    }
    labels.retain(|(range, _)| !range.is_empty());
    labels.sort_by_key(|(range, _)| range.start);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_gives_way_to_what_changed() {
        let string = [(2..10, Kind::String), (10..12, Kind::Number)];
        let of = |changed: &[(usize, usize)]| {
            let changed: Vec<_> = changed.iter().map(|(start, end)| *start..*end).collect();
            let labels = labels(&changed, &string);
            labels
                .into_iter()
                .map(|(range, label)| (range.start, range.end, label == Marked::Changed))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&[]), [(2, 10, false), (10, 12, false)]);
        assert_eq!(of(&[(4, 6)]), [(2, 4, false), (4, 6, true), (6, 10, false), (10, 12, false)]);
        assert_eq!(of(&[(0, 11)]), [(0, 11, true), (11, 12, false)]);
        assert_eq!(of(&[(2, 3), (9, 20)]), [(2, 3, true), (3, 9, false), (9, 20, true)]);
    }
}
