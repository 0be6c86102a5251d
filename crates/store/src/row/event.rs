//! An event and its columns.

use super::{Fields, json};
use crate::statement::{Arg, args};
use domain::event::{Event, EventKind, NewEvent};
use domain::{ApprovalId, DesktopId, EventSeq, TaskId};
use service::StoreError;
use sqlx::sqlite::SqliteRow;

/// All columns of a new event.
pub(crate) fn args(event: &NewEvent, seq: i64) -> Vec<Arg> {
    args![
        seq,
        event.at,
        event.kind.as_str(),
        event.task.as_ref().map(TaskId::as_str),
        event.approval.as_ref().map(ApprovalId::as_str),
        event.desktop.as_ref().map(DesktopId::as_str),
        json(&event.payload),
    ]
}

pub(crate) fn read(row: &SqliteRow) -> Result<Event, StoreError> {
    let row = Fields::new(row, "events", "", "seq");
    Ok(Event {
        seq: EventSeq(row.int("seq")?),
        fact: NewEvent {
            at: row.time("at")?,
            kind: row.word("kind", EventKind::parse)?,
            task: row.maybe_text("task")?.map(TaskId::new),
            approval: row.maybe_text("approval")?.map(ApprovalId::new),
            desktop: row.maybe_text("desktop")?.map(DesktopId::new),
            payload: row.json("payload")?,
        },
    })
}
