//! How quick each person's last answers were. It says what was counted and what follows, and judges nobody.

use crate::parts::{count::grouped, empty::Empty, safe_text};
use domain::wire::{PersonAttention, SettingsItem};
use leptos::prelude::*;

/// The rule as it is set, and everybody whose answers count.
pub(super) fn section(people: &[PersonAttention], settings: &SettingsItem) -> AnyView {
    let (share, answers) = (settings.attention_share_percent, settings.attention_answers);
    let follows = if settings.attention_second_person {
        "While it is low, their approval counts as one of two."
    } else {
        "It is only shown."
    };
    view! {
        <header>
            <h2 id="attention-title">"Attention"</h2>
            <p>
                {format!(
                    "Each person's last {answers} answers within 14 days, at every gate, counted from the moment a request was asked: when somebody first saw it is not recorded. It is low when at least {share} % of ten or more came in under 3 seconds and none was a rejection. {follows} ",
                )} <a href=crate::routes::TASK_APPROVAL>"Settings"</a>
            </p>
        </header>
        <div id="insights-attention" data-live="">
            {table(people, settings.attention_second_person)}
        </div>
    }
    .into_any()
}

fn table(people: &[PersonAttention], asks: bool) -> AnyView {
    if people.is_empty() {
        return view! { <Empty text="Nobody answered a request in the last 14 days." /> }
            .into_any();
    }
    let row = |person: &PersonAttention| {
        let attention = &person.attention;
        let state = match (attention.low, asks) {
            (false, _) => "As usual",
            (true, false) => "Low",
            (true, true) => "Low: one more person is asked",
        };
        view! {
            <tr>
                <td class="table-main">{safe_text::prose(&person.by.name)}</td>
                <td data-label="Under 3 s">
                    {format!(
                        "{} of the last {}",
                        grouped(attention.fast),
                        grouped(attention.answers),
                    )}
                </td>
                <td data-label="Rejected">{grouped(attention.rejected)}</td>
                <td data-label="Attention">{state}</td>
            </tr>
        }
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="" aria-labelledby="attention-title">
                <thead>
                    <tr>
                        <th scope="col">"Person"</th>
                        <th scope="col">"Under 3 s"</th>
                        <th scope="col">"Rejected"</th>
                        <th scope="col">"Attention"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
