//! That comments on lines go with an answer: said wherever the answer can be given.

use super::count::counted;
use domain::wire::Comment;
use leptos::prelude::*;

/// How many of the comments are drafts. Nobody sees those of others.
pub fn count(comments: &[Comment]) -> u32 {
    let drafts = comments.iter().filter(|comment| comment.sent_at.is_none()).count();
    u32::try_from(drafts).unwrap_or(u32::MAX)
}

/// `2 comments on lines go with your answer`, with the way to them; nothing when there are none.
pub fn words(task: &str, drafts: u32) -> Option<AnyView> {
    (drafts > 0).then(|| {
        let comments = counted(drafts, "comment", "comments");
        let go = if drafts == 1 { "goes" } else { "go" };
        let href = format!("/tasks/{task}?tab=files");
        view! {
            <span class="decision-comments">
                <a href=href>{format!("{comments} on lines")}</a>
                {format!(" {go} with your answer, word for word.")}
            </span>
        }
        .into_any()
    })
}
