//! The last numbers given out. Read and written inside the batch that gives them out, and never remembered: another
//! process may write between two batches.

pub(crate) const READ: &str =
    "SELECT task_number, event_seq, audit_seq, audit_hash FROM heads WHERE id = 1";

pub(crate) const WRITE: &str = "UPDATE heads SET task_number = $1, event_seq = $2, audit_seq = $3, audit_hash = $4 WHERE id = 1";

pub(crate) const GO_ON: &str = "UPDATE heads SET task_number = $1, event_seq = $2 WHERE id = 1";
