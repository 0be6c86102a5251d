//! Text from outside: the only way any of it reaches a page.

use domain::display::{Line, Mark, MarkKind, SafeText, Segment};
use leptos::prelude::*;

/// Titles, notes, names and messages.
pub fn prose(text: &str) -> AnyView {
    view! { <bdi>{segments(SafeText::prose(text).segments())}</bdi> }.into_any()
}

/// A path or another piece of code on one line.
pub fn code(text: &str) -> AnyView {
    view! { <bdi class="mono">{segments(SafeText::code(text).segments())}</bdi> }.into_any()
}

/// Safe text for an attribute or a page title: one line, marks spelt out.
pub fn plain(text: &str) -> String {
    SafeText::prose(text).to_plain_line()
}

/// One line of a command, a diff or a log, without an element around it.
pub fn line(line: &Line) -> AnyView {
    segments(&line.segments)
}

/// Pieces of safe text in reading order.
pub fn segments(segments: &[Segment]) -> AnyView {
    // Mostly there is nothing to mark, and a board has hundreds of texts.
    if let [Segment::Text(text)] = segments {
        return text.clone().into_any();
    }
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => text.clone().into_any(),
            Segment::Mark(mark) => mark_view(mark),
        })
        .collect_view()
        .into_any()
}

/// A mark reads as its name, not as silence; layout marks are drawn in grey and stay unspoken.
fn mark_view(mark: &Mark) -> AnyView {
    let shown = mark.shown.clone();
    let name = mark.name.to_string();
    if mark.kind == MarkKind::Space {
        return view! { <span class="quiet" title=name aria-hidden="true">{shown}</span> }
            .into_any();
    }
    let spoken = format!(" {name} ");
    view! {
        <span class="hidden-char" title=name>
            <span aria-hidden="true">{shown}</span>
            <span class="hidden-text">{spoken}</span>
        </span>
    }
    .into_any()
}
