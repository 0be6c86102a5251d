//! One line that answers "is anything waiting for me?" before the board is read.

use crate::parts::{
    age::Age,
    count::{counted, grouped},
    icon::{Icon, Symbol},
};
use domain::Timestamp;
use leptos::prelude::*;
use service::Waiting;

/// `1 waits for you`, `7 wait for you`.
fn heading(total: u32) -> String {
    let verb = if total == 1 { "waits" } else { "wait" };
    format!(" {} {verb} for you", grouped(total))
}

/// What waits, by gate. The heading stays for screen readers when nothing does.
#[component]
pub(super) fn NeedsYou(
    /// What waits.
    waiting: Waiting,
    /// When the board was made.
    now: Timestamp,
) -> impl IntoView {
    let total = waiting.total();
    if total == 0 {
        return view! { <h1 class="hidden-text">"Board"</h1> }.into_any();
    }
    let kinds = [
        (waiting.actions, counted_word(waiting.actions, "action", "actions")),
        (waiting.before_run, "before it runs"),
        (waiting.results, counted_word(waiting.results, "result", "results")),
    ];
    let kinds = kinds.into_iter().filter(|(number, _)| *number > 0).map(|(number, word)| {
        view! {
            <li>
                <b>{grouped(number)}</b>
                " "
                {word}
            </li>
        }
    });
    let oldest = waiting.oldest.map(|since| {
        view! {
            <li>
                "oldest "
                <b>
                    <Age since now />
                </b>
            </li>
        }
    });
    let holding = (waiting.holding > 0).then(|| {
        let words = counted(waiting.holding, "task", "tasks");
        let (number, word) = words.split_once(' ').unwrap_or_default();
        view! {
            <li class="wide">
                "holding back "
                <b>{number.to_owned()}</b>
                " "
                {word.to_owned()}
            </li>
        }
    });
    view! {
        <section class="needs-you" aria-labelledby="needs">
            <h1 id="needs">
                <Icon of=Symbol::Gate />
                {heading(total)}
            </h1>
            <ul>{kinds.collect_view()} {oldest} {holding}</ul>
            <a href="/approvals">"Open Approvals"</a>
        </section>
    }
    .into_any()
}

const fn counted_word(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn one_waits_and_several_wait() {
        assert_eq!(heading(1), " 1 waits for you");
        assert_eq!(heading(7), " 7 wait for you");
    }
}
