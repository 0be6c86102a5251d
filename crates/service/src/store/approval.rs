//! The port, as far as it is about this: what people are asked, what they answered, and what may run because of it.

use super::{Answered, ApprovalQuery, ApprovalRecord, Snoozed, StoreError, TrackRecord, Waiting};
use async_trait::async_trait;
use domain::{
    Approval, ApprovalId, Gate, PersonId, SignedPermit, TaskId, Timestamp, insight::Decided,
};

/// What people are asked, what they answered, and what may run because of it.
#[async_trait]
pub trait ApprovalStore: Send + Sync + 'static {
    /// An approval by id.
    async fn approval(&self, id: &ApprovalId) -> Result<Option<ApprovalRecord>, StoreError>;
    /// Approvals as the query says.
    async fn approvals(&self, query: &ApprovalQuery) -> Result<Vec<ApprovalRecord>, StoreError>;
    /// What waits for a person, counted.
    async fn waiting(&self) -> Result<Waiting, StoreError>;
    /// What this person has put aside and that still is at this moment, what comes back first, first.
    async fn snoozed(&self, person: &PersonId, now: Timestamp) -> Result<Vec<Snoozed>, StoreError>;
    /// Every approval of a task, oldest first.
    async fn approvals_of(&self, task: &TaskId) -> Result<Vec<Approval>, StoreError>;
    /// Pending approvals whose time to decide is up.
    async fn undecided(&self, now: Timestamp) -> Result<Vec<Approval>, StoreError>;
    /// Pending approvals that people are to be told of again, at most 200, those due longest first.
    async fn to_remind(&self, now: Timestamp) -> Result<Vec<Approval>, StoreError>;
    /// What people decided from one moment until before another, at this gate or at all: the newest
    /// [`DECISIONS_COUNTED`](domain::limits::DECISIONS_COUNTED) of it, the newest first.
    async fn decided(
        &self,
        from: Timestamp,
        to: Timestamp,
        gate: Option<Gate>,
    ) -> Result<Vec<Decided>, StoreError>;
    /// What people answered at this moment or later, the newest first, and as many at most.
    async fn answers(&self, from: Timestamp) -> Result<Vec<Answered>, StoreError>;
    /// The same of one person, at most so many.
    async fn answers_of(
        &self,
        person: &PersonId,
        from: Timestamp,
        limit: u32,
    ) -> Result<Vec<Answered>, StoreError>;
    /// Decisions about results since a moment: how many yes and no, and when the first one was.
    async fn track_record(&self, since: Timestamp) -> Result<TrackRecord, StoreError>;
    /// The signed word that this task or action may run, as its runner is to get it.
    async fn permit(&self, work: &str) -> Result<Option<SignedPermit>, StoreError>;
}
