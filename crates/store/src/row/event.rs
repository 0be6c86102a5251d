//! An event and its columns.

use super::{Fields, Row, json};
use crate::statement::{Arg, args};
use domain::event::{Event, EventKind, NewEvent};
use domain::{ApprovalId, DesktopId, EventSeq, TaskId};
use service::StoreError;
use service::store::Happened;

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

/// Reads an event and the names around it.
pub(crate) fn read_happened(row: Row<'_>) -> Result<Happened, StoreError> {
    let event = read(row)?;
    let row = Fields::new(row, "events", "", "seq");
    let number = row.maybe_int("number")?;
    let title = row.maybe_text("title")?;
    Ok(Happened {
        event,
        task: number.zip(title),
        approval: row.maybe_text("approval_status")?,
        desktop: row.maybe_text("desktop_name")?,
        by: row.maybe_text("who")?,
        agent: row.maybe_text("agent")?,
    })
}

pub(crate) fn read(row: Row<'_>) -> Result<Event, StoreError> {
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
