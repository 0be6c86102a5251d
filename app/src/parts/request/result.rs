//! What a run came to, short enough to stand beside the decision, with the way to all of it.

use super::Request;
use crate::parts::{
    age::{Moment, Precision},
    claim_check::ClaimCheck,
    command_block::size_text,
    count::{counted, grouped},
    drafts, printed, safe_text,
    task_outcome::run_time,
};
use domain::display::Printed;
use leptos::prelude::*;

/// Lines of output shown on the card; the rest is one link away.
const LINES: usize = 40;

/// Exit code, time, output and changed files.
#[component]
pub fn ResultSummary(
    /// The request.
    request: Request,
) -> impl IntoView {
    let task = &request.task;
    let exit = match task.exit_code {
        Some(code) => format!("Exit code {code}"),
        None => "Finished".to_owned(),
    };
    let finished = task.completed_at.map(|at| {
        view! {
            <span>
                "finished " <Moment at now=request.now precision=Precision::Second />
            </span>
        }
    });
    view! {
        <section class="result" aria-label="Result">
            <p class="result-line">
                <span>
                    <b>{exit}</b>
                </span>
                {run_time(task).map(|took| view! { <span>{took}</span> })}
                {finished}
                {files(&request)}
                {task.branch.as_ref().map(|branch| view! { <span>"on " {safe_text::code(&branch.name)}</span> })}
                {drafts::words(&task.id, request.drafts)}
            </p>
            {output(&request)}
            <ClaimCheck findings=task.findings.clone() />
        </section>
    }
}

/// How many files changed, with the way to their diffs.
fn files(request: &Request) -> AnyView {
    let number = u32::try_from(request.files.len()).unwrap_or(u32::MAX);
    if number == 0 {
        return view! { <span>"no files changed"</span> }.into_any();
    }
    let words = format!("{} changed", counted(number, "file", "files"));
    view! {
        <a href=format!("/tasks/{}?tab=files", request.task.id)>
            {words}
        </a>
    }
    .into_any()
}

fn output(request: &Request) -> AnyView {
    let task = &request.task;
    let text = Printed::of(task.output.as_deref().unwrap_or_default());
    if text.is_empty() {
        return view! { <p class="quiet">"It wrote no output."</p> }.into_any();
    }
    let lines = text.rows();
    let skipped = lines.len().saturating_sub(LINES);
    let shown = printed::rows(lines.get(skipped..).unwrap_or_default());
    let left_out = printed::left_out(&text).map(|words| format!(" · {words}"));
    let href = format!("/tasks/{}?tab=output", task.id);
    let cut = if task.output_truncated { " · the first 64 KiB" } else { "" };
    let size = size_text(lines.len(), text.bytes());
    let above =
        (skipped > 0).then(|| format!(" · the last {LINES} of {} lines", grouped(lines.len())));
    view! {
        <figure>
            <figcaption>
                "Output, " {size} {cut} {above} {left_out} " · " <a href=href>"Full output"</a>
            </figcaption>
            <pre tabindex="0" role="region" aria-label="Output">
                {shown}
            </pre>
        </figure>
    }
    .into_any()
}
