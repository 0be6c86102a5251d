//! The change of one file as a unified diff, or side by side where there is room.

mod hunks;
mod notes;
mod pair;
mod table;

pub use domain::change::diff::{Hunk, Kind, Line, parse};
pub use hunks::{Ready, Stretch, stretch};
pub use notes::{Notes, Writing};
pub use table::{SplitTable, UnifiedTable};

use super::{
    badge::Badge,
    count::grouped,
    icon::{Icon, Symbol},
    safe_text,
    syntax::Patience as Colouring,
};
use domain::change::{ChangeKind, FileChange, diff};
use leptos::prelude::*;
use similar::TextDiff;
use std::time::Duration;

/// After this long a comparison settles for a longer diff than the shortest.
const PATIENCE: Duration = Duration::from_millis(50);
/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// How a file's diff is shown.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Its place in the list: `f-3` is its address on the page.
    pub index: usize,
    /// Side by side where there is room.
    pub split: bool,
    /// From which line.
    pub from: usize,
    /// At most how many lines; none of a file that is folded.
    pub most: usize,
    /// Whether the run had announced that it would change this file; none where it announced no files.
    pub announced: Option<bool>,
    /// The page with more of it: the lines after those that are shown, or the first ones.
    pub more: Way,
    /// The page with the lines before those that are shown.
    pub before: String,
    /// What is said about its lines.
    pub notes: Notes,
}

/// A link to more lines.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Where.
    pub href: String,
    /// How many lines it adds at most.
    pub lines: usize,
    /// Whether that is this page with more on it, so that it can grow where it stands.
    pub grows: bool,
}

/// The unified diff of two texts; empty when they are the same.
pub fn between(old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    diff.unified_diff().context_radius(CONTEXT).to_string()
}

/// One changed file. `aside` stands at the end of its head.
pub fn file(
    file: &FileChange,
    shown: &Shown,
    aside: Option<AnyView>,
    colouring: &mut Colouring,
) -> AnyView {
    let folded = shown.most == 0;
    let mut stretch = stretch(&file.diff, shown.from, shown.most);
    stretch.colour(&file.path, colouring);
    let tables = (stretch.shown > 0).then(|| {
        if shown.split {
            view! { <SplitTable stretch=&stretch notes=&shown.notes /> }.into_any()
        } else {
            view! { <UnifiedTable stretch=&stretch notes=&shown.notes /> }.into_any()
        }
    });
    let remarks = if folded { Vec::new() } else { remarks(file) };
    let note = |note| view! { <p class="diff-note"><span>{note}</span></p> };
    let body = (!folded).then(|| {
        view! {
            {shown.notes.about_file()}
            {remarks.into_iter().map(note).collect_view()}
            {before(&stretch, shown)}
            {tables}
        }
    });
    view! {
        <article
            class="diff"
            id=format!("f-{}", shown.index)
            data-view=shown.split.then_some("split")
            data-folded=folded.then_some("")
        >
            <header>
                <h2>{safe_text::code(&file.path)}</h2>
                {counts(file)}
                {change_badge(file)}
                {announced_badge(shown.announced)}
                {aside}
            </header>
            {body}
            {after(&stretch, shown)}
        </article>
    }
    .into_any()
}

/// `+12 −2`; nothing for a file that is no text.
pub fn counts(file: &FileChange) -> Option<AnyView> {
    (!file.binary).then(|| {
        let (added, removed) = (
            format!("+{}", grouped(file.additions)),
            format!("\u{2212}{}", grouped(file.deletions)),
        );
        view! {
            <span class="diff-counts">
                <span class="plus">{added}</span>
                " "
                <span class="minus">{removed}</span>
            </span>
        }
        .into_any()
    })
}

/// What happened to the file, unless it only changed.
pub fn change_badge(file: &FileChange) -> Option<AnyView> {
    let word = match file.change {
        ChangeKind::Modified if file.binary => "binary",
        ChangeKind::Modified => return None,
        other => other.as_str(),
    };
    Some(view! { <span class="badge">{word}</span> }.into_any())
}

/// Whether it was announced; nothing where nothing was.
pub fn announced_badge(announced: Option<bool>) -> Option<AnyView> {
    announced.map(|announced| {
        if announced {
            return view! { <span class="badge">"announced"</span> }.into_any();
        }
        view! {
            <Badge tone="stop">
                <Icon of=Symbol::Warning />
                " not announced"
            </Badge>
        }
        .into_any()
    })
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

/// How many lines there are to show of a file.
pub fn line_count(file: &FileChange) -> usize {
    diff::count(&file.diff)
}

fn lines(number: usize) -> String {
    let word = if number == 1 { "line" } else { "lines" };
    format!("{} {word}", grouped(number as u64))
}

fn before(stretch: &Stretch<'_>, shown: &Shown) -> Option<AnyView> {
    (stretch.before > 0).then(|| {
        let words = format!("{} before", lines(stretch.before));
        view! { <p class="diff-more"><a href=shown.before.clone()>{words}</a></p> }.into_any()
    })
}

/// The way to what is not shown, and how much that is.
fn after(stretch: &Stretch<'_>, shown: &Shown) -> Option<AnyView> {
    let folded = shown.most == 0;
    (stretch.after > 0 || folded).then(|| {
        let left = stretch.after;
        let word = if folded { "Show" } else { "Next" };
        let most = shown.more.lines;
        let words = match left {
            0 => "Show it".to_owned(),
            left if left <= most => format!("{word} {}", lines(left)),
            left => format!("{word} {} of {}", grouped(most as u64), lines(left)),
        };
        let href = format!("{}#f-{}", shown.more.href, shown.index);
        view! {
            <p class="diff-more">
                <a href=href data-grows=shown.more.grows.then_some("")>
                    <Icon of=Symbol::Right />
                    {words}
                </a>
            </p>
        }
        .into_any()
    })
}
