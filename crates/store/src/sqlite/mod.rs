//! SQLite: one file, one thread that writes, and readers where they are needed.

pub(crate) mod alone;
pub(crate) mod backup;
mod batch;
mod connection;
pub(crate) mod error;
pub(crate) mod file;
pub(crate) mod migrate;
#[cfg(test)]
mod plans;
mod reader;
pub(crate) mod restore;
mod wipe;
mod writer;

use crate::plan::Plan;
use crate::port::{Maybe, Rows};
use crate::row::Row;
use crate::statement::Query;
use alone::Looking;
use reader::Reader;
use service::StoreError;
use service::store::Committed;
use sqlx::Connection as _;
use std::path::Path;
use writer::Writer;

/// A store in one SQLite file.
pub(crate) struct SqliteStore {
    writer: Writer,
    reader: Reader,
}

impl SqliteStore {
    /// Opens the file, making or upgrading it first.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        file::make(path).await?;
        let mut connection = file::connect(path).await?;
        file::check_engine(&mut connection).await?;
        migrate::run(&mut connection).await?;
        connection.close().await.map_err(error::file_error)?;
        let writer = Writer::start(file::open_to_write(path)?, path.to_owned())?;
        Ok(Self { writer, reader: Reader::new(path) })
    }

    /// See [`Reader::one`].
    pub fn one<T>(
        &self,
        query: &Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.reader.one(query, read)
    }

    /// See [`Reader::few`].
    pub fn few<T>(
        &self,
        query: &Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.reader.few(query, read)
    }

    /// See [`Reader::all`].
    pub async fn all<T: Send + 'static>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Rows<T> {
        self.reader.all(query, read).await
    }

    /// See [`Writer::commit`].
    pub async fn commit(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        self.writer.commit(plan, probe).await
    }

    /// Looks whether another command has written.
    pub fn bell(&self) -> Looking {
        Looking::new(self.reader.clone())
    }

    /// See [`Writer::wipe`].
    pub async fn wipe(&self) -> Result<(), StoreError> {
        self.writer.wipe().await
    }
}
