//! The column beside what is read: what it is, where it runs, where it stops, and what hangs on it.

use super::{Desk, View, branch::branch};
use crate::parts::{
    age::{Moment, Precision, duration_text},
    avatar::{Avatar, Who},
    count::grouped,
    gate_path::{Around, GatePath, road},
    icon::{Icon, Symbol},
    properties::{Fact, FactGroup, Facts},
    request::directory,
    safe_text,
    status::{ApprovalStatus, Status},
    target::Online,
};
use domain::{TaskType, wire::Task};
use leptos::prelude::*;

pub(super) fn facts(desk: &Desk, view: &View) -> AnyView {
    let around = &view.around;
    let behind: Vec<i64> = around.waits_behind.iter().map(|task| task.number).collect();
    let stops = road(
        &view.task,
        &Around { approvals: &around.approvals, behind: &behind, mode: view.mode, now: desk.now },
    );
    let (about, target) = (about(desk, &view.task), target(view));
    let remote = remote(&view.task);
    view! {
        <aside class="properties" id="task-facts" data-live="" aria-label="Task facts">
            <FactGroup title="Task">
                <Facts facts=about />
            </FactGroup>
            <FactGroup title="Target desktop">
                <Facts facts=target />
                {remote}
            </FactGroup>
            {branch(desk, &view.task)}
            <FactGroup title="Where it stops for a person">
                <GatePath stops />
            </FactGroup>
            {tasks("Waits for", Symbol::Blocked, &around.depends_on)}
            {tasks("Waits behind this", Symbol::Holds, &around.waits_behind)}
            {other_ways(desk, &view.task)}
            {history(desk, view)}
        </aside>
    }
    .into_any()
}

fn about(desk: &Desk, task: &Task) -> Vec<Fact> {
    let now = desk.now;
    let kind = match task.kind {
        TaskType::Command => "Command",
        TaskType::Prompt => "Prompt",
    };
    let mut facts: Vec<Fact> = vec![("Type", kind.into_any())];
    if let Some(agent) = task.external_agent.as_ref().or(task.agent.as_ref()) {
        let who = view! {
            <span class="who">
                <Avatar name=agent.clone() agent=true />
                {safe_text::prose(agent)}
            </span>
        };
        facts.push(("Agent", who.into_any()));
    }
    facts.push(("Asked by", view! { <Who party=task.created_by.clone() /> }.into_any()));
    facts.push(("Created", view! { <Moment at=task.created_at now /> }.into_any()));
    if let Some(start) = task.started_at {
        let end = task.completed_at.map(|end| {
            view! { " to " <Moment at=end now precision=Precision::Second /> }
        });
        let ran = view! {
            <Moment at=start now precision=Precision::Second />
            {end}
        };
        facts.push(("Ran", ran.into_any()));
    }
    if let Some(usage) = &task.usage {
        if !usage.model.is_empty() {
            facts.push(("Model", safe_text::code(&usage.model)));
        }
        facts.push(("Turns", grouped(usage.turns).into_any()));
        let tokens =
            format!("{} in, {} out", grouped(usage.input_tokens), grouped(usage.output_tokens));
        facts.push(("Tokens", tokens.into_any()));
    }
    if let Some(number) = task.files_changed {
        facts.push(("Files changed", grouped(number).into_any()));
    }
    if let Some(code) = task.exit_code {
        facts.push(("Exit code", code.into_any()));
    }
    if task.attempt > 1 {
        facts.push(("Attempt", task.attempt.into_any()));
    }
    if let Some(reference) = &task.external_ref {
        facts.push(("Reference", safe_text::prose(reference)));
    }
    facts
}

fn target(view: &View) -> Vec<Fact> {
    let task = &view.task;
    let desktop = &task.desktop;
    let mut facts: Vec<Fact> = vec![
        ("Name", view! { <strong>{safe_text::prose(&desktop.name)}</strong> }.into_any()),
        ("State", view! { <Online online=desktop.online /> }.into_any()),
    ];
    if let Some(group) = &desktop.group {
        facts.push(("Group", safe_text::prose(group)));
    }
    if let Some(system) = view.desktop.as_ref().and_then(|desktop| desktop.system.as_ref()) {
        facts.push(("System", safe_text::prose(&format!("{} {}", system.os, system.arch))));
        facts.push(("Runs as", safe_text::code(&system.user)));
    }
    if let Some(directory) = directory(task, view.desktop.as_ref()) {
        facts.push(("Directory", safe_text::code(&directory)));
    }
    let limit = duration_text(i64::from(task.timeout_seconds) * 1_000_000);
    facts.push(("Time limit", limit.into_any()));
    facts.push(("Id", safe_text::code(&desktop.id)));
    facts
}

/// A hands-on way to the machine.
fn remote(task: &Task) -> Option<AnyView> {
    let address = task.remote_access_url.clone()?;
    Some(
        view! {
            <p class="after">
                <a href=address rel="noopener" target="_blank">
                    "Open remote access"
                </a>
            </p>
        }
        .into_any(),
    )
}

/// By hand, with a command that was tested before, on the same machine.
fn other_ways(desk: &Desk, task: &Task) -> Option<AnyView> {
    let open = task.kind == TaskType::Prompt && !task.status.is_final();
    if !open || desk.actor.operator().is_err() {
        return None;
    }
    let href = format!("/scripts?task={}", task.id);
    Some(
        view! {
            <FactGroup title="Other ways">
                <ul class="links">
                    <li>
                        <Icon of=Symbol::Command />
                        <span>
                            <a href=href>"Run a tested script"</a>
                        </span>
                    </li>
                </ul>
            </FactGroup>
        }
        .into_any(),
    )
}

fn tasks(title: &'static str, symbol: Symbol, tasks: &[Task]) -> Option<AnyView> {
    if tasks.is_empty() {
        return None;
    }
    let row = |task: &Task| {
        view! {
            <li>
                <Icon of=symbol />
                <span>
                    <a href=format!("/tasks/{}", task.id)>{task.label()}</a>
                    " "
                    {safe_text::prose(&task.title)}
                    <small>{task.status.label()}</small>
                </span>
            </li>
        }
    };
    let rows = tasks.iter().map(row).collect_view();
    Some(
        view! {
            <FactGroup title>
                <ul class="links">{rows}</ul>
            </FactGroup>
        }
        .into_any(),
    )
}

/// The other attempts, and what was decided about this one.
fn history(desk: &Desk, view: &View) -> Option<AnyView> {
    let around = &view.around;
    let attempts = around.retry_of.iter().chain(&around.retries);
    let attempt = |task: &Task| {
        let end = match (&task.failure, &task.decided_by) {
            (Some(failure), _) => safe_text::prose(&failure.message),
            (None, Some(by)) => view! { "decided by " {safe_text::prose(&by.name)} }.into_any(),
            (None, None) => task.status.label().into_any(),
        };
        view! {
            <li>
                <Status status=task.status bare=true />
                <span>
                    <a href=format!("/tasks/{}", task.id)>{task.label()}</a>
                    " attempt "
                    {task.attempt}
                    <small>{end}</small>
                </span>
            </li>
        }
    };
    let attempts = attempts.map(attempt).collect_view();
    let decided = around.approvals.iter().filter(|approval| approval.state != "pending");
    let decided = decided.map(|approval| {
        let who = approval.decision.as_ref().map(|decision| {
            view! {
                " · by " {safe_text::prose(&decision.by.name)} ", "
                <Moment at=decision.at now=desk.now />
                {decision.reason.map(|reason| format!(" · {}", reason.label()))}
            }
        });
        view! {
            <li>
                <span>
                    <ApprovalStatus state=approval.state.clone() />
                    <small>{approval.gate.label()} {who}</small>
                </span>
            </li>
        }
    });
    let decided = decided.collect_view();
    if attempts.is_empty() && decided.is_empty() {
        return None;
    }
    Some(
        view! {
            <FactGroup title="History">
                <ul class="links">
                    {decided}
                    {attempts}
                </ul>
            </FactGroup>
        }
        .into_any(),
    )
}
