//! What is read of each table, under names that stay apart when tables are joined.

/// A task `t`, with the tasks it depends on in one text.
macro_rules! task_columns {
    () => {
        "t.number AS t_number, t.id AS t_id, t.version AS t_version, t.kind AS t_kind, t.title AS t_title, \
         t.content AS t_content, t.desktop AS t_desktop, t.interpreter AS t_interpreter, t.agent AS t_agent, t.external_agent AS t_external_agent, \
         t.requires_approval AS t_requires_approval, t.approve_before_run AS t_approve_before_run, \
         t.dependency_count AS t_dependency_count, t.cwd AS t_cwd, t.timeout_seconds AS t_timeout_seconds, \
         t.retry_of AS t_retry_of, t.attempt AS t_attempt, t.previous_feedback AS t_previous_feedback, \
         t.created_by_id AS t_created_by_id, t.created_by_name AS t_created_by_name, \
         t.created_by_kind AS t_created_by_kind, t.created_at AS t_created_at, t.external_ref AS t_external_ref, \
         t.state AS t_state, t.status AS t_status, t.phase AS t_phase, t.queued_since AS t_queued_since, \
         t.queued_approval AS t_queued_approval, t.waits_on AS t_waits_on, t.lease_until AS t_lease_until, \
         t.ended_at AS t_ended_at, t.unclosed AS t_unclosed, t.salt AS t_salt, t.purged AS t_purged, \
         CASE WHEN t.dependency_count = 0 THEN NULL ELSE \
         (SELECT string_agg(x.depends_on, ',' ORDER BY x.position) FROM task_dependencies x WHERE x.task = t.id) \
         END AS t_depends_on"
    };
}

/// A desktop `d`.
macro_rules! desktop_columns {
    () => {
        "d.id AS d_id, d.name AS d_name, d.group_name AS d_group_name, d.token AS d_token, \
         d.enrolment AS d_enrolment, d.created_at AS d_created_at, d.last_seen_at AS d_last_seen_at, d.system AS d_system, \
         d.workspace AS d_workspace, d.agents AS d_agents, d.secrets AS d_secrets, d.remote_access AS d_remote_access, d.removed_at AS d_removed_at"
    };
}

/// An approval `a`.
macro_rules! approval_columns {
    () => {
        "a.id AS a_id, a.gate AS a_gate, a.task AS a_task, a.desktop AS a_desktop, a.action AS a_action, a.revision AS a_revision, \
         a.digest AS a_digest, a.requested_by_id AS a_requested_by_id, a.requested_by_name AS a_requested_by_name, \
         a.requested_by_kind AS a_requested_by_kind, a.requested_at AS a_requested_at, a.decide_by AS a_decide_by, \
         a.required AS a_required, a.risk AS a_risk, a.version AS a_version, a.state AS a_state, \
         a.status AS a_status, a.verdict AS a_verdict, a.decided_at AS a_decided_at, a.closed_at AS a_closed_at, \
         a.execute_by AS a_execute_by, a.claimed_at AS a_claimed_at, a.votes AS a_votes, a.reminded_at AS a_reminded_at, \
         a.remind_at AS a_remind_at, a.bound AS a_bound, a.noted AS a_noted, \
         a.enrolment AS a_enrolment"
    };
}

/// An action `act`.
macro_rules! action_columns {
    () => {
        "act.id AS act_id, act.version AS act_version, act.task AS act_task, act.task_number AS act_task_number, \
         act.desktop AS act_desktop, act.enrolment AS act_enrolment, act.run_as AS act_run_as, \
         act.revision AS act_revision, act.attempt AS act_attempt, act.previous AS act_previous, \
         act.proposal AS act_proposal, act.own AS act_own, act.requested_by_id AS act_requested_by_id, \
         act.requested_by_name AS act_requested_by_name, act.requested_by_kind AS act_requested_by_kind, \
         act.proposed_at AS act_proposed_at, act.facts AS act_facts, act.judgement AS act_judgement, \
         act.risk AS act_risk, act.state AS act_state, act.status AS act_status, act.approval AS act_approval, \
         act.approved_at AS act_approved_at, act.execute_by AS act_execute_by, act.lease_until AS act_lease_until, \
         act.operands AS act_operands, act.unseen AS act_unseen, act.salt AS act_salt, \
         act.edited_by AS act_edited_by"
    };
}

/// A person `p`, without their password.
macro_rules! person_columns {
    () => {
        "p.id AS p_id, p.name AS p_name, p.role AS p_role, p.version AS p_version, p.created_at AS p_created_at, \
         p.disabled_at AS p_disabled_at"
    };
}

/// How many pending tasks wait behind task `t`, directly or not. Nothing waits for one that is over, and behind most tasks
/// there is nothing at all: then no walk is begun, which costs SQLite two tables of its own.
///
/// `CROSS JOIN` keeps SQLite to the order of the tables: left to itself it walks every pending task at each step.
macro_rules! holds {
    () => {
        "CASE WHEN t.status IN ('done', 'failed', 'cancelled') \
         OR NOT EXISTS (SELECT 1 FROM task_dependencies x WHERE x.depends_on = t.id) THEN 0 ELSE \
         (WITH RECURSIVE behind (id) AS ( \
          SELECT x.task FROM task_dependencies x CROSS JOIN tasks y \
          WHERE x.depends_on = t.id AND y.id = x.task AND y.status = 'pending' \
          UNION \
          SELECT x.task FROM behind b CROSS JOIN task_dependencies x CROSS JOIN tasks y \
          WHERE x.depends_on = b.id AND y.id = x.task AND y.status = 'pending') \
          SELECT COUNT(*) FROM behind) END"
    };
}

/// Since when the oldest of the tasks that [`holds`] counts is there.
macro_rules! held_since {
    () => {
        "CASE WHEN t.status IN ('done', 'failed', 'cancelled') \
         OR NOT EXISTS (SELECT 1 FROM task_dependencies x WHERE x.depends_on = t.id) THEN NULL ELSE \
         (WITH RECURSIVE behind (id) AS ( \
          SELECT x.task FROM task_dependencies x CROSS JOIN tasks y \
          WHERE x.depends_on = t.id AND y.id = x.task AND y.status = 'pending' \
          UNION \
          SELECT x.task FROM behind b CROSS JOIN task_dependencies x CROSS JOIN tasks y \
          WHERE x.depends_on = b.id AND y.id = x.task AND y.status = 'pending') \
          SELECT MIN(y.created_at) FROM behind b CROSS JOIN tasks y WHERE y.id = b.id) END"
    };
}

pub(crate) use {
    action_columns, approval_columns, desktop_columns, held_since, holds, person_columns,
    task_columns,
};
