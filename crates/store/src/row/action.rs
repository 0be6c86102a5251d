//! An action and its columns.

use super::{Fields, Row, approval, desktop, json, party, task};
use crate::statement::{Arg, args};
use domain::{
    Action, ActionId, ActionState, ApprovalId, DesktopId, KeyId, TaskId, Timestamp, Verdict,
    Version,
};
use service::StoreError;
use service::store::{ActionRecord, AgentCount};
use service::store::{AskedByRule, Judged};

/// What the columns beside the state repeat of it, for queries and indexes.
struct Standing<'s> {
    status: &'static str,
    approval: Option<&'s str>,
    approved_at: Option<Timestamp>,
    execute_by: Option<Timestamp>,
    lease_until: Option<Timestamp>,
}

impl<'s> Standing<'s> {
    fn of(state: &'s ActionState) -> Self {
        let mut me = Self {
            status: state.as_str(),
            approval: state.approval().map(ApprovalId::as_str),
            approved_at: None,
            execute_by: None,
            lease_until: None,
        };
        match state {
            ActionState::Approved { at, execute_by, .. } => {
                me.approved_at = Some(*at);
                me.execute_by = Some(*execute_by);
            }
            ActionState::Running { lease_until, .. } => me.lease_until = Some(*lease_until),
            _ => {}
        }
        me
    }

    fn agrees_with(&self, row: &Fields<'_>) -> Result<(), StoreError> {
        row.agree("status", row.text("status")?.as_str(), self.status)?;
        row.agree("approval", row.maybe_text("approval")?.as_deref(), self.approval)?;
        row.agree("approved_at", row.maybe_time("approved_at")?, self.approved_at)?;
        row.agree("execute_by", row.maybe_time("execute_by")?, self.execute_by)?;
        row.agree("lease_until", row.maybe_time("lease_until")?, self.lease_until)
    }
}

/// The columns that change with the state, in the order of the statements.
pub(crate) fn state_args(state: &ActionState) -> Vec<Arg> {
    let standing = Standing::of(state);
    args![
        json(state),
        standing.status,
        standing.approval,
        standing.approved_at,
        standing.execute_by,
        standing.lease_until,
    ]
}

/// What else changes while a person is asked, and when one is asked after all.
pub(crate) fn asked_args(action: &Action) -> Vec<Arg> {
    let mut args = args![json(&action.judgement)];
    args.extend(operand_args(action));
    args.push(action.enrolment.as_str().into());
    args
}

fn operand_args(action: &Action) -> Vec<Arg> {
    args![json(&action.operands), i64::from(action.wants_a_look())]
}

/// All columns of a new action.
pub(crate) fn args(action: &Action) -> Vec<Arg> {
    let mut args = args![
        action.id.as_str(),
        action.task.as_str(),
        action.task_number,
        action.desktop.as_str(),
        action.enrolment.as_str(),
        action.run_as.as_str(),
        action.revision,
        action.attempt,
        action.previous.as_ref().map(ActionId::as_str),
        json(&action.proposal),
        i64::from(action.is_its_agents_own()),
        action.requested_by.id.as_str(),
        action.requested_by.name.as_str(),
        party::word(action.requested_by.kind),
        action.proposed_at,
        json(&action.facts),
        json(&action.judgement),
        approval::rank(action.risk),
        action.version.0,
    ];
    args.extend(state_args(&action.state));
    args.extend(operand_args(action));
    args.extend(args![action.salt.as_str(), action.edited_by.as_ref().map(json)]);
    args
}

/// All columns that hold what somebody wrote, in the order of the statement.
pub(crate) fn purge_args(action: &Action) -> Vec<Arg> {
    let mut args = args![
        json(&action.state),
        json(&action.proposal),
        json(&action.facts),
        action.salt.as_str(),
    ];
    args.extend(operand_args(action));
    args
}

/// Reads `act_…`.
pub(crate) fn read(row: Row<'_>) -> Result<Action, StoreError> {
    let row = Fields::new(row, "actions", "act_", "id");
    let action = Action {
        id: ActionId::new(row.text("id")?),
        version: Version(row.int("version")?),
        task: TaskId::new(row.text("task")?),
        task_number: row.int("task_number")?,
        desktop: DesktopId::new(row.text("desktop")?),
        enrolment: KeyId::new(row.text("enrolment")?),
        run_as: row.text("run_as")?,
        revision: row.int("revision")?,
        attempt: row.number("attempt")?,
        previous: row.maybe_text("previous")?.map(ActionId::new),
        proposal: row.json("proposal")?,
        requested_by: party::read(&row, "requested_by")?,
        edited_by: row.maybe_json("edited_by")?,
        proposed_at: row.time("proposed_at")?,
        facts: row.json("facts")?,
        judgement: row.json("judgement")?,
        operands: row.json("operands")?,
        salt: row.text("salt")?,
        risk: approval::risk(&row)?,
        state: row.json("state")?,
    };
    Standing::of(&action.state).agrees_with(&row)?;
    row.agree("own", row.int("own")?, i64::from(action.is_its_agents_own()))?;
    row.agree("unseen", row.int("unseen")?, i64::from(action.wants_a_look()))?;
    Ok(action)
}

/// Reads `act_…` if it was found.
pub(crate) fn maybe(row: Row<'_>) -> Result<Option<Action>, StoreError> {
    let there = Fields::new(row, "actions", "act_", "id").is_there()?;
    there.then(|| read(row)).transpose()
}

/// Reads `act_…`, `t_…`, `d_…` and what surrounds them.
pub(crate) fn read_record(row: Row<'_>) -> Result<ActionRecord, StoreError> {
    Ok(ActionRecord {
        action: read(row)?,
        task: task::read(row)?,
        desktop: desktop::read(row)?,
        approval: approval::maybe(row)?,
    })
}

pub(crate) fn read_agent_count(row: Row<'_>) -> Result<AgentCount, StoreError> {
    let row = Fields::new(row, "tasks", "", "name");
    Ok(AgentCount {
        name: row.text("name")?,
        running: row.number("running")?,
        waiting: row.number("waiting")?,
    })
}

/// Reads `act_…` and what a person said to it.
pub(crate) fn read_judged(row: Row<'_>) -> Result<Judged, StoreError> {
    let action = read(row)?;
    let row = Fields::new(row, "approvals", "", "act_id");
    let verdict = row.maybe_word("verdict", |text| Verdict::parse(text).ok())?;
    Ok(Judged { action, verdict })
}

pub(crate) fn read_asked(row: Row<'_>) -> Result<AskedByRule, StoreError> {
    let row = Fields::new(row, "actions", "", "rule");
    Ok(AskedByRule {
        rule: row.maybe_text("rule")?,
        asked: row.number("asked")?,
        approved: row.number("approved")?,
        rejected: row.number("rejected")?,
    })
}
