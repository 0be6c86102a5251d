//! Output, logs, files changed: links with addresses, so that back works and script is optional.

use super::{Desk, View, files, logs, output};
use crate::parts::count::Count;
use domain::{TaskStatus, change::FileChange, wire::Task};
use leptos::prelude::*;
use service::Error;

/// Which part of the result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// What it wrote, as one text.
    Output,
    /// What it wrote, line by line.
    Logs,
    /// What it changed.
    Files,
}

impl Tab {
    const fn word(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Logs => "logs",
            Self::Files => "files",
        }
    }

    /// The one that was asked for; else what matters most where the task stands.
    pub(super) fn chosen(asked: Option<&str>, task: &Task, files: &[FileChange]) -> Self {
        match (asked, task.status) {
            (Some("logs"), _) => Self::Logs,
            (Some("files"), _) => Self::Files,
            (None, TaskStatus::Running) if task.external_agent.is_none() => Self::Logs,
            (None, TaskStatus::Review) if !files.is_empty() && !wrote(task) => Self::Files,
            _ => Self::Output,
        }
    }
}

fn wrote(task: &Task) -> bool {
    task.output.as_ref().is_some_and(|output| !output.is_empty())
}

/// How many lines it wrote, unless there are too many to have been read here.
fn written_lines(task: &Task) -> Option<u32> {
    let output = task.output.as_deref().filter(|_| !task.output_truncated)?;
    u32::try_from(output.lines().count()).ok()
}

/// The three tabs.
#[component]
pub(super) fn Tabs(
    /// The task.
    view: View,
) -> impl IntoView {
    let files = u32::try_from(view.files.len()).unwrap_or(u32::MAX);
    let counts = [None, written_lines(&view.task), Some(files)];
    let names = ["Output", "Logs", "Files changed"];
    let tabs = [Tab::Output, Tab::Logs, Tab::Files].into_iter().zip(names).zip(counts);
    let link = |((tab, name), number): ((Tab, &'static str), Option<u32>)| {
        view! {
            <a
                href=format!("/tasks/{}?tab={}", view.task.id, tab.word())
                aria-current=(view.tab == tab).then_some("page")
            >
                {name}
                {number.map(|number| view! { " " <Count number /> })}
            </a>
        }
    };
    view! {
        <nav class="tabs" id="tabs" aria-label="Result">
            {tabs.map(link).collect_view()}
        </nav>
    }
}

/// The part that was chosen.
pub(super) async fn panel(desk: &Desk, view: &View) -> Result<Option<AnyView>, Error> {
    if !view.ran() {
        return Ok(None);
    }
    let (name, inner) = match view.tab {
        Tab::Output => ("Output", output::output(desk, view)),
        Tab::Logs => ("Logs", logs::logs(desk, view).await?),
        Tab::Files => ("Files changed", files::files(desk, view).await?),
    };
    Ok(Some(
        view! {
            <section class="tab-panel" id="panel" aria-label=name>
                {inner}
            </section>
        }
        .into_any(),
    ))
}
