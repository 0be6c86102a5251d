//! Tasks and what they depend on.

use super::columns::{desktop_columns, holds, task_columns};

pub(crate) const INSERT: &str = "INSERT INTO tasks (number, id, version, kind, title, content, search_text, desktop, \
     interpreter, agent, external_agent, requires_approval, approve_before_run, dependency_count, cwd, timeout_seconds, retry_of, \
     attempt, previous_feedback, created_by_id, created_by_name, created_by_kind, created_at, external_ref, state, \
     status, phase, queued_since, queued_approval, waits_on, lease_until, ended_at, unclosed, salt) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)";

pub(crate) const INSERT_DEPENDENCY: &str =
    "INSERT INTO task_dependencies (task, position, depends_on) VALUES ($1, $2, $3)";

pub(crate) const UPDATE: &str = "UPDATE tasks SET version = $3, state = $4, status = $5, phase = $6, \
     queued_since = $7, queued_approval = $8, waits_on = $9, lease_until = $10, ended_at = $11, unclosed = $12, agent = $13 \
     WHERE id = $1 AND version = $2";

pub(crate) const EXPECT: &str = "SELECT number FROM tasks WHERE id = $1 AND version = $2";

pub(crate) const EXPECT_TEXTS: &str = "SELECT number FROM tasks WHERE id = $1 AND purged IS NULL";

/// What surrounds a task `t` with its usage `u` on a list or a page; goes before ` FROM …`.
macro_rules! record_columns {
    () => {
        concat!(
            task_columns!(),
            ", ",
            desktop_columns!(),
            ", (SELECT string_agg(x.depends_on, ',' ORDER BY x.position) FROM task_dependencies x \
             JOIN tasks y ON y.id = x.depends_on WHERE x.task = t.id AND y.status <> 'done') AS blocked_by, \
             (SELECT string_agg(a.id, ',' ORDER BY a.requested_at, a.id) FROM approvals a \
             WHERE a.task = t.id AND a.status = 'pending') AS pending_approvals, \
             (SELECT COUNT(*) FROM task_files f WHERE f.task = t.id) AS files_changed, \
             u.task AS u_task, u.model AS u_model, u.turns AS u_turns, u.input_tokens AS u_input_tokens, \
             u.output_tokens AS u_output_tokens, ",
            holds!(),
            " AS holds"
        )
    };
}

pub(crate) const RECORD_COLUMNS: &str = record_columns!();

pub(crate) const ONE: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM tasks t JOIN desktops d ON d.id = t.desktop LEFT JOIN task_usage u ON u.task = t.id WHERE t.id = $1"
);

pub(crate) const RETRIES: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM tasks t JOIN desktops d ON d.id = t.desktop LEFT JOIN task_usage u ON u.task = t.id \
     WHERE t.retry_of = $1 ORDER BY t.number"
);

pub(crate) const DEPENDENCIES: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM task_dependencies w JOIN tasks t ON t.id = w.depends_on WHERE w.task = $1 ORDER BY w.position"
);

/// `CROSS JOIN` keeps SQLite to the order of the tables: left to itself it walks every pending task at each decision.
pub(crate) const DEPENDANTS: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM task_dependencies w CROSS JOIN tasks t \
     WHERE w.depends_on = $1 AND t.id = w.task AND t.status = 'pending' ORDER BY t.number"
);

/// The first row is the task itself. Both engines walk in the order in which they find, and no further than they are asked
/// for, so a limit keeps what is nearest.
macro_rules! links {
    ($from:literal, $to:literal) => {
        concat!(
            "WITH RECURSIVE near (id) AS (SELECT t.id FROM tasks t WHERE t.id = $1 UNION SELECT x.",
            $to,
            " FROM near CROSS JOIN task_dependencies x WHERE x.",
            $from,
            " = near.id) SELECT t.id AS id, t.number AS number, t.title AS title, t.status AS status, \
             (SELECT string_agg(x.depends_on, ',' ORDER BY x.position) FROM task_dependencies x WHERE x.task = t.id) \
             AS depends_on FROM (SELECT id, ROW_NUMBER() OVER () AS place FROM near LIMIT $2 + 0) nearest \
             CROSS JOIN tasks t WHERE t.id = nearest.id AND t.id <> $1 ORDER BY nearest.place"
        )
    };
}

pub(crate) const LINKS_BEFORE: &str = links!("task", "depends_on");

pub(crate) const LINKS_AFTER: &str = links!("depends_on", "task");

pub(crate) const NEXT_QUEUED: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM tasks t WHERE t.phase = 'queued' AND t.desktop = $1 \
     AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.agent IN ('', COALESCE(t.agent, ''))) \
     ORDER BY t.queued_since, t.number LIMIT 1"
);

pub(crate) const LEASE_ENDED: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM tasks t WHERE t.lease_until <= $1 ORDER BY t.lease_until, t.number"
);

pub(crate) const APPROVAL_UNUSED: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM approvals a JOIN tasks t ON t.id = a.task AND t.queued_approval = a.id \
     WHERE a.status = 'approved' AND a.claimed_at IS NULL AND a.execute_by IS NOT NULL AND a.execute_by <= $1 \
     ORDER BY a.execute_by, t.number"
);

/// What the task's agent used, in place of earlier counts.
pub(crate) const PUT_USAGE: &str = "INSERT INTO task_usage (task, model, turns, input_tokens, output_tokens) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (task) DO UPDATE SET model = excluded.model, turns = excluded.turns, \
     input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens";

/// How many stand in each column.
pub(crate) const TALLY: &str =
    "SELECT word AS status, value AS tasks FROM tallies WHERE what = 'task'";
