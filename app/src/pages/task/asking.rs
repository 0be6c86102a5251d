//! The content: as a request for a decision while it asks before it runs, else folded beside its result.

use super::{Desk, View, record};
use crate::parts::{
    command_block::{CommandBlock, CommandLines, size_text},
    decision_bar::{DecisionBar, Kind, MayNotDecide},
    diff,
    icon::{Icon, Symbol},
    request::{Request, RequestBody},
};
use domain::{FailureCode, Gate, TaskStatus, TaskType, display::SafeText, wire::Approval};
use leptos::prelude::*;

/// Always the element `content`, so that a page that is read changes in place.
pub(super) fn content(desk: &Desk, view: &View) -> AnyView {
    if let Some(approval) = view.waits(Gate::BeforeRun) {
        return card(desk, view, approval);
    }
    let decided = record::decided(view, Gate::BeforeRun);
    let head = decided.map(|(approval, decision)| record::head(desk, approval, decision));
    let prompt = view.task.kind == TaskType::Prompt;
    let inner = match (prompt || view.task.purged.is_some(), view.ran()) {
        // A prompt opens the thread below; what was purged is no more.
        (true, _) => None,
        (false, true) => Some(folded(view)),
        (false, false) => Some(whole(view)),
    };
    let hidden = head.is_none() && inner.is_none();
    view! {
        <div class="action-card" id="content" hidden=hidden>
            {head}
            {inner}
        </div>
    }
    .into_any()
}

/// What will run, where, and the two answers.
fn card(desk: &Desk, view: &View, approval: &Approval) -> AnyView {
    let request = Request {
        drafts: 0,
        approval: approval.clone(),
        task: view.task.clone(),
        desktop: view.desktop.clone(),
        files: Vec::new(),
        action: None,
        behind: view.around.waits_behind.clone(),
        now: desk.now,
    };
    let back = format!("/tasks/{}", view.task.id);
    let answer = if approval.can_decide {
        view! {
            <section class="decision" data-dock="" aria-label="Decision">
                <DecisionBar
                    kind=Kind::BeforeRun
                    id=approval.id.clone()
                    digest=approval.digest.clone()
                    back
                    notice=desk.notice.clone()
                    takes=desk.conditions(approval)
                />
            </section>
        }
        .into_any()
    } else {
        view! {
            <section>
                <MayNotDecide />
            </section>
        }
        .into_any()
    };
    view! {
        <form
            class="action-card"
            id="content"
            data-hold=""
            data-state="pending"
            method="post"
            action="/forms/resolve_approval"
            data-in-place=""
            data-guard=""
            aria-label="Technician approval required"
        >
            <RequestBody request changed=changed(view) answer=Some(answer) />
        </form>
    }
    .into_any()
}

/// What is different from the attempt before.
fn changed(view: &View) -> Option<AnyView> {
    let before = view.around.retry_of.as_ref()?;
    let diff = diff::between(&before.content, &view.task.content);
    if diff.is_empty() {
        return None;
    }
    let words = format!("Changed since {}", before.label());
    let ready = diff::stretch(&diff, 0, 1_000);
    let notes = diff::Notes::default();
    Some(
        view! {
            <details class="fold" open>
                <summary>
                    <Icon of=Symbol::Right />
                    {words}
                </summary>
                <div class="fold-body">
                    <div class="diff">
                        <diff::UnifiedTable stretch=&ready notes=&notes />
                    </div>
                </div>
            </details>
        }
        .into_any(),
    )
}

/// It did not run: all of it in view.
fn whole(view: &View) -> AnyView {
    let over = view.task.status.is_final();
    let note = if over { "it did not run" } else { "exactly what will run" };
    view! {
        <CommandBlock
            content=view.task.content.clone()
            title=view.content_word()
            note
            copy_task=view.task.id.clone()
        />
    }
    .into_any()
}

/// Beside its result: one line that unfolds.
fn folded(view: &View) -> AnyView {
    let text = SafeText::code(&view.task.content);
    let size = size_text(text.line_count(), text.bytes());
    let lost = view.task.failure.as_ref().is_some_and(|why| why.code == FailureCode::RunnerLost);
    let note = match view.task.status {
        TaskStatus::Running => "exactly what is running",
        _ if lost => "exactly what was taken",
        _ => "exactly what ran",
    };
    view! {
        <details class="fold">
            <summary>
                <Icon of=Symbol::Right />
                {view.content_word()}
                <span class="row-end">{size} " · " {note}</span>
            </summary>
            <div class="command-body">
                <CommandLines text prefix="line-" />
            </div>
        </details>
    }
    .into_any()
}
