//! The port's methods, each one question or one change. They are the same whichever engine answers.

mod account;
mod action;
mod approval;
mod record;
mod shared;
mod task;
mod workspace;

use crate::plan::Plan;
use crate::postgres::PostgresStore;
use crate::row::Row;
use crate::sqlite::SqliteStore;
use crate::statement::{Arg, Query};
use async_trait::async_trait;
use service::store::{Change, Committed, RecordStore};
use service::{Store, StoreError};

/// The answer to a question about one thing.
pub(crate) type Maybe<T> = Result<Option<T>, StoreError>;

/// The answer to a question about several.
pub(crate) type Rows<T> = Result<Vec<T>, StoreError>;

/// A database of either engine.
pub(crate) enum Database {
    Sqlite(SqliteStore),
    Postgres(Box<PostgresStore>),
}

impl Database {
    /// Asks for one row with a text that never changes.
    async fn one<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        let query = Query::new(sql, args);
        match self {
            Self::Sqlite(store) => store.one(&query, read),
            Self::Postgres(store) => store.one(query, read).await,
        }
    }

    /// Asks for the few rows that an index finds.
    async fn few<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        let query = Query::new(sql, args);
        match self {
            Self::Sqlite(store) => store.few(&query, read),
            Self::Postgres(store) => store.all(query, read).await,
        }
    }

    /// Asks for all rows with a text that never changes.
    async fn all<T: Send + 'static>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Rows<T> {
        self.rows(Query::new(sql, args), read).await
    }

    /// Asks for all rows.
    async fn rows<T: Send + 'static>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Rows<T> {
        match self {
            Self::Sqlite(store) => store.all(query, read).await,
            Self::Postgres(store) => store.all(query, read).await,
        }
    }

    async fn write(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        match self {
            Self::Sqlite(store) => store.commit(plan, probe).await,
            Self::Postgres(store) => store.commit(plan, probe).await,
        }
    }

    async fn erase(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(store) => store.wipe().await,
            Self::Postgres(store) => store.wipe().await,
        }
    }
}

/// The error for a table whose one row is not there.
fn missing(table: &'static str) -> StoreError {
    StoreError::Inconsistent { table, id: "1".into(), what: "it is missing".into() }
}

#[async_trait]
impl Store for Database {
    async fn commit(&self, change: Change) -> Result<Committed, StoreError> {
        self.write(Plan::of(change), false).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.write(Plan::default(), true).await?;
        self.last_event().await.map(drop)
    }
}
