//! The port, as far as it is about this: what happened.

use super::{Deeds, Happened, HappenedQuery, Kept, StoreError};
use async_trait::async_trait;
use domain::{
    Timestamp,
    audit::{AuditHead, AuditRow},
    event::Event,
};

/// What happened.
#[async_trait]
pub trait RecordStore: Send + Sync + 'static {
    /// Events after a number, in order.
    async fn events(&self, after: i64, limit: u32) -> Result<Vec<Event>, StoreError>;
    /// What happened, as the query says.
    async fn happened(&self, query: &HappenedQuery) -> Result<Vec<Happened>, StoreError>;
    /// The number of the last event; 0 when there is none.
    async fn last_event(&self) -> Result<i64, StoreError>;
    /// Audit rows after a number, in order.
    async fn audit(&self, after: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError>;
    /// Audit rows after a number of what somebody did in some time, in order.
    async fn audit_of(
        &self,
        deeds: &Deeds,
        after: i64,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError>;
    /// Audit rows about one thing, in order.
    async fn audit_about(&self, subject: &str) -> Result<Vec<AuditRow>, StoreError>;
    /// How far the audit log has come, as the writer knows it.
    async fn audit_head(&self) -> Result<AuditHead, StoreError>;
    /// Up to where events and audit rows are kept no more.
    async fn kept(&self) -> Result<Kept, StoreError>;
    /// The number up to which the oldest events, of at most this many that are there, all happened before a moment; `None`
    /// when the oldest did not.
    async fn old_events(&self, before: Timestamp, most: u32) -> Result<Option<i64>, StoreError>;
    /// The number of the last audit row before the first one that was written at this moment or later; 0 when there is
    /// none.
    async fn audit_until(&self, before: Timestamp) -> Result<i64, StoreError>;
    /// When the oldest task was made that a person is asked about, or that was let go and has not begun.
    async fn open_since(&self) -> Result<Option<Timestamp>, StoreError>;
}
