//! Threads.

pub(crate) const INSERT: &str = "INSERT INTO task_messages (task, seq, id, at, author_id, author_name, author_kind, \
     text, action, mentions) SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM task_messages WHERE task = $1";

macro_rules! columns {
    () => {
        "SELECT task, seq, id, at, author_id, author_name, author_kind, text, action, mentions FROM task_messages "
    };
}

pub(crate) const PAGE: &str =
    concat!(columns!(), "WHERE task = $1 AND seq > $2 ORDER BY seq LIMIT $3 + 0");

pub(crate) const ONE: &str = concat!(columns!(), "WHERE id = $1");
