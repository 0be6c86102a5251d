//! Safe text line by line.

use serde::{Deserialize, Serialize};

use super::safe_text::Segment;

/// One line of safe text, without its line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// The pieces in reading order; none for an empty line.
    pub segments: Vec<Segment>,
}

pub(super) fn of(segments: &[Segment]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line { number: 1, segments: Vec::new() };
    // A source that ends with a line feed has no line after it.
    let mut open = false;
    for segment in segments {
        let Segment::Text(text) = segment else {
            line.segments.push(segment.clone());
            open = true;
            continue;
        };
        for part in text.split_inclusive('\n') {
            let content = part.strip_suffix('\n').unwrap_or(part);
            if !content.is_empty() {
                line.segments.push(Segment::Text(content.to_owned()));
            }
            open = content.len() == part.len();
            if !open {
                let next = Line { number: line.number + 1, segments: Vec::new() };
                lines.push(std::mem::replace(&mut line, next));
            }
        }
    }
    if open {
        lines.push(line);
    }
    lines
}
