//! A command whose runner fell silent: what is known, and the answer that only a person can give.

use super::{Desk, View, banners::banner};
use crate::parts::{
    age::{Moment, Precision, duration_text},
    banner::{Banner, Tone},
    safe_text,
};
use domain::wire::Task;
use leptos::prelude::*;

/// It may have run: who may decide says what they saw on the machine.
pub(super) fn unclosed(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let name = safe_text::prose(&task.desktop.name);
    let silent = task
        .started_at
        .zip(task.completed_at)
        .map(|(from, to)| format!(" after {}", duration_text(to.micros_since(from))));
    let remote = task.remote_access_url.clone().map(|address| {
        view! {
            <a class="button" href=address rel="noopener" target="_blank">
                "Open remote access"
            </a>
        }
    });
    let close = desk
        .actor
        .reviewer()
        .is_ok()
        .then(|| [answer(task, "yes", "It ran"), answer(task, "no", "It did not run")]);
    let next = if close.is_some() {
        " Look at the machine, then close this."
    } else {
        " Somebody who may approve has to look at the machine and close this."
    };
    view! {
        <div class="stack" id="close">
            <Banner tone=Tone::Wait boxed=true>
                <strong>"Outcome unknown."</strong>
                " "
                {name}
                " took the command and then fell silent"
                {silent}
                ". It may have run, in whole or in part. It will not be run again by itself."
                {next}
            </Banner>
            <div class="row">{close.map(CollectView::collect_view)} {remote}</div>
        </div>
    }
    .into_any()
}

fn answer(task: &Task, ran: &'static str, words: &'static str) -> AnyView {
    view! {
        <form method="post" action="/forms/close_task">
            <input type="hidden" name="id" value=task.id.clone() />
            <input type="hidden" name="ran" value=ran />
            <button class="button">{words}</button>
        </form>
    }
    .into_any()
}

/// Who looked, and what they saw.
pub(super) fn closed(desk: &Desk, view: &View) -> Option<AnyView> {
    let closed = view.task.closed.as_ref()?;
    let said = if closed.ran {
        " looked at the machine and says that the command ran, in whole or in part."
    } else {
        " looked at the machine and says that the command did not run."
    };
    Some(banner(
        Tone::Stop,
        view! {
            <strong>"Contact was lost while it ran."</strong>
            " "
            {safe_text::prose(&closed.by.name)}
            {said}
            " That was at "
            <Moment at=closed.at now=desk.now precision=Precision::Second />
            ". It is not run again by itself."
        }
        .into_any(),
    ))
}
