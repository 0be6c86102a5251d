//! Asks, runs or blocked, for each desktop and agent.

use crate::parts::{
    badge::Badge, count::grouped, empty::Empty, icon::Symbol, safe_text, target::Online,
};
use domain::policy::Level;
use leptos::prelude::*;
use service::Foreseen;

/// What happens, as a word in a frame.
pub(super) fn level(level: Level) -> AnyView {
    match level {
        Level::Runs => view! { <Badge>"Runs"</Badge> }.into_any(),
        Level::Asks => view! { <Badge>"Asks"</Badge> }.into_any(),
        Level::Blocked => view! { <Badge tone="stop">"Blocked"</Badge> }.into_any(),
    }
}

/// `narrower: 2 run, 1 blocks`. On a phone it stands beside the name, so it says what it counts.
fn narrower(counts: [u32; 3]) -> String {
    let words = [("runs", "run"), ("asks", "ask"), ("blocks", "block")];
    let some = counts.into_iter().zip(words).filter(|(number, _)| *number > 0);
    let parts: Vec<_> = some
        .map(|(number, (one, many))| {
            format!("{} {}", grouped(number), if number == 1 { one } else { many })
        })
        .collect();
    if parts.is_empty() {
        return "no narrower rule".to_owned();
    }
    format!("narrower: {}", parts.join(", "))
}

/// The table.
#[component]
pub fn Preview(
    /// What would happen, by desktop.
    foreseen: Vec<Foreseen>,
) -> impl IntoView {
    if foreseen.is_empty() {
        let text = "Nothing can happen: there is no desktop yet.";
        return view! { <Empty symbol=Symbol::Desktop text /> }.into_any();
    }
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Desktop"</th>
                        <th scope="col">"Agents"</th>
                        <th scope="col">"Only reads"</th>
                        <th scope="col">"Changes something"</th>
                        <th scope="col">"Costly or hidden"</th>
                        <th scope="col">"Cannot be read"</th>
                        <th scope="col">"Narrower rules"</th>
                    </tr>
                </thead>
                <tbody>{foreseen.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &Foreseen) -> AnyView {
    let names = row.agents.iter().enumerate().map(|(at, name)| {
        let comma = (at > 0).then_some(", ");
        view! {
            {comma}
            {safe_text::prose(name)}
        }
    });
    let agents = if row.agents.is_empty() {
        view! { <span class="quiet">"no agent yet"</span> }.into_any()
    } else {
        view! { <span>{names.collect_view()}</span> }.into_any()
    };
    let answers = row.answers;
    view! {
        <tr>
            <td>
                <span class="table-main">{safe_text::prose(&row.desktop.name)}</span>
                <span class="table-note">
                    <Online online=row.desktop.online />
                </span>
            </td>
            <td data-label="Agents">{agents}</td>
            <td data-label="Only reads">{level(answers.reads)}</td>
            <td data-label="Changes something">{level(answers.changes)}</td>
            <td data-label="Costly or hidden">{level(answers.weighty)}</td>
            <td data-label="Cannot be read">{level(answers.unreadable)}</td>
            <td data-label="Narrower rules">{narrower(answers.narrower)}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::narrower;

    #[test]
    fn narrower_rules_are_counted_by_what_they_do() {
        assert_eq!(narrower([0, 0, 0]), "no narrower rule");
        assert_eq!(narrower([2, 0, 1]), "narrower: 2 run, 1 blocks");
        assert_eq!(narrower([0, 1, 2]), "narrower: 1 asks, 2 block");
    }
}
