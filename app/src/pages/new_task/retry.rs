//! Another attempt at a task that ended: linked to it, with its content and what its reviewer said.

use super::{
    Desk, LOOK,
    fields::content,
    foreseen::{self, Written},
    gates::{Road, fixed_stops},
};
use crate::parts::{
    banner::{Banner, Tone},
    editable::editable,
    field::TextField,
    notice::{NoticeKind, RefusalBanner},
    safe_text,
};
use domain::{
    TaskType, limits,
    wire::{CreateTask, Task},
};
use leptos::prelude::*;
use service::Error;

pub(super) async fn retry(desk: &Desk, id: &str) -> Result<AnyView, Error> {
    desk.actor.operator()?;
    let task = desk.mission.task(&desk.actor, id).await?;
    let mode = desk.mission.settings(&desk.actor).await?.task_approval_mode;
    let refused = desk.notice.clone().filter(|notice| notice.kind == NoticeKind::Refused);
    let posted = desk.posted();
    let typed = |field: &str| match posted {
        Some(posted) => Some(posted.get(field)),
        None => refused.as_ref().and_then(|notice| notice.typed(field)),
    };
    let (text, written_out) = match (posted, typed("content")) {
        // What cannot be seen is shown below, and stays as it was written.
        (Some(_), Some(text)) => (text, 0),
        (_, Some(text)) => editable(&text),
        (_, None) => editable(&task.content),
    };
    let title = editable(&typed("title").unwrap_or_else(|| task.title.clone())).0;
    let after = typed("requires_approval").map_or(task.requires_approval, |value| value == "on");
    let look = format!("{LOOK}?retry={}", task.id);
    let written = written(desk, &task, &text, &title).await?;
    let beside = foreseen::beside(&written);
    let word = match task.kind {
        TaskType::Command => "Command",
        TaskType::Prompt => "Prompt",
    };
    let note = (written_out > 0).then(|| {
        view! {
            <span class="field-error">
                {written_out.to_string()}
                " characters of the old text cannot be seen. They are written out here as \\u{…}."
            </span>
        }
    });
    let back = format!("/tasks/{}", task.id);
    let heading = format!("Retry {}", task.label());
    Ok(view! {
        <leptos_meta::Title text=heading.clone() />
        <main id="main" class="split">
            <header class="page-head">
                <ol class="crumbs">
                    <li>
                        <a href="/">"Board"</a>
                    </li>
                    <li class="mono">
                        <a href=back.clone()>{task.label()}</a>
                    </li>
                    <li>"Retry"</li>
                </ol>
                <h1>{heading}</h1>
            </header>
                <form class="form" method="post" action="/forms/retry_task" data-look=look.clone()>
                    <RefusalBanner notice=desk.notice.clone() />
                    {said(&task)}
                    <input type="hidden" name="id" value=task.id.clone() />
                    <TextField
                        name="title"
                        label="Title"
                        value=title
                        max=limits::TITLE
                    />
                    <div class="field">
                        <label for="content">{word}</label>
                        {content(&text, None)}
                        {note}
                        {foreseen::below(&written)}
                        <span class="field-hint">
                            "Change what went wrong. Desktop, directory, limits and agent stay as they were."
                        </span>
                    </div>
                    {own_flag(after, mode)}
                    <footer>
                        <button class="button" data-kind="primary" data-send="">
                            {format!("Create attempt {}", task.attempt + 1)}
                        </button>
                        <button
                            class="button without-script"
                            name="check"
                            value="on"
                            formaction=look.clone()
                            formnovalidate
                        >
                            "Check"
                        </button>
                        <a class="button" data-kind="plain" href=back>
                            "Cancel"
                        </a>
                    </footer>
                </form>
            <Road stops=fixed_stops(task.kind, task.approve_before_run, after || mode) more=beside />
        </main>
    }
    .into_any())
}

/// The new attempt as it is written now: what was not changed is as it was.
async fn written(desk: &Desk, task: &Task, text: &str, title: &str) -> Result<Written, Error> {
    let wanted = CreateTask {
        kind: task.kind,
        content: text.to_owned(),
        desktop_id: task.desktop.id.clone(),
        title: Some(title.to_owned()),
        requires_approval: task.requires_approval,
        approve_before_run: task.approve_before_run,
        depends_on: Vec::new(),
        agent: task.agent.clone(),
        external_agent: task.external_agent.clone(),
        cwd: task.cwd.clone(),
        timeout_seconds: Some(task.timeout_seconds),
        run: false,
        external_ref: task.external_ref.clone(),
        interpreter: task.interpreter,
    };
    let foreseen = desk.mission.foresee_task(&desk.actor, &wanted).await?;
    let desktops = desk.mission.desktops(&desk.actor).await?;
    let desktop = desktops.into_iter().find(|desktop| desktop.id == wanted.desktop_id);
    Ok(Written { wanted, desktop, foreseen, fixed: true })
}

/// Why the old one ended, and what its reviewer said: it goes with the new one.
fn said(task: &Task) -> Option<AnyView> {
    let failure = task.failure.as_ref()?;
    let why = safe_text::prose(&failure.message);
    let words = task.feedback.as_deref().map(|text| {
        view! {
            " "
            <q>{safe_text::prose(text)}</q>
            " The new task carries this note."
        }
    });
    Some(
        view! {
            <Banner tone=Tone::Stop boxed=true>
                <strong>{why}</strong>
                {words}
            </Banner>
        }
        .into_any(),
    )
}

fn own_flag(on: bool, mode: bool) -> AnyView {
    let choice = |value: &'static str, word: &'static str, chosen: bool| {
        view! {
            <label>
                <input type="radio" name="requires_approval" value=value checked=chosen />
                {word}
            </label>
        }
    };
    let note = if mode {
        "Task Approval Mode is on, so the result waits for a person either way."
    } else {
        "On: it runs, then stops in Review before it counts as Done."
    };
    view! {
        <div class="field">
            <span class="field-label" id="require">
                "Requires Approval"
            </span>
            <div class="segmented" role="radiogroup" aria-labelledby="require">
                {choice("on", "On", on)}
                {choice("off", "Off", !on)}
            </div>
            <span class="field-hint">{note}</span>
        </div>
    }
    .into_any()
}
