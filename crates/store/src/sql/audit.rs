//! The audit chain.

use super::many::Many;
use std::sync::LazyLock;

pub(crate) static INSERT: LazyLock<Many> = LazyLock::new(|| {
    Many::new(
        "INSERT INTO audit (seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, digest, \
         prev_hash, hash)",
        11,
    )
});

/// All of it.
pub(crate) const WHOLE: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit ORDER BY seq";

pub(crate) const PAGE: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2 + 0";

pub(crate) const ABOUT: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE subject_id = $1 ORDER BY seq";

pub(crate) const OF: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE seq > $1 AND at >= $2 AND at < $3 \
     AND ($4 IS NULL OR actor_id = $4 OR actor_name = $4) ORDER BY seq LIMIT $5 + 0";
