//! The two tables of a diff.

use super::{Kind, Line, Notes, Ready, Stretch};
use crate::parts::{
    safe_text,
    word_diff::{Side, coloured},
};
use leptos::{
    html::{td, tr},
    prelude::*,
};

/// Rows of one table.
const ROWS: usize = 60;

/// Both files in one column, changed lines under each other.
#[component]
pub fn UnifiedTable<'a>(
    /// What is shown.
    stretch: &'a Stretch<'a>,
    /// What is said about its lines.
    notes: &'a Notes,
) -> impl IntoView {
    let rows = stretch.hunks.iter().flat_map(|ready| {
        let lines = ready.hunk.lines.iter().enumerate().map(|(at, line)| {
            if line.kind == Kind::Remark {
                return remark(line.text, "4");
            }
            let (class, sign) = class_and_sign(line.kind);
            let said = notes.below(line, &[Side::Old, Side::New], "4");
            // A line that is in both files is spoken of as the new file's.
            let (old, new) = (line.old.filter(|_| line.kind == Kind::Del), line.new);
            let plain = line.old.filter(|_| line.kind == Kind::Same);
            let number =
                |side, number: Option<u32>| number.map(|number| notes.number(side, number));
            let old = match plain {
                Some(number) => cell("n", number.into_any()),
                None => maybe("n", number(Side::Old, old)),
            };
            let new = maybe("n", number(Side::New, new));
            let row =
                tr().child((old, new, cell("s", sign.into_any()), cell("c", content(ready, at))));
            let row = if class.is_empty() { row.into_any() } else { row.class(class).into_any() };
            with_said(row, said)
        });
        let head = ready.hunk.header.map(|header| remark(header, "4"));
        head.into_iter().chain(lines)
    });
    parts("diff-unified", unified_columns, rows)
}

fn unified_columns() -> AnyView {
    view! {
        <colgroup>
            <col class="n" />
            <col class="n" />
            <col class="s" />
            <col />
        </colgroup>
    }
    .into_any()
}

/// The old file on the left, the new one on the right. Where it is too narrow for that, a style sheet puts them under each
/// other.
#[component]
pub fn SplitTable<'a>(
    /// What is shown.
    stretch: &'a Stretch<'a>,
    /// What is said about its lines.
    notes: &'a Notes,
) -> impl IntoView {
    let rows = stretch.hunks.iter().flat_map(|ready| {
        let rows = ready.rows.iter().map(|row| {
            if let Some(at) = row.left
                && ready.hunk.lines[at].kind == Kind::Remark
            {
                return remark(ready.hunk.lines[at].text, "6");
            }
            let same = row.left.is_some() && row.left == row.right;
            let (left, right) = (
                half(ready, row.left, Side::Old, notes, same),
                half(ready, row.right, Side::New, notes, same),
            );
            let said = |at: Option<usize>, side| {
                at.map(|at| notes.below(&ready.hunk.lines[at], &[side], "6"))
            };
            let (of_old, of_new) = (said(row.left, Side::Old), said(row.right, Side::New));
            let row = tr().child((left, right));
            let row = if same { row.class("same").into_any() } else { row.into_any() };
            with_said(row, [of_old.flatten(), of_new.flatten()].into_iter().flatten())
        });
        let head = ready.hunk.header.map(|header| remark(header, "6"));
        head.into_iter().chain(rows)
    });
    parts("diff-split", split_columns, rows)
}

fn split_columns() -> AnyView {
    view! {
        <colgroup>
            <col class="n" />
            <col class="s" />
            <col />
            <col class="n" />
            <col class="s" />
            <col />
        </colgroup>
    }
    .into_any()
}

/// Tables of so many rows, one below the other: a browser lays out those that are near what is in view.
fn parts(
    class: &'static str,
    columns: fn() -> AnyView,
    mut rows: impl Iterator<Item = AnyView>,
) -> AnyView {
    let part = || {
        let rows: Vec<AnyView> = rows.by_ref().take(ROWS).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <div class="diff-part">
                    <table class=class>{columns()} <tbody>{rows}</tbody></table>
                </div>
            }
            .into_any()
        })
    };
    let parts: Vec<AnyView> = std::iter::from_fn(part).collect();
    parts.into_any()
}

fn half(ready: &Ready<'_>, at: Option<usize>, side: Side, notes: &Notes, same: bool) -> AnyView {
    let Some(at) = at else {
        return view! { <td class="none" colspan="3"></td> }.into_any();
    };
    let line = &ready.hunk.lines[at];
    let (class, sign) = class_and_sign(line.kind);
    let number = line.number(side).map(|number| match (same, side) {
        (true, Side::Old) => number.into_any(),
        _ => notes.number(side, number),
    });
    let named = |name: &str| {
        if class.is_empty() { name.to_owned() } else { format!("{name} {class}") }
    };
    let sign = cell(named("s"), sign.into_any());
    (maybe(named("n"), number), sign, cell(named("c"), content(ready, at))).into_any()
}

// Rows are built by hand: what `view!` makes has a comment beside every child, and a diff is most of its page.

fn cell(class: impl Into<String>, inner: AnyView) -> AnyView {
    td().class(class.into()).child(inner).into_any()
}

fn maybe(class: impl Into<String>, inner: Option<AnyView>) -> AnyView {
    match inner {
        Some(inner) => cell(class, inner),
        None => td().class(class.into()).into_any(),
    }
}

/// A row and what is said about its lines.
fn with_said(row: AnyView, said: impl IntoIterator<Item = AnyView>) -> AnyView {
    let said: Vec<AnyView> = said.into_iter().collect();
    if said.is_empty() { row } else { (row, said).into_any() }
}

fn content(ready: &Ready<'_>, at: usize) -> AnyView {
    let line: &Line<'_> = &ready.hunk.lines[at];
    let side = if line.kind == Kind::Add { Side::New } else { Side::Old };
    let text = coloured(line.text, &ready.words[at], side, &ready.colours[at]);
    if line.open_end {
        return view! { {text} <span class="quiet">" no newline at the end"</span> }.into_any();
    }
    text
}

/// A row of its own across the table: a hunk's header, or what is no diff.
fn remark(text: &str, columns: &'static str) -> AnyView {
    view! {
        <tr class="hunk">
            <td colspan=columns>{safe_text::code(text)}</td>
        </tr>
    }
    .into_any()
}

const fn class_and_sign(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Add => ("add", "+"),
        Kind::Del => ("del", "\u{2212}"),
        Kind::Same | Kind::Remark => ("", ""),
    }
}
