//! Statements about comments on lines, and about files that were looked at.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::comment::Comment;
use domain::{ApprovalId, CommentId, Digest, PersonId, TaskId, Timestamp};

pub(super) fn insert(comment: &Comment) -> Step {
    let args = row::comment::args(comment);
    Step::new(sql::comments::INSERT, args).guarded("approval", comment.approval.as_str())
}

pub(super) fn send(id: &CommentId, at: Timestamp) -> Step {
    Step::new(sql::comments::SEND, args![id.as_str(), at]).guarded("comment", id.as_str())
}

pub(super) fn remove(id: &CommentId) -> Step {
    Step::new(sql::comments::DROP, args![id.as_str()]).guarded("comment", id.as_str())
}

pub(super) fn expect_no_draft(task: &TaskId, approval: &ApprovalId, person: &PersonId) -> Step {
    let args = args![task.as_str(), approval.as_str(), person.as_str()];
    Step::new(sql::comments::EXPECT_NO_DRAFT, args).guarded("drafts for", approval.as_str())
}

pub(super) fn viewed(person: &PersonId, task: &TaskId, path: &str, digest: Option<Digest>) -> Step {
    let (person, task) = (person.as_str(), task.as_str());
    match digest {
        Some(digest) => {
            Step::new(sql::comments::PUT_VIEWED, args![person, task, path, digest.to_string()])
        }
        None => Step::new(sql::comments::DROP_VIEWED, args![person, task, path]),
    }
}
