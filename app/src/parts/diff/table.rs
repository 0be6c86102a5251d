//! The two tables of a diff.

use super::{Kind, Line, Ready, Stretch};
use crate::parts::{
    safe_text,
    word_diff::{Side, marked},
};
use leptos::prelude::*;

/// Both files in one column, changed lines under each other.
#[component]
pub fn UnifiedTable<'a>(
    /// What is shown.
    stretch: &'a Stretch<'a>,
) -> impl IntoView {
    let rows = stretch.hunks.iter().map(|ready| {
        let lines = ready.hunk.lines.iter().enumerate().map(|(at, line)| {
            if line.kind == Kind::Remark {
                return remark(line.text, "4");
            }
            let (class, sign) = class_and_sign(line.kind);
            view! {
                <tr class=class>
                    <td class="n">{line.old}</td>
                    <td class="n">{line.new}</td>
                    <td class="s">{sign}</td>
                    <td class="c">{content(ready, at)}</td>
                </tr>
            }
            .into_any()
        });
        let head = ready.hunk.header.map(|header| remark(header, "4"));
        view! { {head} {lines.collect_view()} }
    });
    view! {
        <table class="diff-unified">
            <colgroup>
                <col class="n" />
                <col class="n" />
                <col class="s" />
                <col />
            </colgroup>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The old file on the left, the new one on the right.
#[component]
pub fn SplitTable<'a>(
    /// What is shown.
    stretch: &'a Stretch<'a>,
) -> impl IntoView {
    let rows = stretch.hunks.iter().map(|ready| {
        let rows = ready.rows.iter().map(|row| {
            if let Some(at) = row.left
                && ready.hunk.lines[at].kind == Kind::Remark
            {
                return remark(ready.hunk.lines[at].text, "6");
            }
            let (left, right) =
                (half(ready, row.left, Side::Old), half(ready, row.right, Side::New));
            view! { <tr>{left} {right}</tr> }.into_any()
        });
        let head = ready.hunk.header.map(|header| remark(header, "6"));
        view! { {head} {rows.collect_view()} }
    });
    view! {
        <table class="diff-split">
            <colgroup>
                <col class="n" />
                <col class="s" />
                <col />
                <col class="n" />
                <col class="s" />
                <col />
            </colgroup>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn half(ready: &Ready<'_>, at: Option<usize>, side: Side) -> AnyView {
    let Some(at) = at else {
        return view! {
            <td class="n none"></td>
            <td class="s none"></td>
            <td class="c none"></td>
        }
        .into_any();
    };
    let line = &ready.hunk.lines[at];
    let (class, sign) = class_and_sign(line.kind);
    let number = if side == Side::Old { line.old } else { line.new };
    view! {
        <td class=format!("n {class}")>{number}</td>
        <td class=format!("s {class}")>{sign}</td>
        <td class=format!("c {class}")>{content(ready, at)}</td>
    }
    .into_any()
}

fn content(ready: &Ready<'_>, at: usize) -> AnyView {
    let line: &Line<'_> = &ready.hunk.lines[at];
    let side = if line.kind == Kind::Add { Side::New } else { Side::Old };
    let text = marked(line.text, &ready.words[at], side);
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
