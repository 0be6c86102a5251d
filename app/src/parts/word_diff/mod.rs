//! What changed within a line, word by word.

mod cut;
mod marks;

pub use cut::{Run, cut};
pub use marks::{Marks, marks};

use super::safe_text;
use leptos::prelude::*;
use std::ops::Range;

/// Whether a line was taken out or put in: it decides how its changed words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The old line.
    Old,
    /// The new one.
    New,
}

/// A line of code with its changed words marked.
pub fn marked(line: &str, changed: &[Range<usize>], side: Side) -> AnyView {
    let run = |run: Run| {
        let inner = safe_text::segments(&run.segments);
        match (run.changed, side) {
            (false, _) => inner,
            (true, Side::New) => view! { <ins>{inner}</ins> }.into_any(),
            (true, Side::Old) => view! { <del>{inner}</del> }.into_any(),
        }
    };
    cut(line, changed).into_iter().map(run).collect_view().into_any()
}
