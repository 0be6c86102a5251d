//! Approvals.

use super::columns::{
    action_columns, approval_columns, desktop_columns, held_since, holds, task_columns,
};

/// The task's number is copied, since the list of waiting tasks is ordered by it.
pub(crate) const INSERT: &str = "INSERT INTO approvals (id, gate, task, task_number, desktop, action, revision, digest, \
     requested_by_id, requested_by_name, requested_by_kind, requested_at, decide_by, required, risk, version, state, \
     status, verdict, decided_at, closed_at, execute_by, claimed_at, votes, reminded_at, remind_at, bound, noted, \
     enrolment) \
     SELECT $1, $2, t.id, t.number, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
     $21, $22, $23, $24, $25, $26, $27, $28 FROM tasks t WHERE t.id = $3";

pub(crate) const UPDATE: &str = "UPDATE approvals SET version = $3, state = $4, status = $5, verdict = $6, \
     decided_at = $7, closed_at = $8, execute_by = $9, claimed_at = $10, votes = $11, reminded_at = $12, \
     remind_at = $13 WHERE id = $1 AND version = $2";

macro_rules! record {
    () => {
        concat!(
            "SELECT ",
            approval_columns!(),
            ", ",
            task_columns!(),
            ", ",
            desktop_columns!(),
            ", ",
            action_columns!(),
            ", ",
            holds!(),
            " AS holds, ",
            held_since!(),
            " AS held_since "
        )
    };
}

/// An approval and what surrounds it; goes before `FROM …`.
pub(crate) const RECORD: &str = record!();

/// What surrounds the approvals of a page, in this order: SQLite might begin with a whole table otherwise.
pub(crate) const SURROUNDINGS: &str = "page CROSS JOIN approvals a CROSS JOIN tasks t CROSS JOIN desktops d \
     LEFT JOIN actions act ON act.id = a.action WHERE a.id = page.id AND t.id = a.task AND d.id = a.desktop ";

pub(crate) const ONE: &str = concat!(
    record!(),
    "FROM approvals a JOIN tasks t ON t.id = a.task JOIN desktops d ON d.id = a.desktop \
     LEFT JOIN actions act ON act.id = a.action WHERE a.id = $1"
);

pub(crate) const OF_TASK: &str = concat!(
    "SELECT ",
    approval_columns!(),
    " FROM approvals a WHERE a.task = $1 ORDER BY a.requested_at, a.id"
);

pub(crate) const UNDECIDED: &str = concat!(
    "SELECT ",
    approval_columns!(),
    " FROM approvals a WHERE a.status = 'pending' AND a.decide_by IS NOT NULL AND a.decide_by <= $1 \
     ORDER BY a.decide_by, a.id"
);

pub(crate) const TO_REMIND: &str = concat!(
    "SELECT ",
    approval_columns!(),
    " FROM approvals a WHERE a.status = 'pending' AND a.remind_at IS NOT NULL AND a.remind_at <= $1 \
     ORDER BY a.remind_at LIMIT 200"
);

macro_rules! holding {
    ($of:literal) => {
        concat!(
            "WITH holding (id, holds) AS MATERIALIZED (SELECT t.id, ",
            holds!(),
            " FROM tasks t WHERE t.id IN (SELECT x.depends_on FROM tasks y CROSS JOIN task_dependencies x \
             WHERE y.status = 'pending' AND y.dependency_count > 0 AND x.task = y.id)",
            $of,
            ") "
        )
    };
}

/// The tasks that others wait for, and how many do.
pub(crate) const HOLDING: &str = holding!("");

/// The same of tasks that wait for a person: what waits behind a task is costly to count, and most that others wait for
/// just have not run yet.
pub(crate) const HOLDING_PENDING: &str = holding!(
    " AND EXISTS (SELECT 1 FROM approvals p WHERE p.task = t.id AND p.status = 'pending')"
);

pub(crate) const TRACK_RECORD: &str = "SELECT \
     (SELECT COUNT(*) FROM approvals WHERE gate = 'after_run' AND verdict = 'approve' AND decided_at >= $1) \
     AS approved, \
     (SELECT COUNT(*) FROM approvals WHERE gate = 'after_run' AND verdict = 'reject' AND decided_at >= $1) \
     AS rejected, \
     (SELECT MIN(decided_at) FROM approvals WHERE gate = 'after_run' AND verdict IS NOT NULL) AS first_at";

/// What waits for a person: how many at each gate, since when, and how many tasks wait behind all of it.
pub(crate) const WAITING: &str = "SELECT \
     (SELECT value FROM tallies WHERE what = 'pending' AND word = 'before_run') AS before_run, \
     (SELECT value FROM tallies WHERE what = 'pending' AND word = 'action') AS actions, \
     (SELECT value FROM tallies WHERE what = 'pending' AND word = 'after_run') AS results, \
     (SELECT MIN(requested_at) FROM approvals WHERE status = 'pending') AS oldest, \
     (WITH RECURSIVE behind (id) AS ( \
      SELECT y.id FROM tasks y WHERE y.status = 'pending' AND y.dependency_count > 0 AND EXISTS ( \
      SELECT 1 FROM task_dependencies x CROSS JOIN approvals a \
      WHERE x.task = y.id AND a.task = x.depends_on AND a.status = 'pending') \
      UNION \
      SELECT x.task FROM behind b CROSS JOIN task_dependencies x CROSS JOIN tasks y \
      WHERE x.depends_on = b.id AND y.id = x.task AND y.status = 'pending') \
      SELECT COUNT(*) FROM behind) AS holding";

/// When the oldest task was made that somebody is asked about, or that was let go and has not begun.
pub(crate) const OPEN_SINCE: &str = "SELECT MIN(o.at) AS at FROM ( \
     SELECT MIN(t.created_at) AS at FROM approvals a CROSS JOIN tasks t WHERE a.status = 'pending' AND t.id = a.task \
     UNION ALL \
     SELECT MIN(t.created_at) FROM approvals a CROSS JOIN tasks t WHERE a.status = 'approved' AND a.claimed_at IS NULL \
     AND a.execute_by IS NOT NULL AND t.id = a.task) o";
