//! What a run came to: the exit code first, then everything it wrote.

use super::{Desk, View};
use crate::parts::{
    age::{Moment, Precision, duration_text},
    badge::Badge,
    command_block::size_text,
    empty::Empty,
    icon::Symbol,
    printed, safe_text,
};
use domain::{TaskStatus, TaskType, display::Printed, wire::Task};
use leptos::prelude::*;

pub(super) fn output(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let text = Printed::of(task.output.as_deref().unwrap_or_default());
    let body = if text.is_empty() {
        nothing(task)
    } else if task.kind == TaskType::Prompt {
        said(task, &text)
    } else {
        figure(task, &text)
    };
    view! {
        <div class="result">
            <p class="result-line">
                {exit(task)} {took(desk, task)}
                {printed::left_out(&text).map(|words| view! { <span class="quiet">{words}</span> })}
            </p>
            {body}
        </div>
    }
    .into_any()
}

/// Exit code 0, or what stands in its place.
fn exit(task: &Task) -> AnyView {
    let words = match (task.exit_code, task.status) {
        (Some(code), _) => format!("Exit code {code}"),
        (None, TaskStatus::Running) => "Still running".to_owned(),
        (None, TaskStatus::Cancelled) => "Stopped before its end".to_owned(),
        (None, TaskStatus::Failed) => "No exit code".to_owned(),
        (None, _) => "Finished".to_owned(),
    };
    view! {
        <span>
            <b>{words}</b>
        </span>
    }
    .into_any()
}

fn took(desk: &Desk, task: &Task) -> AnyView {
    let now = desk.now;
    let length = task.started_at.map(|start| {
        let end = task.completed_at.unwrap_or(now);
        view! {
            <span>{duration_text(end.micros_since(start))}</span>
            <span>"started " <Moment at=start now precision=Precision::Second /></span>
        }
    });
    view! { {length} }.into_any()
}

fn caption(task: &Task, text: &Printed) -> AnyView {
    let size = size_text(text.rows().len(), text.bytes());
    let whole = format!("/api/mission-control/tasks/{}/output", task.id);
    let size = if task.output_truncated { format!("the beginning, {size}") } else { size };
    view! {
        <figcaption class="row">
            <span>"stdout and stderr, " {size}</span>
            <a class="row-end" href=whole>
                "Full output"
            </a>
        </figcaption>
    }
    .into_any()
}

fn figure(task: &Task, text: &Printed) -> AnyView {
    let more = task.output_truncated.then(|| {
        view! { <p class="quiet">"There is more. The full output has what is kept of it."</p> }
    });
    view! {
        <figure>
            {caption(task, text)} <pre id="out" tabindex="0">{printed::rows(text.rows())}</pre>
        </figure>
        {more}
    }
    .into_any()
}

/// What an agent reports is a claim: a dashed line around it.
fn said(task: &Task, text: &Printed) -> AnyView {
    let agent = task.external_agent.as_deref().or(task.agent.as_deref()).unwrap_or("the agent");
    view! {
        <div class="claim">
            <header>
                <strong>"What " {safe_text::prose(agent)} " reports"</strong>
                <Badge tone="claim">"Written by the agent, not checked"</Badge>
            </header>
            {figure(task, text)}
        </div>
    }
    .into_any()
}

fn nothing(task: &Task) -> AnyView {
    let text = match task.status {
        TaskStatus::Running => "Nothing was written so far.",
        _ => "Nothing was written to stdout or stderr.",
    };
    view! { <Empty symbol=Symbol::Command title="No output" text /> }.into_any()
}
