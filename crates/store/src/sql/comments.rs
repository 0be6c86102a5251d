//! What people say about lines of changed files, and which of those files they have looked at.

/// Only while the request still waits.
pub(crate) const INSERT: &str = "INSERT INTO comments (id, task, approval, by_id, by_name, by_kind, at, path, side, \
     line, quote, text, sent_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 \
     WHERE EXISTS (SELECT 1 FROM approvals a WHERE a.id = $3 AND a.status = 'pending')";

pub(crate) const SEND: &str = "UPDATE comments SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL";

pub(crate) const DROP: &str = "DELETE FROM comments WHERE id = $1 AND sent_at IS NULL";

/// Finds a row when this person has no draft left for the request of this task.
pub(crate) const EXPECT_NO_DRAFT: &str = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM comments \
     WHERE task = $1 AND approval = $2 AND by_id = $3 AND sent_at IS NULL)";

pub(crate) const OF_TASK: &str = "SELECT id, task, approval, by_id, by_name, by_kind, at, path, side, line, quote, \
     text, sent_at FROM comments WHERE task = $1 ORDER BY at, id";

pub(crate) const PUT_VIEWED: &str = "INSERT INTO viewed (person, task, path, digest) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person, task, path) DO UPDATE SET digest = excluded.digest";

pub(crate) const DROP_VIEWED: &str =
    "DELETE FROM viewed WHERE person = $1 AND task = $2 AND path = $3";

pub(crate) const VIEWED: &str = "SELECT path, digest FROM viewed WHERE person = $1 AND task = $2";
