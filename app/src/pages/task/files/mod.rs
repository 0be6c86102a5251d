//! The files a run changed, each with its diff, what people say about its lines, and whether they have looked at it.

mod asked;
mod list;
mod plan;

use super::{Desk, View};
use crate::parts::{
    diff::{self, Notes, Shown, Way, Writing},
    empty::Empty,
    icon::{Icon, Symbol},
    path_field::path_field,
    syntax::Patience,
};
use asked::Asked;
use domain::{
    Gate, TaskStatus,
    action::Difference,
    change::FileChange,
    wire::{self, Task},
};
use leptos::prelude::*;
use plan::{Given, PART, Wish, plan};
use service::Error;
use std::{collections::BTreeSet, time::Duration};

/// At most this many lines stand on the page of one file.
const ALONE: usize = 2_000;
/// So many folded files stand below the open ones; those after them stand in the list alone.
const FOLDED: usize = 40;
/// How long a page may be coloured; the rest of it is plain.
const COLOURING: Duration = Duration::from_millis(150);

/// A changed file and what is known around it.
struct Entry<'a> {
    file: &'a FileChange,
    /// Its place in the stored list, which is its address.
    index: usize,
    announced: Option<bool>,
    viewed: bool,
    comments: usize,
}

pub(super) async fn files(desk: &Desk, view: &View) -> Result<AnyView, Error> {
    let (task, files) = (&view.task, &view.files);
    if files.is_empty() {
        return Ok(nothing(task));
    }
    let comments = &view.comments;
    let viewed = desk.mission.viewed_files(&desk.actor, &task.id, files).await?;
    let asked = Asked::of(desk, &task.id);
    let entries = entries(view, comments, &viewed);
    let mut patience = Patience::of(COLOURING);
    if let Some(entry) = asked.alone.and_then(|alone| entries.iter().find(|e| e.index == alone)) {
        let shown = alone(desk, view, &asked, entry, comments);
        let diff = diff::file(entry.file, &shown, Some(aside(view, &asked, entry)), &mut patience);
        return Ok(view! {
            {list::tools(&asked, &entries, 1)}
            {diff}
        }
        .into_any());
    }
    let name = asked.name.to_lowercase();
    let named = |entry: &&Entry<'_>| entry.file.path.to_lowercase().contains(&name);
    let found: Vec<&Entry<'_>> = entries.iter().filter(named).collect();
    let wishes: Vec<Wish> = found.iter().map(|entry| wish(&asked, entry)).collect();
    let given = plan(&wishes);
    let (mut diffs, mut below, mut folded) = (Vec::new(), BTreeSet::new(), 0);
    for ((entry, given), wish) in found.iter().zip(given).zip(&wishes) {
        folded += usize::from(given.lines == 0);
        if given.lines == 0 && folded > FOLDED {
            continue;
        }
        below.insert(entry.index);
        let shown = among(desk, view, &asked, entry, given, wish.lines, comments);
        diffs.push(diff::file(entry.file, &shown, Some(aside(view, &asked, entry)), &mut patience));
    }
    let left = found.len() - diffs.len();
    let list = list::list(&asked, &found, &below);
    let left = (left > 0).then(|| list::left(left));
    Ok(view! {
        {list::tools(&asked, &entries, found.len())}
        {list}
        {diffs}
        {left}
    }
    .into_any())
}

/// The files in the order they are read: those that nobody had announced first.
fn entries<'a>(
    view: &'a View,
    comments: &[wire::Comment],
    viewed: &BTreeSet<String>,
) -> Vec<Entry<'a>> {
    let findings = view.task.findings.as_ref();
    let not_announced: BTreeSet<&str> = findings
        .iter()
        .flat_map(|findings| &findings.0)
        .filter_map(|difference| match difference {
            Difference::FileNotAnnounced { path } => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let entry = |(index, file): (usize, &'a FileChange)| {
        // Only where one was not announced is it known that files were announced at all.
        let announced = !not_announced.contains(file.path.as_str());
        Entry {
            file,
            index,
            announced: (!not_announced.is_empty()).then_some(announced),
            viewed: viewed.contains(&file.path),
            comments: comments.iter().filter(|comment| comment.path == file.path).count(),
        }
    };
    let mut entries: Vec<_> = view.files.iter().enumerate().map(entry).collect();
    entries.sort_by_key(|entry| entry.announced != Some(false));
    entries
}

/// What a file asks for. One with comments, or with a form, opens as far as those are.
fn wish(asked: &Asked, entry: &Entry<'_>) -> Wish {
    let written = asked.at.is_some_and(|at| at.file == entry.index);
    let parts = asked.open.get(&entry.index).copied();
    let wanted = (written || entry.comments > 0).then_some(1);
    Wish { lines: diff::line_count(entry.file), parts: parts.or(wanted), viewed: entry.viewed }
}

fn among(
    desk: &Desk,
    view: &View,
    asked: &Asked,
    entry: &Entry<'_>,
    given: Given,
    all: usize,
    comments: &[wire::Comment],
) -> Shown {
    let left = all.saturating_sub(given.lines);
    let more = if given.grows {
        let href = asked.opened(entry.index, given.parts + 1);
        Way { href, lines: left.min(PART), grows: true }
    } else {
        let href = asked.one(entry.index, given.lines);
        Way { href, lines: left.min(ALONE), grows: false }
    };
    Shown {
        index: entry.index,
        split: asked.split,
        most: given.lines,
        announced: entry.announced,
        more,
        notes: notes(desk, view, asked, entry, comments),
        ..Shown::default()
    }
}

fn alone(
    desk: &Desk,
    view: &View,
    asked: &Asked,
    entry: &Entry<'_>,
    comments: &[wire::Comment],
) -> Shown {
    let next = asked.from.saturating_add(ALONE);
    Shown {
        index: entry.index,
        split: asked.split,
        from: asked.from,
        most: ALONE,
        announced: entry.announced,
        more: Way { href: asked.one(entry.index, next), lines: ALONE, grows: false },
        before: asked.one(entry.index, asked.from.saturating_sub(ALONE)),
        notes: notes(desk, view, asked, entry, comments),
    }
}

/// Whether this person can say something about lines now.
fn may_comment(view: &View) -> bool {
    view.waits(Gate::AfterRun).is_some_and(|approval| approval.can_decide)
}

fn notes(
    desk: &Desk,
    view: &View,
    asked: &Asked,
    entry: &Entry<'_>,
    comments: &[wire::Comment],
) -> Notes {
    let may = may_comment(view);
    let here = format!("{}#f-{}", asked.address(), entry.index);
    let open = asked.at.filter(|at| may && at.file == entry.index);
    let own = comments.iter().filter(|comment| comment.path == entry.file.path);
    Notes {
        comments: own.cloned().collect(),
        link: may.then(|| asked.line_link(entry.index)),
        writing: open.map(|at| Writing {
            task: view.task.id.clone(),
            path: entry.file.path.clone(),
            at: at.line,
            back: asked.address(),
            cancel: here.clone(),
            typed: desk.typed("text").unwrap_or_default(),
        }),
        back: here,
        now: desk.now,
    }
}

/// What stands at the end of a file's head: a way to comment that keys reach, and whether it was looked at.
fn aside(view: &View, asked: &Asked, entry: &Entry<'_>) -> AnyView {
    let comment = (may_comment(view) && !entry.file.diff.is_empty()).then(|| {
        view! {
            <a
                class="button"
                data-kind="plain"
                data-size="small"
                data-grows=""
                href=asked.file_form(entry.index)
            >
                <Icon of=Symbol::Edit />
                "Comment"
            </a>
        }
    });
    let back = format!("{}#f-{}", asked.address(), entry.index);
    view! {
            <div class="diff-aside">
                {comment}
                <form method="post" action="/forms/view_file" data-in-place="">
                    <input type="hidden" name="task" value=view.task.id.clone() />
                    <input type="hidden" name="path" value=path_field(&entry.file.path) />
                    <input type="hidden" name="back" value=back />
                    <button
                        class="button diff-viewed"
                        data-kind="plain"
                        data-size="small"
                        name="viewed"
                        value=if entry.viewed { "no" } else { "yes" }
                        aria-pressed=if entry.viewed { "true" } else { "false" }
                    >
                        <Icon of=Symbol::Check />
                        "Viewed"
                    </button>
                </form>
            </div>
    }
    .into_any()
}

fn nothing(task: &Task) -> AnyView {
    let text = match task.status {
        TaskStatus::Running => "They are compared when the run ends.",
        _ if task.external_agent.is_some() => {
            "The agent works outside the desktop's runner, so no files are compared."
        }
        _ => "The run changed nothing in its directory.",
    };
    view! { <Empty symbol=Symbol::File title="No files changed" text /> }.into_any()
}
