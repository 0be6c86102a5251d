//! What came back: the exit code first, then both streams, what changed, and how it compares with what was announced.

use super::ActionCard;
use crate::parts::{
    age::{Moment, Precision, duration_text},
    claim_check::ClaimCheck,
    count::{counted, grouped},
    printed, safe_text,
};
use domain::{
    change::FileChange,
    display::Printed,
    wire::{ActionOutcome, ActionResult},
};
use leptos::prelude::*;

pub(super) fn section(card: &ActionCard) -> Option<AnyView> {
    let result = card.action.result.as_ref()?;
    let id = &card.action.id;
    let findings = result.matches_expected.map(|_| result.differences.clone());
    let streams = [
        ("stdout", &result.stdout, result.stdout_bytes),
        ("stderr", &result.stderr, result.stderr_bytes),
    ];
    let empty = streams.iter().filter(|(.., bytes)| *bytes == 0);
    let empty = empty.map(|(name, ..)| view! { <span>{format!("{name} empty")}</span> });
    let figures = streams.iter().filter(|(.., bytes)| *bytes > 0);
    let figures = figures.map(|(name, text, bytes)| figure(id, name, text, *bytes));
    let took = duration_text(result.finished_at.micros_since(result.started_at));
    Some(
        view! {
            <section class="result" aria-label="Result">
                <p class="result-line">
                    <span>
                        <b>{ended(result)}</b>
                    </span>
                    <span>{took}</span>
                    <span>
                        "started "
                        <Moment at=result.started_at now=card.now precision=Precision::Second />
                    </span>
                    {empty.collect_view()}
                </p>
                {result.reason.as_deref().map(|why| view! { <p>{safe_text::prose(why)}</p> })}
                {figures.collect_view()}
                {files(&result.files)}
                <ClaimCheck findings />
            </section>
        }
        .into_any(),
    )
}

fn ended(result: &ActionResult) -> String {
    match (result.outcome, result.exit_code) {
        (_, Some(code)) => format!("Exit code {code}"),
        (ActionOutcome::Exited, None) => "No exit code".into(),
        (ActionOutcome::Killed, None) => "Ended by a signal".into(),
        (ActionOutcome::TimedOut, None) => "Stopped: it ran longer than it may".into(),
        (ActionOutcome::Cancelled, None) => "Stopped".into(),
        (ActionOutcome::NotStarted, None) => "Could not be started. Nothing ran.".into(),
    }
}

/// One stream. Counts come from what is stored; what is shown may be its beginning.
fn figure(id: &str, name: &'static str, text: &str, bytes: u64) -> AnyView {
    let text = Printed::of(text);
    let whole = text.bytes() as u64 >= bytes;
    let lines = u32::try_from(text.rows().len()).unwrap_or(u32::MAX);
    let lines = counted(lines, "line", "lines");
    let lines = if whole { lines } else { format!("the first {lines}") };
    let size = format!(
        "{name}, {lines}, {} {}",
        grouped(bytes),
        if bytes == 1 { "byte" } else { "bytes" }
    );
    let left_out = printed::left_out(&text).map(|words| format!(" · {words}"));
    let href = format!("/api/mission-control/actions/{id}/output?stream={name}");
    view! {
        <figure data-stream=name>
            <figcaption>
                {size} {left_out} " · " <a href=href>{format!("Full {name}")}</a>
            </figcaption>
            <pre tabindex="0" role="region" aria-label=name>
                {printed::rows(text.rows())}
            </pre>
        </figure>
    }
    .into_any()
}

fn files(files: &[FileChange]) -> AnyView {
    if files.is_empty() {
        return view! { <p class="stream">"No files changed in its directory"</p> }.into_any();
    }
    let number = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let words = format!("{} changed", counted(number, "file", "files"));
    let rows = files.iter().map(|file| {
        let counts =
            format!(" {} · +{} \u{2212}{}", file.change.as_str(), file.additions, file.deletions);
        view! {
            <li>
                {safe_text::code(&file.path)}
                <span class="quiet">{counts}</span>
            </li>
        }
    });
    view! {
        <p class="stream">{words}</p>
        <ul aria-label="Files changed">{rows.collect_view()}</ul>
    }
    .into_any()
}
