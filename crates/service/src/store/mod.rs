//! The one port: what the desk needs of a database. SQLite implements it, PostgreSQL can.
//!
//! Reads answer domain objects. There is one write, [`Store::commit`]: a [`Change`] is applied whole or not at all,
//! and every update in it names the version it read.

mod account;
mod action;
mod approval;
mod change;
mod queries;
mod record;
mod records;
mod shared;
mod task;
mod workspace;
mod writes;

pub use account::AccountStore;
pub use action::ActionStore;
pub use approval::ApprovalStore;
pub use change::{Change, Purge, Write};
pub use queries::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, Cursor, Deeds,
    HappenedQuery, TaskQuery, UntoldQuery, Window, cursor_of,
};
pub use record::RecordStore;
pub use records::{
    ActionRecord, AgentCount, Answered, ApprovalRecord, AskedByRule, CardRecord, Committed,
    Credential, Happened, IdempotencyRecord, Judged, Kept, KeyRecord, LastAnswer, LinkedTask,
    Notice, PasswordLink, SessionRecord, Snoozed, StatusCount, TaskRecord, ToldOver, Traces,
    TrackRecord, Unclosed, Untold, Waiting,
};
pub use shared::{Bell, Lead, Purpose, SharedStore, SharedWrite, Subject};
pub use task::TaskStore;
pub use workspace::WorkspaceStore;
pub use writes::{ChannelWrite, CommentWrite, RecordWrite};

use async_trait::async_trait;

/// Why the store did not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A guarded write found another version than it named: somebody was faster. Read again and think again.
    #[error("{0} changed in the meantime")]
    Stale(String),
    /// A unique name is taken.
    #[error("{what} {name} exists")]
    NameTaken {
        /// What has the name.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// The database is locked, full, read-only or gone for the moment.
    #[error("busy: {0}")]
    Busy(String),
    /// A row that cannot be: its table, id and what is wrong.
    #[error("impossible row in {table}, id {id}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// Anything else: a bug, or a broken file.
    #[error("database: {0}")]
    Broken(String),
}

/// What a store promises. Every method can fail with [`StoreError`]; a missing record is `None`, never an error.
#[async_trait]
pub trait Store:
    TaskStore + ApprovalStore + ActionStore + WorkspaceStore + AccountStore + RecordStore + SharedStore
{
    /// Applies the change in one transaction and answers only when it is durable. Writes are applied in order; the
    /// first guard that fails rolls all of it back and answers [`StoreError::Stale`].
    async fn commit(&self, change: Change) -> Result<Committed, StoreError>;
    /// Whether the database answers and can be written.
    async fn ready(&self) -> Result<(), StoreError>;
}
