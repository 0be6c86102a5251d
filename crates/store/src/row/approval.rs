//! An approval and its columns.

use super::{Fields, Row, action, desktop, json, party, task};
use crate::statement::{Arg, args};
use domain::approval::Risk;
use domain::insight::Decided;
use domain::{
    ActionId, Approval, ApprovalId, ApprovalState, DesktopId, Gate, KeyId, TaskId, Timestamp,
    Verdict, Version,
};
use service::StoreError;
use service::store::{ApprovalRecord, TrackRecord, Waiting};

/// What the columns beside the state repeat of it, for queries and indexes.
struct Standing {
    status: &'static str,
    verdict: Option<&'static str>,
    decided_at: Option<Timestamp>,
    /// 0 while it waits: what is sorted by it needs a number.
    closed_at: Timestamp,
    execute_by: Option<Timestamp>,
    claimed_at: Option<Timestamp>,
}

impl Standing {
    fn of(state: &ApprovalState) -> Self {
        let decision = state.decision();
        let (execute_by, claimed_at) = match state {
            ApprovalState::Approved { execute_by, claimed_at, .. } => (*execute_by, *claimed_at),
            _ => (None, None),
        };
        Self {
            status: state.as_str(),
            verdict: decision.map(|decision| decision.verdict.as_str()),
            decided_at: decision.map(|decision| decision.at),
            closed_at: state.completed_at().unwrap_or_default(),
            execute_by,
            claimed_at,
        }
    }

    fn agrees_with(&self, row: &Fields<'_>) -> Result<(), StoreError> {
        row.agree("status", row.text("status")?.as_str(), self.status)?;
        row.agree("verdict", row.maybe_text("verdict")?.as_deref(), self.verdict)?;
        row.agree("decided_at", row.maybe_time("decided_at")?, self.decided_at)?;
        row.agree("closed_at", row.time("closed_at")?, self.closed_at)?;
        row.agree("execute_by", row.maybe_time("execute_by")?, self.execute_by)?;
        row.agree("claimed_at", row.maybe_time("claimed_at")?, self.claimed_at)
    }
}

/// The columns that change with the state, in the order of the statements.
pub(crate) fn state_args(approval: &Approval) -> Vec<Arg> {
    let standing = Standing::of(&approval.state);
    args![
        json(&approval.state),
        standing.status,
        standing.verdict,
        standing.decided_at,
        standing.closed_at,
        standing.execute_by,
        standing.claimed_at,
        json(&approval.votes),
        approval.reminded_at,
        approval.remind_at,
    ]
}

/// All columns of a new approval.
pub(crate) fn args(approval: &Approval) -> Vec<Arg> {
    let mut args = args![
        approval.id.as_str(),
        approval.gate.as_str(),
        approval.task.as_str(),
        approval.desktop.as_str(),
        approval.action.as_ref().map(ActionId::as_str),
        approval.revision,
        approval.digest.to_string(),
        approval.requested_by.id.as_str(),
        approval.requested_by.name.as_str(),
        party::word(approval.requested_by.kind),
        approval.requested_at,
        approval.decide_by,
        approval.required,
        rank(approval.risk),
        approval.version.0,
    ];
    args.extend(state_args(approval));
    args.extend(args![
        approval.bound.as_ref().map(json),
        approval.noted.as_ref().map(json),
        approval.enrolment.as_ref().map(KeyId::as_str),
    ]);
    args
}

/// The risk, as [`rank`] gave it.
pub(crate) fn risk(row: &Fields<'_>) -> Result<Risk, StoreError> {
    match row.int("risk")? {
        0 => Ok(Risk::Low),
        1 => Ok(Risk::Medium),
        2 => Ok(Risk::High),
        other => Err(row.wrong(format!("risk is {other}"))),
    }
}

/// The risk as lists sort by it.
pub(crate) const fn rank(risk: Risk) -> i64 {
    match risk {
        Risk::Low => 0,
        Risk::Medium => 1,
        Risk::High => 2,
    }
}

/// Reads `a_…`.
pub(crate) fn read(row: Row<'_>) -> Result<Approval, StoreError> {
    let row = Fields::new(row, "approvals", "a_", "id");
    let approval = Approval {
        id: ApprovalId::new(row.text("id")?),
        gate: row.word("gate", Gate::parse)?,
        task: TaskId::new(row.text("task")?),
        desktop: DesktopId::new(row.text("desktop")?),
        action: row.maybe_text("action")?.map(ActionId::new),
        revision: row.int("revision")?,
        digest: row.digest("digest")?,
        bound: row.maybe_json("bound")?,
        noted: row.maybe_json("noted")?,
        enrolment: row.maybe_text("enrolment")?.map(KeyId::new),
        requested_by: party::read(&row, "requested_by")?,
        requested_at: row.time("requested_at")?,
        decide_by: row.maybe_time("decide_by")?,
        required: row.number("required")?,
        risk: risk(&row)?,
        version: Version(row.int("version")?),
        votes: row.json("votes")?,
        reminded_at: row.maybe_time("reminded_at")?,
        remind_at: row.maybe_time("remind_at")?,
        state: row.json("state")?,
    };
    Standing::of(&approval.state).agrees_with(&row)?;
    Ok(approval)
}

/// Reads `a_…` if it was found.
pub(crate) fn maybe(row: Row<'_>) -> Result<Option<Approval>, StoreError> {
    let there = Fields::new(row, "approvals", "a_", "id").is_there()?;
    there.then(|| read(row)).transpose()
}

/// Reads `a_…`, `t_…`, `d_…` and what surrounds them.
pub(crate) fn read_record(row: Row<'_>) -> Result<ApprovalRecord, StoreError> {
    Ok(ApprovalRecord {
        approval: read(row)?,
        task: task::read(row)?,
        desktop: desktop::read(row)?,
        holds: Fields::new(row, "approvals", "", "a_id").number("holds")?,
        held_since: Fields::new(row, "approvals", "", "a_id").maybe_time("held_since")?,
        action: action::maybe(row)?,
    })
}

pub(crate) fn read_decided(row: Row<'_>) -> Result<Decided, StoreError> {
    let row = Fields::new(row, "approvals", "", "id");
    Ok(Decided {
        gate: row.word("gate", Gate::parse)?,
        verdict: row.word("verdict", |text| Verdict::parse(text).ok())?,
        by: row.text("by_id")?,
        by_name: row.text("by_name")?,
        asked_at: row.time("requested_at")?,
        at: row.time("decided_at")?,
    })
}

pub(crate) fn read_track_record(row: Row<'_>) -> Result<TrackRecord, StoreError> {
    let row = Fields::new(row, "approvals", "", "first_at");
    Ok(TrackRecord {
        approved: row.number("approved")?,
        rejected: row.number("rejected")?,
        first_at: row.maybe_time("first_at")?,
    })
}

pub(crate) fn read_waiting(row: Row<'_>) -> Result<Waiting, StoreError> {
    let row = Fields::new(row, "approvals", "", "oldest");
    Ok(Waiting {
        before_run: row.number("before_run")?,
        actions: row.number("actions")?,
        results: row.number("results")?,
        oldest: row.maybe_time("oldest")?,
        holding: row.number("holding")?,
    })
}
