//! The change of one file as a unified diff, and side by side where there is room.

mod hunks;
mod pair;
mod parse;
mod table;

pub use hunks::{Ready, Stretch, stretch};
pub use parse::{Hunk, Kind, Line, parse};
pub use table::{SplitTable, UnifiedTable};

use super::{
    count::grouped,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::change::{ChangeKind, FileChange};
use leptos::prelude::*;
use similar::TextDiff;
use std::time::Duration;

/// After this long a comparison settles for a longer diff than the shortest.
const PATIENCE: Duration = Duration::from_millis(50);
/// Unchanged lines around a change.
const CONTEXT: usize = 3;
/// Diffs longer than this are folded at first.
const FOLD: usize = 400;

/// How a file's diff is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its place in the list: `f-3` is its address on the page.
    pub index: usize,
    /// Side by side where there is room.
    pub split: bool,
    /// From which line.
    pub from: usize,
    /// At most how many lines.
    pub most: usize,
    /// Not folded, however long.
    pub open: bool,
    /// The address of the page that shows this file alone; the first line to show is put at its end.
    pub alone: String,
}

/// The unified diff of two texts; empty when they are the same.
pub fn between(old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    diff.unified_diff().context_radius(CONTEXT).to_string()
}

/// One changed file.
#[component]
pub fn Diff(
    /// The file and its diff.
    file: FileChange,
    /// How it is shown.
    shown: Shown,
) -> impl IntoView {
    let stretch = stretch(&file.diff, shown.from, shown.most);
    let unified = view! { <UnifiedTable stretch=&stretch /> };
    let split = shown.split.then(|| view! { <SplitTable stretch=&stretch /> });
    let empty = stretch.shown == 0;
    let tables = (!empty).then(|| view! { {unified} {split} }.into_any());
    let body = if stretch.shown > FOLD && !shown.open {
        let words = format!("Show all {} lines", grouped(stretch.shown as u64));
        view! {
            <details class="diff-fold">
                <summary>
                    <Icon of=Symbol::Right />
                    {words}
                </summary>
                {tables}
            </details>
        }
        .into_any()
    } else {
        tables.into_any()
    };
    let left_out = (stretch.after > 0 || stretch.before > 0).then(|| around(&stretch, &shown));
    view! {
        <article class="diff" id=format!("f-{}", shown.index) data-view=shown.split.then_some("split")>
            <header>
                <h2>{safe_text::code(&file.path)}</h2>
                <Counts file=file.clone() />
                <ChangeBadge file=file.clone() />
            </header>
            {remarks(&file).into_iter().map(|note| view! { <p class="diff-note"><span>{note}</span></p> }).collect_view()}
            {body}
            {left_out}
        </article>
    }
}

/// `+12 −2`; nothing for a file that is no text.
#[component]
pub fn Counts(
    /// The file.
    file: FileChange,
) -> impl IntoView {
    (!file.binary).then(|| {
        view! {
            <span>
                <span class="plus">{format!("+{}", file.additions)}</span>
                " "
                <span class="minus">{format!("\u{2212}{}", file.deletions)}</span>
            </span>
        }
    })
}

/// What happened to the file, unless it only changed.
#[component]
pub fn ChangeBadge(
    /// The file.
    file: FileChange,
) -> impl IntoView {
    let word = match file.change {
        ChangeKind::Modified if file.binary => "binary",
        ChangeKind::Modified => return view! { <span></span> }.into_any(),
        other => other.as_str(),
    };
    view! { <span class="badge">{word}</span> }.into_any()
}

/// What the tables cannot say.
fn remarks(file: &FileChange) -> Vec<AnyView> {
    let mut notes = Vec::new();
    if let Some(old) = &file.old_path {
        notes.push(view! { "It was " {safe_text::code(old)} " before." }.into_any());
    }
    if file.binary {
        notes.push("This is no text, so its content is not shown.".into_any());
    } else if file.truncated {
        let text = "The change is too large to keep whole. What is here is its beginning; the counts are of all of it.";
        notes.push(text.into_any());
    } else if file.diff.is_empty() {
        let text = match file.change {
            ChangeKind::Added => "An empty file.",
            ChangeKind::Deleted => "It was empty.",
            ChangeKind::Renamed => "Its content is the same.",
            ChangeKind::Modified => "Its content is the same; its mode changed.",
        };
        notes.push(text.into_any());
    }
    notes
}

/// Links to the lines before and after what is shown.
fn around(stretch: &Stretch<'_>, shown: &Shown) -> AnyView {
    let link = |from: usize, words: String| {
        view! { <a href=format!("{}{from}", shown.alone)>{words}</a> }
    };
    let before = (stretch.before > 0).then(|| {
        let words = format!("{} lines before", grouped(stretch.before as u64));
        link(stretch.before.saturating_sub(shown.most), words)
    });
    let after = (stretch.after > 0).then(|| {
        let words = format!("{} more lines", grouped(stretch.after as u64));
        link(if stretch.shown == 0 { 0 } else { stretch.before + stretch.shown }, words)
    });
    view! { <p class="diff-note row">{before} {after}</p> }.into_any()
}
