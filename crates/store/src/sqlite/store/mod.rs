//! The port's methods, each one question or one change.

mod account;
mod action;
mod approval;
mod record;
mod task;
mod workspace;

use crate::plan::Plan;
use crate::sqlite::SqliteStore;
use async_trait::async_trait;
use service::store::{Change, Committed, RecordStore};
use service::{Store, StoreError};

/// The error for a table whose one row is not there.
fn missing(table: &'static str) -> StoreError {
    StoreError::Inconsistent { table, id: "1".into(), what: "it is missing".into() }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, change: Change) -> Result<Committed, StoreError> {
        self.writer.commit(Plan::of(change), false).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.writer.commit(Plan::default(), true).await?;
        self.last_event().await.map(drop)
    }
}
