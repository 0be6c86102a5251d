//! Agents' actions.

use super::columns::{action_columns, approval_columns, desktop_columns, task_columns};

/// Its task must be there, and have the number that the action's digest holds.
pub(crate) const INSERT: &str = "INSERT INTO actions (id, task, task_number, desktop, enrolment, run_as, revision, \
     attempt, previous, proposal, own, requested_by_id, requested_by_name, requested_by_kind, proposed_at, facts, \
     judgement, risk, version, state, status, approval, approved_at, execute_by, lease_until, \
     operands, unseen, salt, edited_by) \
     SELECT $1, t.id, t.number, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
     $22, $23, $24, $25, $26, $27, $28, $29 FROM tasks t WHERE t.id = $2 AND t.number = $3";

pub(crate) const UPDATE: &str = "UPDATE actions SET version = $3, state = $4, status = $5, approval = $6, \
     approved_at = $7, execute_by = $8, lease_until = $9, judgement = $10, operands = $11, \
     unseen = $12, enrolment = $13 WHERE id = $1 AND version = $2";

pub(crate) const EXPECT: &str = "SELECT id FROM actions WHERE id = $1 AND version = $2";

pub(crate) const ONE: &str = concat!(
    "SELECT ",
    action_columns!(),
    ", ",
    task_columns!(),
    ", ",
    desktop_columns!(),
    ", ",
    approval_columns!(),
    " FROM actions act JOIN tasks t ON t.id = act.task JOIN desktops d ON d.id = act.desktop \
     LEFT JOIN approvals a ON a.id = act.approval WHERE act.id = $1"
);

pub(crate) const OF_TASK: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.task = $1 ORDER BY act.proposed_at, act.id"
);

pub(crate) const NEXT: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.status = 'approved' AND act.own = 0 AND act.desktop = $1 AND act.execute_by > $2 \
     AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.agent IN ('', act.requested_by_name)) ORDER BY act.approved_at, act.id LIMIT 1"
);

pub(crate) const APPROVED: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.status = 'approved' AND act.desktop = $1 AND act.execute_by > $2 \
     ORDER BY act.approved_at, act.id"
);

pub(crate) const NEXT_UNSEEN: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.unseen = 1 AND act.desktop = $1 ORDER BY act.proposed_at, act.id LIMIT 1"
);

pub(crate) const LEASE_ENDED: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.lease_until <= $1 ORDER BY act.lease_until, act.id"
);

/// Only what was approved has a moment to be taken by.
pub(crate) const UNUSED: &str = concat!(
    "SELECT ",
    action_columns!(),
    " FROM actions act WHERE act.execute_by <= $1 ORDER BY act.execute_by, act.id"
);

/// What each agent works on, and what of it waits for a person; also agents of which something waits to begin.
pub(crate) const AGENT_COUNTS: &str = "SELECT o.name AS name, CAST(SUM(o.running) AS BIGINT) AS running, \
     CAST(SUM(o.waiting) AS BIGINT) AS waiting FROM ( \
     SELECT COALESCE(t.external_agent, t.agent) AS name, 1 AS running, 0 AS waiting \
     FROM tasks t WHERE t.status = 'running' \
     UNION ALL \
     SELECT t.agent, 0, 0 FROM tasks t WHERE t.phase = 'queued' \
     UNION ALL \
     SELECT act.requested_by_name, 0, 0 FROM actions act WHERE act.status = 'approved' \
     UNION ALL \
     SELECT a.requested_by_name, 0, COUNT(*) FROM approvals a WHERE a.status = 'pending' AND a.gate = 'action' \
     GROUP BY a.requested_by_name) o WHERE o.name IS NOT NULL GROUP BY o.name ORDER BY o.name";

/// What was proposed since a moment, the newest first, with what a person said to it.
pub(crate) const RECENT: &str = concat!(
    "SELECT ",
    action_columns!(),
    ", a.verdict AS verdict FROM actions act LEFT JOIN approvals a ON a.id = act.approval \
     ORDER BY act.proposed_at DESC, act.id DESC LIMIT $1 + 0"
);

/// By the rule that decided, or by none where the preset did: what asked since a moment, and what people said.
pub(crate) const ASKED_BY_RULE: &str = "SELECT json_extract(act.judgement, '$.rule') AS rule, COUNT(*) AS asked, \
     COUNT(CASE WHEN a.verdict = 'approve' THEN 1 END) AS approved, COUNT(CASE WHEN a.verdict = 'reject' THEN 1 END) AS rejected \
     FROM actions act LEFT JOIN approvals a ON a.id = act.approval \
     WHERE act.proposed_at >= $1 AND json_extract(act.judgement, '$.level') = 'asks' GROUP BY 1";
