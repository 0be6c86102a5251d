//! What happened.

use super::many::Many;
use std::sync::LazyLock;

pub(crate) static INSERT: LazyLock<Many> = LazyLock::new(|| {
    Many::new("INSERT INTO events (seq, at, kind, task, approval, desktop, payload)", 7)
});

pub(crate) const PAGE: &str = "SELECT seq, at, kind, task, approval, desktop, payload FROM events WHERE seq > $1 \
     ORDER BY seq LIMIT $2 + 0";

/// The number up to which the oldest `$2` events all happened before `$1`.
pub(crate) const OLD: &str = "SELECT COALESCE(MIN(CASE WHEN o.at >= $1 THEN o.seq END) - 1, MAX(o.seq)) AS up_to, \
     MIN(o.seq) AS oldest FROM (SELECT seq, at FROM events WHERE seq > 0 ORDER BY seq LIMIT $2 + 0) o";

pub(crate) const FORGET: &str = "DELETE FROM events WHERE seq <= $1";
