//! The files a run changed, each with its diff.

use super::{Desk, View};
use crate::parts::{
    count::counted,
    diff::{ChangeBadge, Counts, Diff, Shown},
    empty::Empty,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{TaskStatus, change::FileChange, wire::Task};
use leptos::prelude::*;

/// At most this many lines of one file stand on the page of all files.
const EACH: usize = 2_000;
/// At most this many lines of all files together do.
const ALL: usize = 6_000;
/// At most this many lines stand on the page of one file.
const ALONE: usize = 5_000;

pub(super) fn files(desk: &Desk, view: &View) -> AnyView {
    let (task, files) = (&view.task, &view.files);
    if files.is_empty() {
        return nothing(task);
    }
    let split = desk.query("view").as_deref() == Some("split");
    let alone = desk.query("file").and_then(|index| index.parse::<usize>().ok());
    let from = desk.query("from").and_then(|line| line.parse().ok()).unwrap_or(0);
    let layout = if split { "&view=split" } else { "" };
    let address = |index: usize| format!("/tasks/{}?tab=files{layout}&file={index}&from=", task.id);
    let shown =
        |index, from, most, open| Shown { index, split, from, most, open, alone: address(index) };
    let diffs = if let Some((index, file)) =
        alone.and_then(|index| Some((index, files.get(index)?)))
    {
        vec![view! { <Diff file=file.clone() shown=shown(index, from, ALONE, true) /> }.into_any()]
    } else {
        let mut room = ALL;
        let one = |(index, file): (usize, &FileChange)| {
            let most = EACH.min(room);
            room -= file.diff.lines().count().min(most);
            view! { <Diff file=file.clone() shown=shown(index, 0, most, false) /> }.into_any()
        };
        files.iter().enumerate().map(one).collect()
    };
    let list = alone.is_none().then(|| list(files));
    let back = alone.map(|_| {
        view! { <a href=format!("/tasks/{}?tab=files{layout}", task.id)>"All files"</a> }
    });
    view! {
        <div class="row tab-tools">
            {totals(files)}
            {back}
            <ViewSwitch task=task.id.clone() split file=alone />
        </div>
        {list}
        {diffs}
    }
    .into_any()
}

fn totals(files: &[FileChange]) -> AnyView {
    let sum =
        |count: fn(&FileChange) -> u32| files.iter().map(|f| u64::from(count(f))).sum::<u64>();
    let number = u32::try_from(files.len()).unwrap_or(u32::MAX);
    view! {
        <span>
            {counted(number, "file", "files")}
            " "
            <span class="plus">{format!("+{}", sum(|f| f.additions))}</span>
            " "
            <span class="minus">{format!("\u{2212}{}", sum(|f| f.deletions))}</span>
        </span>
    }
    .into_any()
}

/// Unified or side by side; two addresses.
#[component]
fn ViewSwitch(
    /// The task.
    task: String,
    /// Whether it is side by side now.
    split: bool,
    /// The file that is shown alone.
    file: Option<usize>,
) -> impl IntoView {
    let file = file.map(|index| format!("&file={index}")).unwrap_or_default();
    let here = |yes: bool| yes.then_some("true");
    view! {
        <div class="segmented row-end view-switch" data-size="small" role="group" aria-label="Diff layout">
            <a href=format!("/tasks/{task}?tab=files{file}") aria-current=here(!split)>
                "Unified"
            </a>
            <a href=format!("/tasks/{task}?tab=files&view=split{file}") aria-current=here(split)>
                "Split"
            </a>
        </div>
    }
}

fn list(files: &[FileChange]) -> AnyView {
    let row = |(index, file): (usize, &FileChange)| {
        view! {
            <li>
                <Icon of=Symbol::File />
                <a href=format!("#f-{index}")>{safe_text::code(&file.path)}</a>
                <ChangeBadge file=file.clone() />
                <span class="num">
                    <Counts file=file.clone() />
                </span>
            </li>
        }
    };
    let rows = files.iter().enumerate().map(row).collect_view();
    view! { <ul class="file-list">{rows}</ul> }.into_any()
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
