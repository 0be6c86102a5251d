//! What the board shows of tasks.

use super::columns::holds;

/// A task `t` on the board, with its desktop `d`; goes before ` FROM …`. Its texts are left where they are, but for the
/// title: a column of long commands is as quick as one of short ones.
pub(crate) const COLUMNS: &str = concat!(
    "t.number AS number, t.id AS id, t.kind AS kind, t.title AS title, t.state AS state, t.status AS status, \
     COALESCE(t.external_agent, t.agent) AS agent, t.requires_approval AS requires_approval, \
     t.created_at AS created_at, d.name AS desktop, \
     CASE WHEN d.removed_at IS NULL THEN d.last_seen_at END AS seen_at, \
     CASE WHEN t.dependency_count > 0 THEN \
     (SELECT string_agg(y.id || ' ' || y.number, ',' ORDER BY x.position) FROM task_dependencies x \
     JOIN tasks y ON y.id = x.depends_on WHERE x.task = t.id AND y.status <> 'done') END AS blocked_by, \
     CASE WHEN t.status IN ('pending', 'running', 'review') THEN \
     (SELECT a.id FROM approvals a WHERE a.task = t.id AND a.status = 'pending' \
     ORDER BY a.requested_at, a.id LIMIT 1) END AS pending_approval, \
     CASE WHEN t.status = 'review' THEN (SELECT COUNT(*) FROM task_files f WHERE f.task = t.id) END \
     AS files_changed, \
     (SELECT act.id FROM actions act WHERE act.task = t.id AND act.status = 'outcome_unknown' \
     AND act.state LIKE '%\"closed\":null%' ORDER BY act.proposed_at, act.id LIMIT 1) AS unclosed, t.unclosed AS lost, \
     CASE WHEN EXISTS (SELECT 1 FROM task_dependencies x WHERE x.depends_on = t.id) THEN ",
    holds!(),
    " ELSE 0 END AS holds"
);

/// What comes first in Pending: what asks a person. The index `tasks_asking_first` has the same words.
pub(crate) const ASKING: &str = "(t.phase IS NOT DISTINCT FROM 'asking')";

/// What comes first in Running: what asks a person. Few tasks run at once.
pub(crate) const WAITING: &str =
    "EXISTS (SELECT 1 FROM approvals a WHERE a.task_number = t.number AND a.status = 'pending')";

/// The names of the agents of all tasks: from one to the next through the index, not through every task.
pub(crate) const AGENTS: &str = "WITH RECURSIVE agents (name) AS ( \
     SELECT (SELECT MIN(COALESCE(t.external_agent, t.agent)) FROM tasks t) \
     UNION ALL \
     SELECT (SELECT MIN(COALESCE(t.external_agent, t.agent)) FROM tasks t \
     WHERE COALESCE(t.external_agent, t.agent) > agents.name) FROM agents WHERE agents.name IS NOT NULL) \
     SELECT name FROM agents WHERE name IS NOT NULL ORDER BY name";

/// Those that no person has closed.
// Sorted by a sum, so that the few are found by their own index and not by walking every action in order of age.
pub(crate) const UNCLOSED: &str = "SELECT act.id AS id, act.task AS task, act.task_number AS number, \
     d.name AS desktop FROM actions act CROSS JOIN desktops d \
     WHERE act.status = 'outcome_unknown' AND act.state LIKE '%\"closed\":null%' AND d.id = act.desktop \
     ORDER BY act.proposed_at + 0, act.id";

/// The same of commands that were tasks of their own.
pub(crate) const UNCLOSED_TASKS: &str = "SELECT NULL AS id, t.id AS task, t.number AS number, d.name AS desktop \
     FROM tasks t CROSS JOIN desktops d WHERE t.unclosed = 1 AND d.id = t.desktop ORDER BY t.ended_at, t.number";
