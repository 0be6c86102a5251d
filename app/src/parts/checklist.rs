//! The five lines of the checklist. Ticking them is optional; they are kept with the decision.

use super::{
    icon::{Icon, Symbol},
    notice::{Notice, NoticeKind},
};
use leptos::prelude::*;

/// The lines, in their order.
pub const CHECKLIST: [&str; 5] = [
    "Recognized the “Technician approval required” badge as “AI wants to act”",
    "Read the command and the plain-language description",
    "Confirmed the linked device is the right target",
    "Approved only what you understood, rejected anything off",
    "Reviewed the result that came back",
];

/// The lines as they were sent: the number of each ticked one, from 1. None when nothing was ticked.
pub fn ticked(numbers: &[String]) -> Option<[bool; 5]> {
    let mut lines = [false; 5];
    for number in numbers {
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(line) = place.and_then(|place| lines.get_mut(place)) {
            *line = true;
        }
    }
    lines.contains(&true).then_some(lines)
}

/// What was ticked on this request's own form.
pub fn ticked_before(notice: Option<&Notice>, id: &str) -> Option<[bool; 5]> {
    let refused = notice.filter(|notice| notice.kind == NoticeKind::Refused)?;
    if refused.typed("id").is_some_and(|typed| typed != id) {
        return None;
    }
    let numbers = refused.typed("checklist")?;
    ticked(&numbers.split(' ').map(str::to_owned).collect::<Vec<_>>())
}

/// The lines to tick, folded, inside the form of a decision.
#[component]
pub fn Checklist(
    /// What was ticked before the form was refused.
    chosen: Option<[bool; 5]>,
) -> impl IntoView {
    let before = chosen.unwrap_or_default();
    let lines = CHECKLIST.iter().zip(before).enumerate().map(|(at, (words, checked))| {
        view! {
            <label>
                <input type="checkbox" name="checklist[]" value=at + 1 checked=checked />
                <span>{*words}</span>
            </label>
        }
    });
    view! {
        <details class="fold" open=chosen.is_some()>
            <summary>
                <Icon of=Symbol::Right />
                "Checklist"
                <span class="row-end">"5 lines · optional, kept with the decision"</span>
            </summary>
            <div class="fold-body">
                <div class="checklist" role="group" aria-label="Checklist">
                    {lines.collect_view()}
                </div>
            </div>
        </details>
    }
}

/// What was ticked, where a decision is read again.
#[component]
pub fn TickedLines(
    /// The lines as they were kept.
    lines: [bool; 5],
) -> impl IntoView {
    let number = lines.iter().filter(|line| **line).count();
    let rows = CHECKLIST.iter().zip(lines).map(|(words, on)| {
        let (of, state) =
            if on { (Symbol::Check, "Ticked: ") } else { (Symbol::Pending, "Not ticked: ") };
        view! {
            <li>
                <Icon of />
                <span>
                    <span class="hidden-text">{state}</span>
                    {*words}
                </span>
            </li>
        }
    });
    view! {
        <details class="fold">
            <summary>
                <Icon of=Symbol::Right />
                "Checklist"
                <span class="row-end">{format!("{number} of 5 ticked")}</span>
            </summary>
            <div class="fold-body">
                <ul class="facts" aria-label="Checklist">
                    {rows.collect_view()}
                </ul>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn only_lines_that_exist_are_ticked() {
        let sent =
            |numbers: &[&str]| ticked(&numbers.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(sent(&[]), None);
        assert_eq!(sent(&["0", "6", "x", "99999999999999999999"]), None);
        assert_eq!(sent(&["1", "4", "4"]), Some([true, false, false, true, false]));
    }
}
