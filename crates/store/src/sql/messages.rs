//! Threads.

pub(crate) const INSERT: &str = "INSERT INTO task_messages (task, seq, id, at, author_id, author_name, author_kind, \
     text) SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6, $7 FROM task_messages WHERE task = $1";

pub(crate) const PAGE: &str = "SELECT task, seq, id, at, author_id, author_name, author_kind, text \
     FROM task_messages WHERE task = $1 AND seq > $2 ORDER BY seq LIMIT $3";
