//! A comment on a line, a file that was looked at, and their columns.

use super::{Fields, Row, party};
use crate::statement::{Arg, args};
use domain::{ApprovalId, CommentId, Digest, TaskId, change::diff::Side, comment::Comment};
use service::StoreError;

pub(crate) fn args(comment: &Comment) -> Vec<Arg> {
    args![
        comment.id.as_str(),
        comment.task.as_str(),
        comment.approval.as_str(),
        comment.by.id.as_str(),
        comment.by.name.as_str(),
        party::word(comment.by.kind),
        comment.at,
        comment.path.as_str(),
        comment.side.as_str(),
        comment.line,
        comment.quote.as_str(),
        comment.text.as_str(),
        comment.sent_at,
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Comment, StoreError> {
    let row = Fields::new(row, "comments", "", "id");
    Ok(Comment {
        id: CommentId::new(row.text("id")?),
        task: TaskId::new(row.text("task")?),
        approval: ApprovalId::new(row.text("approval")?),
        by: party::read(&row, "by")?,
        at: row.time("at")?,
        path: row.text("path")?,
        side: row.word("side", Side::parse)?,
        line: row.number("line")?,
        quote: row.text("quote")?,
        text: row.text("text")?,
        sent_at: row.maybe_time("sent_at")?,
    })
}

pub(crate) fn read_viewed(row: Row<'_>) -> Result<(String, Digest), StoreError> {
    let row = Fields::new(row, "viewed", "", "path");
    Ok((row.text("path")?, row.digest("digest")?))
}
