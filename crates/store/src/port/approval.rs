//! What people are asked, what they answered, and what may run because of it.

use super::{Database, Maybe, Rows};
use crate::read;
use crate::row;
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{
    Approval, ApprovalId, Gate, PersonId, SignedPermit, TaskId, Timestamp, insight::Decided,
};
use service::StoreError;
use service::store::{
    Answered, ApprovalQuery, ApprovalRecord, ApprovalStore, Snoozed, TrackRecord, Waiting,
};

#[async_trait]
impl ApprovalStore for Database {
    async fn approval(&self, id: &ApprovalId) -> Maybe<ApprovalRecord> {
        self.one(sql::approvals::ONE, args![id.as_str()], row::approval::read_record).await
    }

    async fn approvals(&self, query: &ApprovalQuery) -> Rows<ApprovalRecord> {
        self.rows(read::approvals::page(query)?, row::approval::read_record).await
    }

    async fn waiting(&self) -> Result<Waiting, StoreError> {
        Ok(self
            .one(sql::approvals::WAITING, args![], row::approval::read_waiting)
            .await?
            .unwrap_or_default())
    }

    async fn snoozed(&self, person: &PersonId, now: Timestamp) -> Rows<Snoozed> {
        self.few(sql::snoozes::OF_PERSON, args![person.as_str(), now], row::snooze::read).await
    }

    async fn approvals_of(&self, task: &TaskId) -> Rows<Approval> {
        self.few(sql::approvals::OF_TASK, args![task.as_str()], row::approval::read).await
    }

    async fn undecided(&self, now: Timestamp) -> Rows<Approval> {
        self.all(sql::approvals::UNDECIDED, args![now], row::approval::read).await
    }

    async fn to_remind(&self, now: Timestamp) -> Rows<Approval> {
        self.all(sql::approvals::TO_REMIND, args![now], row::approval::read).await
    }

    async fn decided(&self, from: Timestamp, to: Timestamp, gate: Option<Gate>) -> Rows<Decided> {
        self.rows(read::approvals::decided(from, to, gate), row::approval::read_decided).await
    }

    async fn answers(&self, from: Timestamp) -> Rows<Answered> {
        self.all(sql::answers::ALL, args![from], row::answer::read).await
    }

    async fn answers_of(&self, person: &PersonId, from: Timestamp, limit: u32) -> Rows<Answered> {
        let args = args![person.as_str(), from, limit];
        self.few(sql::answers::OF_PERSON, args, row::answer::read).await
    }

    async fn track_record(&self, since: Timestamp) -> Result<TrackRecord, StoreError> {
        let read = row::approval::read_track_record;
        Ok(self.one(sql::approvals::TRACK_RECORD, args![since], read).await?.unwrap_or_default())
    }

    async fn permit(&self, work: &str) -> Maybe<SignedPermit> {
        self.one(sql::permits::BY_WORK, args![work], row::permit::read).await
    }
}
