//! What a program printed: each style is a class of a closed set, and what was left out is said.

use super::safe_text;
use domain::display::{Ink, Piece, Printed, Row, Style};
use leptos::prelude::*;
use std::ops::Range;

/// Where the first mark of the place that is looked at stands.
pub const MATCH: &str = "match";

/// All lines, for a `<pre>`.
pub fn rows(rows: &[Row]) -> AnyView {
    rows.iter().map(|row| view! { {line(row)} "\n" }).collect_view().into_any()
}

/// One line, without an element around it.
pub fn line(row: &Row) -> AnyView {
    pieces(row.pieces(&[]), false)
}

/// One line with what was looked for marked in it. On the line that is looked at, its first place has the id [`MATCH`].
pub fn found(row: &Row, places: &[Range<usize>], looked_at: bool) -> AnyView {
    pieces(row.pieces(places), looked_at)
}

fn pieces(pieces: Vec<Piece>, looked_at: bool) -> AnyView {
    let first = pieces.iter().position(|piece| piece.place.is_some());
    let view = |(at, piece): (usize, Piece)| {
        let inner = safe_text::segments(std::slice::from_ref(&piece.segment));
        let inner = match class(piece.style) {
            Some(class) => view! { <span class=class>{inner}</span> }.into_any(),
            None => inner,
        };
        if piece.place.is_none() {
            return inner;
        }
        let id = (looked_at && first == Some(at)).then_some(MATCH);
        view! { <mark id=id>{inner}</mark> }.into_any()
    };
    pieces.into_iter().enumerate().map(view).collect_view().into_any()
}

/// The classes of a style. There are no others, and none for text that is not to be seen.
pub fn class(style: Style) -> Option<String> {
    let words = [(style.bold, "bold"), (style.italic, "italic"), (style.underline, "underline")];
    let mut classes: Vec<String> =
        words.iter().filter(|(is, _)| *is).map(|(_, word)| format!("ansi-{word}")).collect();
    match style.ink {
        Ink::Plain => {}
        Ink::Dim => classes.push("ansi-dim".to_owned()),
        Ink::Inverse => classes.push("ansi-inverse".to_owned()),
        Ink::Text(colour) => classes.push(format!("ansi-{}", colour.as_str())),
        Ink::Ground(colour) => classes.push(format!("ansi-on-{}", colour.as_str())),
    }
    (!classes.is_empty()).then(|| classes.join(" "))
}

/// What is in the whole output and not on the page, if anything.
pub fn left_out(printed: &Printed) -> Option<String> {
    left_out_text(printed.removed(), printed.overwritten())
}

/// The same for numbers of sequences taken out, and of lines that were written over.
pub fn left_out_text(removed: usize, overwritten: usize) -> Option<String> {
    let removed = (removed > 0).then(|| match removed {
        1 => "1 terminal sequence taken out".to_owned(),
        many => format!("{many} terminal sequences taken out"),
    });
    let overwritten = (overwritten > 0).then(|| match overwritten {
        1 => "1 line was written over".to_owned(),
        many => format!("{many} lines were written over"),
    });
    let all: Vec<_> = [removed, overwritten].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}
