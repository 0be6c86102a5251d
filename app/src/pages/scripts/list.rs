//! The scripts, by name.

use super::Origin;
use crate::{
    api::scripts::PAGE,
    parts::{age::Ago, count::grouped, empty::Empty, icon::Symbol, safe_text},
};
use domain::{Timestamp, wire::ScriptItem};
use leptos::prelude::*;

/// The scripts, each with the way to run it.
#[component]
pub fn ScriptList(
    /// The scripts.
    scripts: Vec<ScriptItem>,
    /// The task they are offered for.
    origin: Option<Origin>,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    if scripts.is_empty() {
        let text =
            "Save a command that was tested, and anybody who may run tasks can run it by hand.";
        return view! {
            <Empty symbol=Symbol::Command title="No scripts yet" text>
                <a class="button" data-kind="primary" href="/scripts/new">
                    "New script"
                </a>
            </Empty>
        }
        .into_any();
    }
    let rows = scripts.iter().map(|script| row(script, origin.as_ref(), now)).collect_view();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Interpreter"</th>
                        <th scope="col">"Parameters"</th>
                        <th scope="col">"Changed"</th>
                        <th scope="col">
                            <span class="hidden-text">"Run"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The address of a script, for a task or by itself.
pub(super) fn address(script: &str, origin: Option<&Origin>) -> String {
    match origin {
        Some(origin) => format!("{PAGE}/{script}?task={}", origin.id),
        None => format!("{PAGE}/{script}"),
    }
}

fn row(script: &ScriptItem, origin: Option<&Origin>, now: Timestamp) -> AnyView {
    let href = address(&script.id, origin);
    let name = safe_text::plain(&script.name);
    let (word, label) = match origin {
        Some(_) => ("Choose", format!("Choose {name}")),
        None => ("Run", format!("Run {name}")),
    };
    let note = (!script.description.is_empty())
        .then(|| view! { <span class="table-note">{safe_text::prose(&script.description)}</span> });
    view! {
        <tr>
            <td>
                <a class="table-main" href=href.clone()>
                    {safe_text::prose(&script.name)}
                </a>
                {note}
            </td>
            <td data-label="Interpreter">{script.interpreter.label()}</td>
            <td data-label="Parameters">{grouped(script.parameters.len())}</td>
            <td data-label="Changed">
                <span>
                    <Ago since=script.updated_at now />
                </span>
            </td>
            <td>
                <a class="button" data-size="small" href=format!("{href}#run") aria-label=label>
                    {word}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
