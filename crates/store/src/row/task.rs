//! A task and its columns.

use super::{Fields, Row, desktop, json, party, usage};
use crate::statement::{Arg, args};
use domain::action::Interpreter;
use domain::task::{Pending, Running, Worker};
use domain::{
    ApprovalId, DesktopId, Task, TaskId, TaskState, TaskStatus, TaskType, Timestamp, Version,
};
use service::StoreError;
use service::store::{LinkedTask, StatusCount, TaskRecord, Traces};

/// What the columns beside the state repeat of it, for queries and indexes.
struct Standing<'s> {
    status: TaskStatus,
    phase: Option<&'static str>,
    queued_since: Option<Timestamp>,
    queued_approval: Option<&'s str>,
    waits_on: Option<&'s str>,
    lease_until: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    unclosed: bool,
}

impl<'s> Standing<'s> {
    fn of(task: &'s Task) -> Self {
        let state = &task.state;
        let mut me = Self {
            status: state.status(),
            phase: None,
            queued_since: None,
            queued_approval: None,
            waits_on: state.waits_on().map(ApprovalId::as_str),
            lease_until: None,
            ended_at: state.ended_at(),
            unclosed: task.is_unclosed(),
        };
        match state {
            TaskState::Pending(pending) => {
                me.phase = Some(match pending {
                    Pending::Draft => "draft",
                    Pending::Held { .. } => "held",
                    Pending::Asking { .. } => "asking",
                    Pending::Queued { since, approval } => {
                        me.queued_since = Some(*since);
                        me.queued_approval = approval.as_ref().map(ApprovalId::as_str);
                        "queued"
                    }
                });
            }
            TaskState::Running(Running { worker: Worker::Runner { lease_until, .. }, .. }) => {
                me.lease_until = Some(*lease_until);
            }
            _ => {}
        }
        me
    }

    fn args(&self) -> Vec<Arg> {
        args![
            self.status.as_str(),
            self.phase,
            self.queued_since,
            self.queued_approval,
            self.waits_on,
            self.lease_until,
            self.ended_at,
            self.unclosed,
        ]
    }

    fn agrees_with(&self, row: &Fields<'_>) -> Result<(), StoreError> {
        row.agree("status", row.text("status")?.as_str(), self.status.as_str())?;
        row.agree("phase", row.maybe_text("phase")?.as_deref(), self.phase)?;
        row.agree("queued_since", row.maybe_time("queued_since")?, self.queued_since)?;
        row.agree(
            "queued_approval",
            row.maybe_text("queued_approval")?.as_deref(),
            self.queued_approval,
        )?;
        row.agree("waits_on", row.maybe_text("waits_on")?.as_deref(), self.waits_on)?;
        row.agree("lease_until", row.maybe_time("lease_until")?, self.lease_until)?;
        row.agree("ended_at", row.maybe_time("ended_at")?, self.ended_at)?;
        row.agree("unclosed", row.yes("unclosed")?, self.unclosed)
    }
}

/// The columns that change with the state, in the order of the statements.
pub(crate) fn state_args(task: &Task) -> Vec<Arg> {
    let mut args = args![json(&task.state)];
    args.extend(Standing::of(task).args());
    args
}

/// All columns of a new task.
pub(crate) fn args(task: &Task, number: i64) -> Vec<Arg> {
    let mut args = args![
        number,
        task.id.as_str(),
        task.version.0,
        task.kind.as_str(),
        task.title.as_str(),
        task.content.as_str(),
        search_text(task),
        task.desktop.as_str(),
        task.interpreter.map(Interpreter::as_str),
        task.agent.as_deref(),
        task.external_agent.as_deref(),
        task.requires_approval,
        task.approve_before_run,
        i64::try_from(task.depends_on.len()).unwrap_or(i64::MAX),
        task.cwd.as_deref(),
        task.timeout_seconds,
        task.retry_of.as_ref().map(TaskId::as_str),
        task.attempt,
        task.previous_feedback.as_deref(),
        task.created_by.id.as_str(),
        task.created_by.name.as_str(),
        party::word(task.created_by.kind),
        task.created_at,
        task.external_ref.as_deref(),
    ];
    args.extend(state_args(task));
    args.extend(args![task.salt.as_str()]);
    args
}

/// All columns that hold what somebody wrote, in the order of the statement.
pub(crate) fn purge_args(task: &Task) -> Vec<Arg> {
    args![
        task.title.as_str(),
        task.content.as_str(),
        search_text(task),
        task.cwd.as_deref(),
        task.previous_feedback.as_deref(),
        task.salt.as_str(),
        task.purged.as_ref().map(json),
        json(&task.state),
    ]
}

/// What a search looks through: folded here, since the engines fold letters differently.
fn search_text(task: &Task) -> String {
    format!("{}\n{}", task.title, task.content).to_lowercase()
}

/// Reads `t_…`.
pub(crate) fn read(row: Row<'_>) -> Result<Task, StoreError> {
    let row = Fields::new(row, "tasks", "t_", "id");
    let depends_on: Vec<_> = row.list("depends_on")?.into_iter().map(TaskId::new).collect();
    row.agree("dependency_count", row.number("dependency_count")? as usize, depends_on.len())?;
    let task = Task {
        id: TaskId::new(row.text("id")?),
        number: row.int("number")?,
        version: Version(row.int("version")?),
        kind: row.word("kind", TaskType::parse)?,
        title: row.text("title")?,
        content: row.text("content")?,
        desktop: DesktopId::new(row.text("desktop")?),
        interpreter: row.maybe_word("interpreter", Interpreter::parse)?,
        agent: row.maybe_text("agent")?,
        external_agent: row.maybe_text("external_agent")?,
        requires_approval: row.yes("requires_approval")?,
        approve_before_run: row.yes("approve_before_run")?,
        depends_on,
        cwd: row.maybe_text("cwd")?,
        timeout_seconds: row.number("timeout_seconds")?,
        retry_of: row.maybe_text("retry_of")?.map(TaskId::new),
        attempt: row.number("attempt")?,
        previous_feedback: row.maybe_text("previous_feedback")?,
        created_by: party::read(&row, "created_by")?,
        created_at: row.time("created_at")?,
        external_ref: row.maybe_text("external_ref")?,
        salt: row.text("salt")?,
        purged: row.maybe_json("purged")?,
        state: row.json("state")?,
    };
    Standing::of(&task).agrees_with(&row)?;
    Ok(task)
}

/// Reads `t_…`, `d_…` and what surrounds them.
pub(crate) fn read_record(row: Row<'_>) -> Result<TaskRecord, StoreError> {
    let around = Fields::new(row, "tasks", "", "t_id");
    Ok(TaskRecord {
        task: read(row)?,
        desktop: desktop::read(row)?,
        blocked_by: around.list("blocked_by")?.into_iter().map(TaskId::new).collect(),
        holds: around.number("holds")?,
        pending_approvals: around
            .list("pending_approvals")?
            .into_iter()
            .map(ApprovalId::new)
            .collect(),
        files_changed: around.number("files_changed")?,
        usage: usage::read(row)?,
    })
}

pub(crate) fn read_linked(row: Row<'_>) -> Result<LinkedTask, StoreError> {
    let row = Fields::new(row, "tasks", "", "id");
    Ok(LinkedTask {
        id: TaskId::new(row.text("id")?),
        number: row.int("number")?,
        title: row.text("title")?,
        status: row.word("status", TaskStatus::parse)?,
        depends_on: row.list("depends_on")?.into_iter().map(TaskId::new).collect(),
    })
}

pub(crate) fn read_count(row: Row<'_>) -> Result<StatusCount, StoreError> {
    let row = Fields::new(row, "tasks", "", "status");
    Ok(StatusCount { status: row.word("status", TaskStatus::parse)?, count: row.number("tasks")? })
}

pub(crate) fn read_traces(row: Row<'_>) -> Result<Traces, StoreError> {
    let row = Fields::new(row, "traces", "", "tasks");
    Ok(Traces { tasks: row.number("tasks")?, urgent: row.number("urgent")? })
}
