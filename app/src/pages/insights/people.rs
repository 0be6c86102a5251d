//! Each person's own numbers, which the team sees.

use super::{
    filter::Narrowed,
    tiles::{share, time},
};
use crate::parts::{count::grouped, safe_text};
use domain::wire::PersonPace;
use leptos::prelude::*;

/// Who decided, those who decided most first.
pub(super) fn table(people: &[PersonPace], narrowed: &Narrowed) -> AnyView {
    let row = |person: &PersonPace| {
        let pace = &person.pace;
        let chosen = narrowed.is_of(&person.by.id).then_some("true");
        view! {
            <tr>
                <td>
                    <a class="link-quiet table-main" href=narrowed.of_person(&person.by.id) aria-current=chosen>
                        {safe_text::prose(&person.by.name)}
                    </a>
                </td>
                <td data-label="Median">{time(pace.median_ms)}</td>
                <td data-label="90th percentile">{time(pace.p90_ms)}</td>
                <td data-label="Rejected">{share(pace.rejected_percent)}</td>
                <td data-label="Under 3 s">{share(pace.fast_percent)}</td>
                <td data-label="Decisions">{grouped(pace.decisions)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    view! {
        <h2 class="insights-sub" id="per-person">"Per person"</h2>
        <div class="panel-table">
            <table class="table" data-stack="" aria-labelledby="per-person">
                <thead>
                    <tr>
                        <th scope="col">"Decided by"</th>
                        <th scope="col">"Median"</th>
                        <th scope="col">"90th percentile"</th>
                        <th scope="col">"Rejected"</th>
                        <th scope="col">"Under 3 s"</th>
                        <th scope="col">"Decisions"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
