//! What a run wrote, line by line. A long log is shown from its newest part; the rest is a link away.

use super::{Desk, View};
use crate::parts::{
    count::{counted, grouped},
    empty::Empty,
    icon::Symbol,
    log_view::{LogLine, LogView, lines},
};
use domain::{TaskStatus, limits};
use leptos::prelude::*;
use service::Error;

/// At most about this many lines stand on a page.
const MOST_LINES: usize = 2_000;

/// A part of the log.
struct Part {
    lines: Vec<LogLine>,
    /// The number of the first line, when the page knows it.
    first: Option<usize>,
    /// Whether earlier lines are left out.
    earlier: bool,
    /// The piece and the line after which the next part begins.
    next: Option<(i64, usize)>,
}

pub(super) async fn logs(desk: &Desk, view: &View) -> Result<AnyView, Error> {
    let after = desk.query("after").and_then(|seq| seq.parse::<i64>().ok());
    let part = match after {
        Some(after) => part_after(desk, view, after).await?,
        None => newest(desk, view).await?,
    };
    let id = &view.task.id;
    if part.lines.is_empty() {
        let text = match view.task.status {
            TaskStatus::Running => "Nothing was written so far.",
            _ => "Nothing was written to stdout or stderr.",
        };
        return Ok(view! { <Empty symbol=Symbol::Command title="No log" text /> }.into_any());
    }
    let shown = u32::try_from(part.lines.len()).unwrap_or(u32::MAX);
    let errors =
        part.lines.iter().filter(|line| line.stream == domain::log::Stream::Stderr).count();
    let size = counted(shown, "line", "lines");
    let size = if part.earlier { format!("the newest {size}") } else { size };
    let start = part.earlier.then(|| {
        view! { <a href=format!("/tasks/{id}?tab=logs&after=0")>"From the beginning"</a> }
    });
    let next = part.next.map(|(seq, line)| {
        view! { <a href=format!("/tasks/{id}?tab=logs&after={seq}&line={line}")>"Next part"</a> }
    });
    let newest = after.is_some().then(|| {
        view! { <a href=format!("/tasks/{id}?tab=logs")>"The newest part"</a> }
    });
    Ok(view! {
        <div class="row tab-tools">
            <label class="check">
                <input type="checkbox" class="only-stderr" />
                " stderr only"
            </label>
            <span class="quiet">{size} ", " {grouped(errors as u64)} " on stderr"</span>
            {start}
            {newest}
            <a class="row-end" href=format!("/api/mission-control/tasks/{id}/output")>
                "Full output"
            </a>
        </div>
        <LogView lines=part.lines first=part.first now=desk.now />
        {next.map(|next| view! { <p class="after">{next}</p> })}
    }
    .into_any())
}

/// The end of the log. The lines are numbered when all of it fits.
async fn newest(desk: &Desk, view: &View) -> Result<Part, Error> {
    let pieces = i64::from(view.around.log_count);
    let after = (pieces - i64::from(limits::PAGE_MAX)).max(0);
    let page = desk.mission.task_log(&desk.actor, &view.task.id, after, None).await?;
    let mut lines = lines(&page.items);
    let left_out = lines.len().saturating_sub(MOST_LINES);
    lines.drain(..left_out);
    let first = (after == 0).then_some(1 + left_out);
    Ok(Part { lines, first, earlier: after > 0 || left_out > 0, next: None })
}

/// A part from a piece on: whole pieces, until there are enough lines.
async fn part_after(desk: &Desk, view: &View, after: i64) -> Result<Part, Error> {
    let page = desk.mission.task_log(&desk.actor, &view.task.id, after, None).await?;
    let mut taken = 0;
    let mut count = 0;
    for piece in &page.items {
        count += piece.text.matches('\n').count();
        if taken > 0 && count > MOST_LINES {
            break;
        }
        taken += 1;
    }
    let more = taken < page.items.len() || page.next_cursor.is_some();
    let last = page.items.get(..taken).and_then(<[_]>::last).map(|piece| piece.seq);
    let lines = lines(page.items.get(..taken).unwrap_or_default());
    let counted = desk.query("line").and_then(|line| line.parse::<usize>().ok());
    let first = if after == 0 { Some(1) } else { counted };
    let next = last.filter(|_| more).map(|seq| (seq, first.unwrap_or(1) + lines.len()));
    Ok(Part { lines, first, earlier: false, next })
}
