//! One line that answers "is anything waiting for me?" before the board is read, and how the desk is doing beside it.

use crate::parts::{
    age::{Age, duration_text},
    count::{counted, grouped},
    icon::{Icon, Symbol},
};
use domain::Timestamp;
use leptos::prelude::*;
use service::Waiting;

/// What is true of the whole desk, whatever the board is filtered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// How many tasks run.
    pub(super) running: u32,
    /// Half of the decisions of the last seven days took no longer, in microseconds; none without a decision.
    pub(super) median: Option<i64>,
    /// How many desktops are online.
    pub(super) online: usize,
    /// How many there are.
    pub(super) desktops: usize,
}

/// `1 waits for you`, `7 wait for you`, `Nothing waits for you`.
fn heading(total: u32) -> String {
    if total == 0 {
        return " Nothing waits for you".to_owned();
    }
    let verb = if total == 1 { "waits" } else { "wait" };
    format!(" {} {verb} for you", grouped(total))
}

/// What waits, by gate, and how the desk is doing. On a board that has never had a task only the heading is there, for
/// screen readers.
#[component]
pub(super) fn NeedsYou(
    /// What waits.
    waiting: Waiting,
    /// How the desk is doing, once there was a task.
    around: Option<Around>,
    /// When the board was made.
    now: Timestamp,
) -> impl IntoView {
    let total = waiting.total();
    if total == 0 && around.is_none() {
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
    let open = (total > 0).then(|| view! { <a href="/approvals">"Open Approvals"</a> });
    view! {
        <section class="needs-you" aria-labelledby="needs" data-calm=(total == 0).then_some("")>
            <h1 id="needs">
                <Icon of=Symbol::Gate />
                {heading(total)}
            </h1>
            {(total > 0).then(|| view! { <ul>{kinds.collect_view()} {oldest} {holding}</ul> })}
            {around.map(doing)}
            {open}
        </section>
    }
    .into_any()
}

/// `3 running`, `4 m to decide`, `2 of 3 desktops online`.
fn doing(around: Around) -> AnyView {
    let median = around.median.map(|median| {
        view! {
            <li>
                <a class="link-quiet" href="/insights" title="Half of the decisions of the last 7 days took no longer">
                    "median "
                    <b>{duration_text(median)}</b>
                    " to decide"
                </a>
            </li>
        }
    });
    let word = if around.desktops == 1 { "desktop online" } else { "desktops online" };
    view! {
        <ul class="needs-you-around">
            <li>
                <b>{grouped(around.running)}</b>
                " running"
            </li>
            {median}
            <li>
                <a class="link-quiet" href="/settings/desktops">
                    <b>{grouped(around.online)}</b>
                    {format!(" of {} {word}", grouped(around.desktops))}
                </a>
            </li>
        </ul>
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
        assert_eq!(heading(0), " Nothing waits for you");
        assert_eq!(heading(1), " 1 waits for you");
        assert_eq!(heading(7), " 7 wait for you");
    }
}
