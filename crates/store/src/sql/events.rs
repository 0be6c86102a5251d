//! What happened.

pub(crate) const INSERT: &str = "INSERT INTO events (seq, at, kind, task, approval, desktop, payload) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) const PAGE: &str = "SELECT seq, at, kind, task, approval, desktop, payload FROM events WHERE seq > $1 \
     ORDER BY seq LIMIT $2";
