//! What waits longest for a person.

use super::super::approvals::title;
use crate::parts::{age::Age, count::counted, empty::Empty, safe_text};
use domain::{Timestamp, wire::Approval};
use leptos::prelude::*;

/// The requests, the oldest first, each with the way to it.
pub(super) fn list(waiting: Vec<Approval>, now: Timestamp) -> AnyView {
    if waiting.is_empty() {
        let text = "Nothing waits. What waits longest for a person stands here.";
        return view! { <Empty text /> }.into_any();
    }
    let rows: Vec<_> = waiting.iter().map(|item| row(item, now)).collect();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="" aria-labelledby="insights-waiting-title">
                <thead>
                    <tr>
                        <th scope="col">"Request"</th>
                        <th scope="col">"Gate"</th>
                        <th scope="col">"Desktop"</th>
                        <th scope="col">"Holds"</th>
                        <th scope="col">"Waits"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(item: &Approval, now: Timestamp) -> AnyView {
    let holds = match item.holds {
        0 => "nothing".to_owned(),
        number => counted(number, "task", "tasks"),
    };
    view! {
        <tr>
            <td class="table-main">
                <a class="link-quiet" href=format!("/approvals/{}", item.id)>
                    {safe_text::prose(title(item))}
                </a>
                <span class="table-note mono">{format!("MC-{}", item.task.number)}</span>
            </td>
            <td data-label="Gate">{item.gate.label()}</td>
            <td data-label="Desktop">{safe_text::prose(&item.desktop.name)}</td>
            <td data-label="Holds">{holds}</td>
            <td>
                <Age since=item.requested_at now />
            </td>
        </tr>
    }
    .into_any()
}
