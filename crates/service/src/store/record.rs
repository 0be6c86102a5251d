//! The port, as far as it is about this: what happened.

use super::{Deeds, Happened, HappenedQuery, StoreError};
use async_trait::async_trait;
use domain::{
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
}
