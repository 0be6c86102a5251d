//! What is different from what it takes the place of: the changed lines, word by word, and every other thing that
//! decides what runs.

use super::ActionCard;
use crate::parts::{
    age::Moment,
    diff::{self, Kind},
    icon::{Icon, Symbol},
    safe_text,
    word_diff::{Side, marked},
};
use domain::wire::Action;
use leptos::prelude::*;

/// No command has more lines: each is a byte at least.
const ALL_LINES: usize = 200_000;

pub(super) fn section(card: &ActionCard) -> Option<AnyView> {
    let (before, action) = (card.previous.as_ref()?, &card.action);
    let rejected = before.state == "rejected";
    let since = if rejected || before.attempt != action.attempt {
        format!("Changed since attempt {}", before.attempt)
    } else {
        format!("Changed since revision {}", before.revision)
    };
    let why = before.decision.as_ref().filter(|_| rejected).map(|decision| {
        let reason = decision.reason.map(|reason| format!(" · {}", reason.label()));
        view! {
            <span class="row-end">
                "rejected " <Moment at=decision.at now=card.now /> {reason}
            </span>
        }
    });
    let by = action.edited_by.as_ref().map(|by| view! { " by " {safe_text::prose(&by.name)} });
    Some(
        view! {
            <details class="fold" open>
                <summary>
                    <Icon of=Symbol::Right />
                    <span>{since} {by}</span>
                    {why}
                </summary>
                <div class="fold-body">{around(before, action)} {lines(before, action)}</div>
            </details>
        }
        .into_any(),
    )
}

/// What else decides what runs.
fn around(before: &Action, action: &Action) -> AnyView {
    let env = |action: &Action| {
        let pairs = action.env.iter().map(|(name, value)| format!("{name}={value}"));
        let all = pairs.collect::<Vec<_>>().join(" ");
        if all.is_empty() { "nothing set".to_owned() } else { all }
    };
    let own = |text: &Option<String>| text.clone().unwrap_or_else(|| "the task’s own".to_owned());
    let seconds = |action: &Action| format!("{} s", action.timeout_seconds);
    let pairs = [
        ("Desktop", before.desktop.name.clone(), action.desktop.name.clone()),
        ("Shell", before.interpreter.label().into(), action.interpreter.label().into()),
        ("Runs as", before.run_as.clone(), action.run_as.clone()),
        ("Directory", own(&before.cwd), own(&action.cwd)),
        ("Environment", env(before), env(action)),
        ("At most", seconds(before), seconds(action)),
    ];
    let rows = pairs.into_iter().filter(|(_, old, new)| old != new).map(|(name, old, new)| {
        view! {
            <p>
                {name} ": " <del>{safe_text::code(&old)}</del> " " <ins>{safe_text::code(&new)}</ins>
            </p>
        }
    });
    rows.collect_view().into_any()
}

fn lines(before: &Action, action: &Action) -> AnyView {
    let diff = diff::between(&before.code(), &action.code());
    if diff.is_empty() {
        return view! { <p class="quiet">"The command itself is the same."</p> }.into_any();
    }
    let ready = diff::stretch(&diff, 0, ALL_LINES);
    let mut rows: Vec<AnyView> = Vec::new();
    for part in &ready.hunks {
        for row in &part.rows {
            // Where two lines have too little in common for marks, all of both is marked.
            let words = |at: Option<usize>| at.map_or(&[][..], |at| part.words[at].as_slice());
            let alike = !words(row.left).is_empty() || !words(row.right).is_empty();
            for at in [row.left, row.right].into_iter().flatten() {
                let line = &part.hunk.lines[at];
                let (side, sign) = match line.kind {
                    Kind::Del => (Side::Old, "\u{2212} "),
                    Kind::Add => (Side::New, "+ "),
                    // Unchanged lines stand in the command below; so do remarks about line ends.
                    Kind::Same | Kind::Remark => continue,
                };
                let whole = 0..line.text.len();
                let marks = if alike { words(Some(at)) } else { std::slice::from_ref(&whole) };
                rows.push(view! { {sign} {marked(line.text, marks, side)} "\n" }.into_any());
            }
        }
    }
    view! { <p class="word-diff">{rows}</p> }.into_any()
}
