//! A command as it will run: complete, wrapped, numbered, counted, and never cut.

use super::{
    count::grouped,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::display::SafeText;
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
    prefix: &'static str,
) -> impl IntoView {
    let several = text.line_count() > 1;
    let open_end = several && text.final_newline_missing();
    let last = text.line_count();
    let lines = text.lines().into_iter().map(|line| {
        let end = (open_end && line.number == last)
            .then(|| view! { <span class="quiet">" no newline at the end"</span> });
        view! {
            <li id=format!("{prefix}{}", line.number)>
                <code>{safe_text::line(&line)}{end}</code>
            </li>
        }
    });
    view! { <ol class="command-lines">{lines.collect_view()}</ol> }
}

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
    #[prop(default = "line-")]
    prefix: &'static str,
    /// The task whose exact bytes the copy button fetches.
    #[prop(optional, into)]
    copy_task: Option<String>,
) -> impl IntoView {
    let text = SafeText::code(&content);
    let size = size_text(text.line_count(), text.bytes());
    let region = format!("Full {}, {size}", title.to_lowercase());
    let copy = copy_task.map(|id| {
        view! {
            <div class="command-tools">
                <button
                    class="button with-script"
                    data-kind="plain"
                    data-size="small"
                    type="button"
                    data-copy=format!("/api/mission-control/tasks/{id}")
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
                <h3>{title}</h3>
                <p>{size} {note.map(|note| format!(" · {note}"))}</p>
                {copy}
            </div>
            <div class="command-body" tabindex="0" role="region" aria-label=region>
                <CommandLines text prefix />
            </div>
        </section>
    }
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
