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
     digest, prev_hash, hash FROM audit WHERE seq > $1 ORDER BY seq";

pub(crate) const PAGE: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2 + 0";

pub(crate) const ABOUT: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE subject_id = $1 ORDER BY seq";

pub(crate) const OF: &str = "SELECT seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, \
     digest, prev_hash, hash FROM audit WHERE seq > $1 AND at >= $2 AND at < $3 \
     AND ($4 IS NULL OR actor_id = $4 OR actor_name = $4) ORDER BY seq LIMIT $5 + 0";

/// The last row before the first one of this moment or later. Times rise with the numbers, but for a clock that was set back:
/// what came before such a row is older than it says, and stays.
pub(crate) const UNTIL: &str = "SELECT COALESCE((SELECT MIN(seq) FROM audit WHERE at >= $1) - 1, MAX(seq), 0) AS up_to FROM audit";

/// The oldest of what was archived.
pub(crate) const FORGET: &str = "DELETE FROM audit WHERE seq <= (SELECT audit_base FROM heads WHERE id = 1) \
     AND seq < (SELECT MIN(seq) FROM audit) + $1";
