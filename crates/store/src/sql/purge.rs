//! Erasing what was written in a task, and the traces of it.

pub(crate) const TASK: &str = "UPDATE tasks SET version = $3, title = $4, content = $5, search_text = $6, cwd = $7, \
     previous_feedback = $8, salt = $9, purged = $10, state = $11 WHERE id = $1 AND version = $2";

pub(crate) const ACTION: &str = "UPDATE actions SET version = $3, state = $4, proposal = $5, facts = $6, salt = $7, \
     operands = $8, unseen = $9 WHERE id = $1 AND version = $2";

pub(crate) const APPROVAL: &str = "UPDATE approvals SET version = $3, state = $4, votes = $5, bound = $6, noted = NULL \
     WHERE id = $1 AND version = $2";

/// What belongs to a task and holds nothing but text.
pub(crate) const DELETIONS: [&str; 7] = [
    "DELETE FROM task_logs WHERE task = $1",
    "DELETE FROM task_files WHERE task = $1",
    "DELETE FROM task_messages WHERE task = $1",
    "DELETE FROM comments WHERE task = $1",
    "DELETE FROM viewed WHERE task = $1",
    "DELETE FROM action_logs WHERE action IN (SELECT id FROM actions WHERE task = $1)",
    "DELETE FROM action_files WHERE action IN (SELECT id FROM actions WHERE task = $1)",
];

/// Gives up what waits to be told of a task; `$2` and `$3` are the state before and after its tries.
pub(crate) const GIVE_UP: &str = "UPDATE webhook_deliveries SET state = $2 || CAST(tries AS TEXT) || $3, \
     status = 'given_up', next_at = NULL WHERE task = $1 AND status = 'waiting'";

pub(crate) const DELIVERIES: &str = "UPDATE webhook_deliveries SET body = '' WHERE task = $1";

/// What is kept of requests that belong to the task, also of those under way. The keys stay, or the same request would be
/// carried out again.
pub(crate) const ANSWERS: &str =
    "UPDATE idempotency_keys SET status = $2, body = $3, request_hash = $4 WHERE task = $1";

/// Answers that belong to several tasks, or of which nobody noted to which, and that tell of the task, its actions or its
/// approvals.
pub(crate) const OTHER_ANSWERS: &str = "UPDATE idempotency_keys SET status = $2, body = $3, request_hash = $4 \
     WHERE task IS NULL AND body IS NOT NULL AND (instr(body, $1) > 0 \
     OR EXISTS (SELECT 1 FROM actions act WHERE act.task = $1 AND instr(idempotency_keys.body, act.id) > 0) \
     OR EXISTS (SELECT 1 FROM approvals a WHERE a.task = $1 AND instr(idempotency_keys.body, a.id) > 0))";

/// What forms left for the next page has been shown by then.
pub(crate) const NOTICES: &str = "DELETE FROM notices WHERE at < $1";

pub(crate) const LEAVE_TRACE: &str = "INSERT INTO traces (task, urgent) VALUES ($1, $2) \
     ON CONFLICT (task) DO UPDATE SET urgent = excluded.urgent";

pub(crate) const FORGET_TRACES: &str = "DELETE FROM traces";

/// How many tasks may have left traces, and how many of those somebody waits for.
pub(crate) const TRACES: &str =
    "SELECT COUNT(*) AS tasks, CAST(COALESCE(SUM(urgent), 0) AS BIGINT) AS urgent FROM traces";

/// Tasks whose texts were kept long enough. What nobody has said the outcome of is not over.
pub(crate) const DUE: &str = concat!(
    "SELECT ",
    super::columns::task_columns!(),
    " FROM tasks t WHERE t.purged IS NULL AND t.ended_at IS NOT NULL AND t.ended_at < $1 AND t.unclosed = 0 \
     AND NOT EXISTS (SELECT 1 FROM actions act WHERE act.task = t.id AND (act.status IN ('pending', 'approved', 'running') \
     OR act.status = 'outcome_unknown' AND act.state LIKE '%\"closed\":null%')) ORDER BY t.ended_at, t.number LIMIT $2 + 0"
);

/// The traces there are and by whom each was written, for PostgreSQL alone: others write there meanwhile.
pub(crate) const TRACES_WRITTEN: &str = "SELECT task, CAST(xmin AS TEXT) AS written FROM traces";

/// Forgets a trace unless it was left anew.
pub(crate) const FORGET_TRACE: &str =
    "DELETE FROM traces WHERE task = $1 AND CAST(xmin AS TEXT) = $2";

/// Every table that holds what somebody wrote, for PostgreSQL alone.
pub(crate) const VACUUM: &str = "VACUUM tasks, task_logs, task_files, task_messages, actions, action_logs, action_files, \
     approvals, comments, viewed, webhook_deliveries, idempotency_keys, notices";
