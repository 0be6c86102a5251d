//! Ways to tell people that something waits, and what was told there.

use super::snoozes;

pub(crate) const INSERT: &str = "INSERT INTO channels (id, version, name, name_key, person, kind, route, wanted, \
     created_by_id, created_by_name, created_by_kind, created_at, removed_at, told_at, trouble) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

pub(crate) const UPDATE: &str = "UPDATE channels SET version = $3, name = $4, name_key = $5, route = $6, wanted = $7, \
     removed_at = $8, told_at = $9, trouble = $10 WHERE id = $1 AND version = $2";

macro_rules! columns {
    () => {
        "SELECT id, version, name, person, kind, route, wanted, created_by_id, created_by_name, created_by_kind, \
         created_at, removed_at, told_at, trouble FROM channels "
    };
}

pub(crate) const ALL: &str = concat!(columns!(), "WHERE removed_at IS NULL ORDER BY name_key, id");

pub(crate) const ONE: &str = concat!(columns!(), "WHERE id = $1");

pub(crate) const PUT_TOLD: &str = "INSERT INTO told (channel, approval, at, reached) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (channel, approval) DO UPDATE SET at = excluded.at, \
     reached = CASE WHEN told.reached > excluded.reached THEN told.reached ELSE excluded.reached END";

pub(crate) const DROP_TOLD: &str = "DELETE FROM told WHERE channel = $1 AND approval = $2";

/// What waits and was not told on the channel `$1` since it was asked, or since its reminder: of at least the risk `$2`,
/// and not put aside by the person `$3` at the moment `$4`. The newest first.
pub(crate) fn untold() -> String {
    format!(
        "SELECT a.id AS approval, a.gate AS gate, a.risk AS risk, d.name AS desktop, a.requested_at AS requested_at, \
         a.reminded_at AS reminded_at, n.at AS told_at, json_array_length(a.votes) AS votes \
         FROM approvals a CROSS JOIN desktops d LEFT JOIN told n ON n.channel = $1 AND n.approval = a.id \
         WHERE a.status = 'pending' AND a.risk >= $2 AND d.id = a.desktop \
         AND (n.at IS NULL OR a.reminded_at > n.at) \
         AND NOT EXISTS ({} AND s.person = $3 AND (s.until IS NULL OR s.until > $4)) \
         ORDER BY a.requested_at DESC, a.id DESC LIMIT $5 + 0",
        snoozes::OF_ROW
    )
}

/// What was told on channels that are no more, and of what was over long before.
pub(crate) const PRUNE: &str = "DELETE FROM told WHERE \
     EXISTS (SELECT 1 FROM channels c WHERE c.id = told.channel AND c.removed_at IS NOT NULL) \
     OR EXISTS (SELECT 1 FROM approvals a WHERE a.id = told.approval \
     AND a.status <> 'pending' AND a.closed_at < $1)";

/// What was told on the channel and does not wait any more.
pub(crate) const OVER: &str = "SELECT n.approval AS approval, n.reached AS reached \
     FROM told n CROSS JOIN approvals a WHERE n.channel = $1 AND a.id = n.approval AND a.status <> 'pending' \
     ORDER BY n.approval LIMIT $2 + 0";
