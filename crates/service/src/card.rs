//! A task as the board shows it.

use crate::store::CardRecord;
use domain::{TaskState, TaskStatus, TaskType, Timestamp, limits};

/// A task on the board: what one looks at before one opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Opaque.
    pub id: String,
    /// The number people use.
    pub number: i64,
    /// A command or a prompt.
    pub kind: TaskType,
    /// What people call it.
    pub title: String,
    /// Where it stands, with all that is known of it there.
    pub state: TaskState,
    /// Who works on it, or will.
    pub agent: Option<String>,
    /// The task's own flag.
    pub requires_approval: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its desktop's name.
    pub desktop: String,
    /// Whether that was heard of of late.
    pub online: bool,
    /// The tasks it waits for: their ids and numbers.
    pub blocked_by: Vec<(String, i64)>,
    /// How many tasks wait behind it, directly or not.
    pub holds: u32,
    /// The approval that waits for a person; the first when there are several.
    pub approval: Option<String>,
    /// How many files its run changed, while its result waits for a person.
    pub files_changed: Option<u32>,
    /// The action of which nobody knows whether it ran, until a person closes it; the first when there are several.
    pub unclosed: Option<String>,
    /// Whether nobody knows what its own command did, until a person closes it.
    pub lost: bool,
}

impl Card {
    pub(crate) fn of(record: CardRecord, now: Timestamp) -> Self {
        let heard = |at| now.seconds_since(at) < limits::OFFLINE_SECONDS;
        Self {
            id: record.id.to_string(),
            number: record.number,
            kind: record.kind,
            title: record.title,
            state: record.state,
            agent: record.agent,
            requires_approval: record.requires_approval,
            created_at: record.created_at,
            desktop: record.desktop,
            online: record.seen_at.is_some_and(heard),
            blocked_by: record
                .blocked_by
                .into_iter()
                .map(|(id, number)| (id.to_string(), number))
                .collect(),
            holds: record.holds,
            approval: record.pending_approval.map(|id| id.to_string()),
            files_changed: record.files_changed,
            unclosed: record.unclosed.map(|id| id.to_string()),
            lost: record.lost,
        }
    }

    /// The column it stands in.
    pub const fn status(&self) -> TaskStatus {
        self.state.status()
    }
}
