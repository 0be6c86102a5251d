//! PostgreSQL: one writing connection a process, a pool of reading ones, and one row lock that puts all processes' writes
//! in one order.

mod batch;
mod bell;
mod connect;
pub(crate) mod error;
mod lead;
pub(crate) mod migrate;
pub(crate) mod nul;
mod outcome;
#[cfg(test)]
#[path = "../../tests/conformance/own_database.rs"]
#[expect(dead_code, reason = "the tests of the whole store use the rest of it")]
mod own_database;
mod reader;
mod wipe;
mod writer;

use crate::plan::Plan;
use crate::port::{Maybe, Rows};
use crate::row::Row;
use crate::statement::{Arg, Query};
use bell::Listening;
use lead::Leading;
use reader::Reader;
use service::StoreError;
use service::store::Committed;
use sqlx::postgres::{PgArguments, PgConnectOptions};
use sqlx::{Arguments, PgConnection};
use writer::Writer;

/// A store in one database of a PostgreSQL server. Other processes may have it open too.
pub(crate) struct PostgresStore {
    writer: Writer,
    reader: Reader,
    options: PgConnectOptions,
}

impl PostgresStore {
    /// Opens the database that the URL names, making or upgrading the tables first.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = connect::options(url)?;
        let mut connection = connect::connect(&options).await?;
        connect::check_server(&mut connection).await?;
        migrate::run(&mut connection).await?;
        Ok(Self {
            writer: Writer::start(connection, options.clone()).await?,
            reader: Reader::new(connect::readers(&options)),
            options,
        })
    }

    pub async fn one<T>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.reader.one(query, read).await
    }

    pub async fn all<T>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.reader.all(query, read).await
    }

    /// See [`Writer::commit`].
    pub async fn commit(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        self.writer.commit(plan, probe).await
    }

    /// Hears what any process commits.
    pub fn bell(&self) -> Listening {
        Listening::new(&self.options)
    }

    /// Waits until this process may do what one does at a time.
    pub async fn lead(&self) -> Leading {
        Leading::wait(&self.options).await
    }

    /// See [`wipe::wipe`].
    pub async fn wipe(&self) -> Result<(), StoreError> {
        wipe::wipe(&self.options).await
    }
}

/// One connection, for work that takes as long as it takes and that nobody else should meet.
pub(crate) async fn connect_alone(url: &str) -> Result<PgConnection, StoreError> {
    let mut connection = connect::connect(&connect::options(url)?).await?;
    connect::check_server(&mut connection).await?;
    let patience = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0";
    sqlx::raw_sql(patience).execute(&mut connection).await.map_err(error::store_error)?;
    Ok(connection)
}

/// The values of a statement as the engine takes them.
pub(crate) fn bound(args: Vec<Arg>) -> Result<PgArguments, StoreError> {
    let mut bound = PgArguments::default();
    for arg in args {
        match arg {
            Arg::Text(value) => bound.add(value.map(nul::hidden)),
            Arg::Int(value) => bound.add(value),
            Arg::Blob(value) => bound.add(value),
        }
        .map_err(|error| StoreError::Broken(error.to_string()))?;
    }
    Ok(bound)
}
