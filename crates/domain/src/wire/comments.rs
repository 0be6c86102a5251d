//! Bodies about what people say on lines of changed files.

use super::PersonRef;
use crate::{Timestamp, change::diff::Side, comment};
use serde::{Deserialize, Serialize};

/// A new comment on a line. It is a draft until whoever wrote it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddComment {
    /// The file, as the list of changed files names it.
    pub path: String,
    /// Which of the two files has the line.
    pub side: Side,
    /// The line's number there, from 1.
    pub line: u32,
    /// What is said about it.
    pub text: String,
}

/// A comment on a line of a changed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// Opaque.
    pub id: String,
    /// The task whose run changed the file.
    pub task_id: String,
    /// The request that it was written for.
    pub approval_id: String,
    /// Who wrote it.
    pub by: PersonRef,
    /// When.
    pub at: Timestamp,
    /// The file.
    pub path: String,
    /// Which of the two files has the line.
    pub side: Side,
    /// The line's number there.
    pub line: u32,
    /// What the line says; its beginning where it is long.
    pub quote: String,
    /// What is said about it.
    pub text: String,
    /// When it went with an answer; null while it is a draft, which only its author sees.
    pub sent_at: Option<Timestamp>,
}

impl From<&comment::Comment> for Comment {
    fn from(comment: &comment::Comment) -> Self {
        Self {
            id: comment.id.to_string(),
            task_id: comment.task.to_string(),
            approval_id: comment.approval.to_string(),
            by: PersonRef::from(&comment.by),
            at: comment.at,
            path: comment.path.clone(),
            side: comment.side,
            line: comment.line,
            quote: comment.quote.clone(),
            text: comment.text.clone(),
            sent_at: comment.sent_at,
        }
    }
}
