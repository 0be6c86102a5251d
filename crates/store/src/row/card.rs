//! What the board shows of a task, read from the columns of `sql::cards`.

use super::{Fields, Row};
use domain::{ActionId, ApprovalId, TaskId, TaskState, TaskType};
use service::StoreError;
use service::store::{CardRecord, Unclosed};

pub(crate) fn read(row: Row<'_>) -> Result<CardRecord, StoreError> {
    let row = Fields::new(row, "tasks", "", "id");
    let state: TaskState = row.json("state")?;
    row.agree("status", row.text("status")?.as_str(), state.status().as_str())?;
    let blocker = |entry: &String| {
        let (id, number) = entry.split_once(' ')?;
        Some((TaskId::new(id), number.parse().ok()?))
    };
    let blockers = row.list("blocked_by")?;
    let blocked_by: Option<Vec<_>> = blockers.iter().map(blocker).collect();
    Ok(CardRecord {
        id: TaskId::new(row.text("id")?),
        number: row.int("number")?,
        kind: row.word("kind", TaskType::parse)?,
        title: row.text("title")?,
        state,
        agent: row.maybe_text("agent")?,
        requires_approval: row.yes("requires_approval")?,
        created_at: row.time("created_at")?,
        desktop: row.text("desktop")?,
        seen_at: row.maybe_time("seen_at")?,
        blocked_by: blocked_by.ok_or_else(|| row.wrong(format!("blocked_by is {blockers:?}")))?,
        holds: row.number("holds")?,
        pending_approval: row.maybe_text("pending_approval")?.map(ApprovalId::new),
        files_changed: row.maybe_number("files_changed")?,
        unclosed: row.maybe_text("unclosed")?.map(ActionId::new),
        lost: row.yes("lost")?,
    })
}

pub(crate) fn read_agent(row: Row<'_>) -> Result<String, StoreError> {
    Fields::new(row, "tasks", "", "name").text("name")
}

pub(crate) fn read_unclosed(row: Row<'_>) -> Result<Unclosed, StoreError> {
    let row = Fields::new(row, "tasks", "", "task");
    Ok(Unclosed {
        action: row.maybe_text("id")?.map(ActionId::new),
        task: TaskId::new(row.text("task")?),
        number: row.int("number")?,
        desktop: row.text("desktop")?,
    })
}
