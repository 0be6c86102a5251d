//! The last numbers given out. Read and written inside the batch that gives them out, and never remembered: another
//! process may write between two batches.

pub(crate) const READ: &str =
    "SELECT task_number, event_seq, audit_seq, audit_hash FROM heads WHERE id = 1";

pub(crate) const WRITE: &str = "UPDATE heads SET task_number = $1, event_seq = $2, audit_seq = $3, audit_hash = $4 WHERE id = 1";

pub(crate) const GO_ON: &str = "UPDATE heads SET task_number = $1, event_seq = $2 WHERE id = 1";

/// Begins a batch on PostgreSQL, and its first change. Whoever has this row's lock writes, and nobody else does.
pub(crate) const BEGIN: &str = "BEGIN; \
     SELECT task_number, event_seq, audit_seq, audit_hash FROM heads WHERE id = 1 FOR UPDATE; \
     SAVEPOINT change";

/// The change before stays, another one begins.
pub(crate) const KEEP_CHANGE: &str = "RELEASE SAVEPOINT change; SAVEPOINT change";

/// The change before is undone, another one may begin.
pub(crate) const UNDO_CHANGE: &str = "ROLLBACK TO SAVEPOINT change";

/// The same as [`WRITE`] on PostgreSQL, with the name of the batch.
pub(crate) const WRITE_NAMED: &str = "UPDATE heads SET task_number = $1, event_seq = $2, audit_seq = $3, audit_hash = $4, batch = $5 \
     WHERE id = 1";

/// The same where something happened: every process hears of it once it is committed.
pub(crate) const WRITE_AND_RING: &str = "UPDATE heads SET task_number = $1, event_seq = $2, audit_seq = $3, audit_hash = $4, batch = $5 \
     WHERE id = 1 RETURNING pg_notify('mission_control', CAST(event_seq AS TEXT))";

/// The last batch on PostgreSQL, once it has ended.
pub(crate) const LAST_BATCH: &str = "SELECT task_number, event_seq, audit_seq, audit_hash, batch FROM heads WHERE id = 1 FOR UPDATE";

/// One link of the audit chain.
pub(crate) const LINK: &str = "SELECT seq, hash FROM audit WHERE seq = $1";

/// Up to where events and audit rows are kept no more.
pub(crate) const KEPT: &str =
    "SELECT event_base, audit_base, audit_base_hash FROM heads WHERE id = 1";

pub(crate) const FORGET_EVENTS: &str =
    "UPDATE heads SET event_base = $1 WHERE id = 1 AND event_base < $1";

pub(crate) const ARCHIVE_AUDIT: &str =
    "UPDATE heads SET audit_base = $1, audit_base_hash = $2 WHERE id = 1 AND audit_base = $3";
