//! The workspace's settings.

pub(crate) const UPDATE: &str =
    "UPDATE settings SET version = $2, task_approval_mode = $3 WHERE id = 1 AND version = $1";

pub(crate) const ONE: &str = "SELECT task_approval_mode, version FROM settings WHERE id = 1";
