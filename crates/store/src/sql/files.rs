//! What runs changed on disk.

pub(crate) const DELETE: &str = "DELETE FROM task_files WHERE task = $1";

pub(crate) const INSERT: &str = "INSERT INTO task_files (task, path, change, old_path, additions, deletions, diff, \
     is_binary, truncated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) const ALL: &str = "SELECT task, path, change, old_path, additions, deletions, diff, is_binary, truncated \
     FROM task_files WHERE task = $1 ORDER BY path";
