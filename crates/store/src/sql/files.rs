//! What runs changed on disk.

pub(crate) const DELETE: &str = "DELETE FROM task_files WHERE task = $1";

pub(crate) const INSERT: &str = "INSERT INTO task_files (task, path, change, old_path, additions, deletions, diff, \
     is_binary, truncated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) const ALL: &str = "SELECT task, path, change, old_path, additions, deletions, diff, is_binary, truncated \
     FROM task_files WHERE task = $1 ORDER BY path";

pub(crate) const DELETE_OF_ACTION: &str = "DELETE FROM action_files WHERE action = $1";

pub(crate) const INSERT_OF_ACTION: &str = "INSERT INTO action_files (action, path, change, old_path, additions, \
     deletions, diff, is_binary, truncated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) const ALL_OF_ACTION: &str = "SELECT action, path, change, old_path, additions, deletions, diff, \
     is_binary, truncated FROM action_files WHERE action = $1 ORDER BY path";
