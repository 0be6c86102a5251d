//! What people say about lines of a file, where it stands, and the form to say more.

use super::Line;
use crate::parts::{
    age::Moment, avatar::Avatar, badge::Badge, editable::editable, path_field::path_field,
    safe_text, word_diff::Side,
};
use domain::{Timestamp, wire};
use leptos::{html::a, prelude::*};

/// What is said about the lines of one file.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The comments, oldest first.
    pub comments: Vec<wire::Comment>,
    /// The address of the page on which a line's form is open, but for the side and the number; none for those who may not
    /// comment now.
    pub link: Option<String>,
    /// The form that is open.
    pub writing: Option<Writing>,
    /// The page to go on to when a comment was removed.
    pub back: String,
    /// When the page was made.
    pub now: Timestamp,
}

/// A comment that is being written.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// The task.
    pub task: String,
    /// The file.
    pub path: String,
    /// The line; none where the form asks for it.
    pub at: Option<(Side, u32)>,
    /// The page to go on to.
    pub back: String,
    /// The page without the form.
    pub cancel: String,
    /// What was typed before it was refused.
    pub typed: String,
}

impl Notes {
    /// A line's number, and the way to say something about it. Not among the stops of the Tab key, or everything below a
    /// diff would be a thousand stops away: for keys there is one form for each file.
    pub(super) fn number(&self, side: Side, number: u32) -> AnyView {
        let Some(link) = &self.link else { return number.into_any() };
        let letter = if side == Side::Old { 'o' } else { 'n' };
        let href = format!("{link}{letter}{number}#at");
        a().href(href).attr("data-grows", "").tabindex("-1").child(number).into_any()
    }

    /// What stands below a line: the comments about it, and the form.
    pub(super) fn below(
        &self,
        line: &Line<'_>,
        sides: &[Side],
        columns: &'static str,
    ) -> Option<AnyView> {
        if self.comments.is_empty() && self.writing.is_none() {
            return None;
        }
        let here =
            |side: Side, number: u32| sides.contains(&side) && line.number(side) == Some(number);
        let said = self.comments.iter().filter(|comment| here(comment.side, comment.line));
        let said: Vec<_> = said.collect();
        // A row with an id comes in between the others, which stay as they are.
        let id = said.first().map_or("at-row".to_owned(), |comment| format!("row-{}", comment.id));
        let said: Vec<_> = said.into_iter().map(|comment| self.comment(comment)).collect();
        let open = self.writing.as_ref();
        let open = open.filter(|form| form.at.is_some_and(|(side, number)| here(side, number)));
        let form = open.map(form);
        (!said.is_empty() || form.is_some()).then(|| {
            view! {
                <tr class="line-notes" id=id>
                    <td colspan=columns>{said} {form}</td>
                </tr>
            }
            .into_any()
        })
    }

    /// The form that asks for the line, above the diff.
    pub(super) fn about_file(&self) -> Option<AnyView> {
        let open = self.writing.as_ref().filter(|form| form.at.is_none())?;
        Some(view! { <div class="line-notes">{form(open)}</div> }.into_any())
    }

    fn comment(&self, comment: &wire::Comment) -> AnyView {
        let draft = comment.sent_at.is_none();
        let badge = draft.then(|| view! { <Badge>"goes with your answer"</Badge> });
        let remove = draft.then(|| {
            view! {
                <form method="post" action="/forms/remove_comment" class="row-end" data-in-place="">
                    <input type="hidden" name="task" value=comment.task_id.clone() />
                    <input type="hidden" name="id" value=comment.id.clone() />
                    <input type="hidden" name="back" value=self.back.clone() />
                    <button class="button" data-kind="plain" data-size="small">
                        "Remove"
                    </button>
                </form>
            }
        });
        let paragraphs = comment.text.split("\n\n").filter(|part| !part.trim().is_empty());
        let paragraphs = paragraphs.map(|part| view! { <p>{safe_text::prose(part)}</p> });
        view! {
            <article class="line-note" id=comment.id.clone() data-draft=draft.then_some("")>
                <header>
                    <Avatar name=comment.by.name.clone() />
                    <strong>{safe_text::prose(&comment.by.name)}</strong>
                    <Moment at=comment.at now=self.now />
                    <span class="quiet">{place(comment.side, comment.line)}</span>
                    {badge}
                    {remove}
                </header>
                {paragraphs.collect_view()}
            </article>
        }
        .into_any()
    }
}

/// `line 12`, or `line 12 before` for one that is gone.
pub fn place(side: Side, line: u32) -> String {
    match side {
        Side::Old => format!("line {line} before"),
        Side::New => format!("line {line}"),
    }
}

fn form(writing: &Writing) -> AnyView {
    let Writing { task, path, at, back, cancel, typed } = writing.clone();
    let typed = editable(&typed).0;
    let label = match at {
        Some((side, line)) => format!("Comment on {}", place(side, line)),
        None => "Comment".to_owned(),
    };
    let place = match at {
        Some((side, line)) => view! {
            <input type="hidden" name="side" value=side.as_str() />
            <input type="hidden" name="line" value=line />
        }
        .into_any(),
        None => view! {
            <div class="row">
                <label for="at-line">"Line"</label>
                <input class="input" id="at-line" name="line" type="number" min="1" required autofocus />
                <label for="at-side">"of the file"</label>
                <select class="select" id="at-side" name="side">
                    <option value="new">"after the run"</option>
                    <option value="old">"before it"</option>
                </select>
            </div>
        }
        .into_any(),
    };
    view! {
        <form class="line-form" id="at" data-hold="" method="post" action="/forms/add_comment" data-in-place="">
            <input type="hidden" name="task" value=task />
            <input type="hidden" name="path" value=path_field(&path) />
            <input type="hidden" name="back" value=back />
            {place}
            <label class="hidden-text" for="at-text">
                {label.clone()}
            </label>
            <textarea
                class="textarea"
                id="at-text"
                name="text"
                rows="3"
                required
                autofocus=at.is_some()
                placeholder=format!("{label}. It goes word for word with your answer.")
                data-typed=(!typed.is_empty()).then_some("")
            >
                {typed.clone()}
            </textarea>
            <div class="row">
                <button class="button">"Add comment"</button>
                <a class="button" data-kind="plain" data-grows="" href=cancel>
                    "Cancel"
                </a>
            </div>
        </form>
    }
    .into_any()
}
