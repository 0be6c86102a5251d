//! A task's thread: what people, the agent and the system said.

use crate::{ActionId, MessageId, Party, TaskId, Timestamp};

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Never changes.
    pub id: MessageId,
    /// The task it belongs to.
    pub task: TaskId,
    /// Its place in the thread, from 1; given by the writer.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Party,
    /// What: text, never markup.
    pub text: String,
    /// The action whose card stands here.
    pub action: Option<ActionId>,
    /// Another task that it tells of, for example a script that was run by hand.
    pub mentions: Option<TaskId>,
}
