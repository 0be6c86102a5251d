//! What is known about a script beside its text: what we read in it, where it ran and what came of it, and what it was before.

use crate::parts::{
    age::{Ago, Moment},
    count::{counted, grouped},
    diff,
    facts::{Account, Read, facts},
    icon::{Icon, Symbol},
    safe_text,
    status::Status,
    task_outcome::{run_time, task_outcome},
};
use domain::{Timestamp, script::ScriptVersion};
use leptos::prelude::*;
use service::{ScriptRun, ScriptUses};

/// What was read in it. Who it runs as is not known before a desktop is chosen.
pub(super) fn read(uses: &ScriptUses, code: &str) -> AnyView {
    let read = facts(&Read {
        noted: Some(uses.noted.clone()),
        risk: uses.risk,
        code,
        prefix: "line-",
        account: Account::default(),
    });
    view! { <div class="action-card after">{read}</div> }.into_any()
}

/// The tasks that ran it, the newest first.
pub(super) fn runs(uses: &ScriptUses, now: Timestamp) -> AnyView {
    let last = uses.runs.first().map(|ScriptRun { task, .. }| {
        view! {
            <p>
                "Last run " <Ago since=task.created_at now /> " on "
                {safe_text::prose(&task.desktop.name)} ". "
                {(uses.run_count > 1)
                    .then(|| format!("{} in all.", counted(uses.run_count, "run", "runs")))}
            </p>
        }
    });
    let rows = uses.runs.iter().map(|run| row(run, now)).collect_view();
    let table = (!uses.runs.is_empty()).then(|| {
        view! {
            <div class="panel-table">
                <table class="table" data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">"Task"</th>
                            <th scope="col">"Desktop"</th>
                            <th scope="col">"Result"</th>
                            <th scope="col">"Version"</th>
                            <th scope="col">"Asked"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let shown = u32::try_from(uses.runs.len()).unwrap_or(u32::MAX);
    let more = uses.run_count.saturating_sub(shown);
    let more = (more > 0).then(|| {
        view! { <p class="quiet after">{format!("and {} more before these", grouped(more))}</p> }
    });
    let none = uses.runs.is_empty().then(|| {
        view! { <p class="quiet">"It has not run yet, as far as is known."</p> }
    });
    view! {
        <section class="panel" id="runs">
            <header>
                <h2>"Where it ran"</h2>
                {last}
            </header>
            {none}
            {table}
            {more}
        </section>
    }
    .into_any()
}

fn row(run: &ScriptRun, now: Timestamp) -> AnyView {
    let ScriptRun { task, state, version } = run;
    let came = match (task_outcome(state, now), task.exit_code) {
        (Some(words), _) => Some(words),
        (None, Some(code)) => {
            let took = run_time(task).map(|took| format!(" after {took}")).unwrap_or_default();
            Some(format!("Exit code {code}{took}").into_any())
        }
        (None, None) => None,
    };
    view! {
        <tr>
            <td>
                <a class="table-main" href=format!("/tasks/{}", task.id)>
                    <span class="mono">{task.label()}</span>
                </a>
            </td>
            <td data-label="Desktop">{safe_text::prose(&task.desktop.name)}</td>
            <td data-label="Result">
                <span class="run-came">
                    <Status status=task.status />
                    {came.map(|words| view! { <span class="table-note">{words}</span> })}
                </span>
            </td>
            <td data-label="Version">{*version}</td>
            <td data-label="Asked">
                <Moment at=task.created_at now />
            </td>
        </tr>
    }
    .into_any()
}

/// What it was before, each version as what it changed.
pub(super) fn versions(uses: &ScriptUses, now: Timestamp) -> Option<AnyView> {
    if uses.versions.is_empty() {
        return None;
    }
    let before = uses.versions.iter().skip(1).map(Some).chain(std::iter::once(None));
    let rows = uses.versions.iter().zip(before).map(|(own, before)| version(own, before, now));
    Some(
        view! {
            <section class="panel" id="versions">
                <header>
                    <h2>"Versions"</h2>
                </header>
                <div class="action-card after">{rows.collect_view()}</div>
            </section>
        }
        .into_any(),
    )
}

fn version(own: &ScriptVersion, before: Option<&ScriptVersion>, now: Timestamp) -> AnyView {
    let diff = diff::between(before.map_or("", |before| before.body.as_str()), &own.body);
    let shell = before.filter(|before| before.interpreter != own.interpreter).map(|before| {
        let words = format!(
            "Read by {} instead of {}.",
            own.interpreter.label(),
            before.interpreter.label()
        );
        view! { <p>{words}</p> }
    });
    let body = if diff.is_empty() {
        view! { <p class="quiet">"The command stayed as it was."</p> }.into_any()
    } else {
        let (ready, notes) = (diff::stretch(&diff, 0, 1_000), diff::Notes::default());
        view! {
            <div class="diff">
                <diff::UnifiedTable stretch=&ready notes=&notes />
            </div>
        }
        .into_any()
    };
    let first = before.is_none() && own.version.0 == 1;
    let words = if first { " · first version" } else { "" };
    view! {
        <details class="fold">
            <summary>
                <Icon of=Symbol::Right />
                <span>{format!("Version {}", own.version.0)} " by " {safe_text::prose(&own.by.name)}</span>
                <span class="row-end">
                    <Moment at=own.at now /> {words}
                </span>
            </summary>
            <div class="fold-body">
                {shell}
                {body}
            </div>
        </details>
    }
    .into_any()
}
