//! The audit chain.

pub(crate) const INSERT: &str = "INSERT INTO audit (seq, at, actor_id, actor_name, actor_kind, action, subject_kind, \
     subject_id, digest, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(crate) const PAGE: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
