//! A command as it will run: complete, wrapped, numbered, counted, and never cut.

use super::{
    count::grouped,
    icon::{Icon, Symbol},
    pointed::pointed,
    safe_text,
};
use domain::{action::Fact, display::SafeText};
use leptos::prelude::*;

/// `25 lines · 740 bytes`, counted in the stored bytes.
pub fn size_text(lines: usize, bytes: usize) -> String {
    let line = if lines == 1 { "line" } else { "lines" };
    let byte = if bytes == 1 { "byte" } else { "bytes" };
    format!("{} {line} · {} {byte}", grouped(lines), grouped(bytes))
}

/// The numbered lines alone.
#[component]
pub fn CommandLines(
    /// The command.
    text: SafeText,
    /// What the ids of the lines begin with, so that links can point at them.
    #[prop(into)]
    prefix: String,
    /// What was read in it: the words that it points at are marked.
    #[prop(optional)]
    facts: Vec<Fact>,
) -> impl IntoView {
    let several = text.line_count() > 1;
    let open_end = several && text.final_newline_missing();
    let last = text.line_count();
    let lines = text.lines().into_iter().map(|line| {
        let end = (open_end && line.number == last)
            .then(|| view! { <span class="quiet">" no newline at the end"</span> });
        view! {
            <li id=format!("{prefix}{}", line.number)>
                <code>{pointed(&line, &facts)}{end}</code>
            </li>
        }
    });
    view! { <ol class="command-lines">{lines.collect_view()}</ol> }
}

/// Commands longer than this are folded at first, where the card stands among others.
const FOLDED: usize = 10;

/// Head and lines: the section `command` of a card.
#[component]
pub fn CommandBlock(
    /// The content exactly as it is stored.
    content: String,
    /// `Command` or `Prompt`.
    #[prop(default = "Command")]
    title: &'static str,
    /// What stands after the counts, such as `exactly what will run`.
    #[prop(optional, into)]
    note: Option<&'static str>,
    /// What the ids of the lines begin with.
    #[prop(default = "line-".to_owned(), into)]
    prefix: String,
    /// The task whose exact bytes the copy button fetches.
    #[prop(optional, into)]
    copy_task: Option<String>,
    /// The action whose exact bytes the copy button fetches.
    #[prop(optional, into)]
    copy_action: Option<String>,
    /// What was read in it: the words that it points at are marked.
    #[prop(optional)]
    facts: Vec<Fact>,
    /// Whether a long command is folded at first.
    #[prop(optional)]
    fold: bool,
) -> impl IntoView {
    let text = SafeText::code(&content);
    let lines = text.line_count();
    let task = copy_task.map(|id| format!("/api/mission-control/tasks/{id}"));
    let copy = task.or(copy_action.map(|id| format!("/api/mission-control/actions/{id}")));
    let head = Head { title, size: size_text(lines, text.bytes()), note, copy };
    let more = (fold && lines > FOLDED).then(|| more(lines));
    block(head, view! { <CommandLines text prefix facts /> }.into_any(), more)
}

/// A program and its arguments, which no shell reads: one on each line, whatever is in them.
#[component]
pub fn ArgumentBlock(
    /// The program, then its arguments.
    argv: Vec<String>,
    /// What stands after the counts.
    note: &'static str,
    /// What the ids of the lines begin with.
    prefix: String,
    /// Whether many arguments are folded at first.
    #[prop(optional)]
    fold: bool,
) -> impl IntoView {
    let (lines, bytes) = (argv.len(), argv.iter().map(String::len).sum());
    let head =
        Head { title: "Command", size: size_text(lines, bytes), note: Some(note), copy: None };
    let rows = argv.into_iter().enumerate().map(|(at, argument)| {
        view! {
            <li id=format!("{prefix}{}", at + 1)>
                <code>{argument_view(&argument)}</code>
            </li>
        }
    });
    let rows = view! { <ol class="command-lines">{rows.collect_view()}</ol> };
    let more = (fold && lines > FOLDED).then(|| more(lines));
    let rows = view! {
        <p class="command-head quiet">"No shell reads it. Each line is one argument."</p>
        {rows}
    };
    block(head, rows.into_any(), more)
}

/// One argument on one line: a line feed inside it is written out, so that it never looks like two.
fn argument_view(argument: &str) -> AnyView {
    if argument.is_empty() {
        return view! { <span class="quiet">"(empty)"</span> }.into_any();
    }
    let parts = argument.split('\n').enumerate().map(|(at, part)| {
        let feed = (at > 0).then(|| {
            view! {
                <span class="hidden-char" title="line feed">
                    <span aria-hidden="true">"\\u{A}"</span>
                    <span class="hidden-text">" line feed "</span>
                </span>
            }
        });
        let part = SafeText::code(part);
        view! { {feed} {safe_text::segments(part.segments())} }
    });
    parts.collect_view().into_any()
}

struct Head {
    title: &'static str,
    size: String,
    note: Option<&'static str>,
    /// Where the exact bytes are.
    copy: Option<String>,
}

fn block(head: Head, lines: AnyView, more: Option<AnyView>) -> AnyView {
    let Head { title, size, note, copy } = head;
    let region = format!("Full {}, {size}", title.to_lowercase());
    let copy = copy.map(|address| {
        view! {
            <div class="command-tools">
                <button
                    class="button with-script"
                    data-kind="plain"
                    data-size="small"
                    type="button"
                    data-copy=address
                >
                    <Icon of=Symbol::Copy />
                    " Copy"
                </button>
            </div>
        }
    });
    view! {
        <section class="command" aria-label=title>
            <div class="command-head">
                <h2>{title}</h2>
                <p>{size} {note.map(|note| format!(" · {note}"))}</p>
                {copy}
            </div>
            <div class="command-body" tabindex="0" role="region" aria-label=region>
                {lines}
            </div>
            {more}
        </section>
    }
    .into_any()
}

/// Unfolds a long command. A checkbox, so that it works without script; it has no name, so it is not sent.
fn more(lines: usize) -> AnyView {
    let all = format!("Show all {} lines", grouped(lines));
    let below = format!("{} more below", grouped(lines - FOLDED));
    view! {
        <label class="command-more">
            <input type="checkbox" />
            <span class="when-closed command-more-word">{all}</span>
            <span class="when-closed">{below}</span>
            <span class="when-open command-more-word">"Show less"</span>
        </label>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_counted_in_stored_bytes() {
        let text = SafeText::code("echo 'é'\n");
        assert_eq!(size_text(text.line_count(), text.bytes()), "1 line · 10 bytes");
        assert_eq!(size_text(25, 1_740), "25 lines · 1,740 bytes");
    }
}
