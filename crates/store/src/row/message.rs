//! A message and its columns.

use super::{Fields, Row, party};
use crate::statement::{Arg, args};
use domain::message::Message;
use domain::{ActionId, MessageId, TaskId};
use service::StoreError;

/// All columns of a new message but its place, which the statement gives.
pub(crate) fn args(message: &Message) -> Vec<Arg> {
    args![
        message.task.as_str(),
        message.id.as_str(),
        message.at,
        message.author.id.as_str(),
        message.author.name.as_str(),
        party::word(message.author.kind),
        message.text.as_str(),
        message.action.as_ref().map(ActionId::as_str),
        message.mentions.as_ref().map(TaskId::as_str),
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Message, StoreError> {
    let row = Fields::new(row, "task_messages", "", "id");
    Ok(Message {
        id: MessageId::new(row.text("id")?),
        task: TaskId::new(row.text("task")?),
        seq: row.int("seq")?,
        at: row.time("at")?,
        author: party::read(&row, "author")?,
        text: row.text("text")?,
        action: row.maybe_text("action")?.map(ActionId::new),
        mentions: row.maybe_text("mentions")?.map(TaskId::new),
    })
}
