//! What happened.

use super::many::Many;
use std::sync::LazyLock;

pub(crate) static INSERT: LazyLock<Many> = LazyLock::new(|| {
    Many::new("INSERT INTO events (seq, at, kind, task, approval, desktop, payload)", 7)
});

pub(crate) const PAGE: &str = "SELECT seq, at, kind, task, approval, desktop, payload FROM events WHERE seq > $1 \
     ORDER BY seq LIMIT $2 + 0";
