//! SQLite: one file, one thread that writes, and readers where they are needed.

pub(crate) mod backup;
mod batch;
mod connection;
mod error;
mod file;
mod migrate;
#[cfg(test)]
mod plans;
mod reader;
pub(crate) mod restore;
mod store;
mod wipe;
mod writer;

use crate::row::Row;
use crate::statement::{Arg, Query};
use reader::{Maybe, Reader, Rows};
use service::StoreError;
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

    /// Asks for one row with a text that never changes.
    async fn one<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.reader.one(&Query::new(sql, args), read)
    }

    /// Asks for the few rows that an index finds.
    async fn few<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.reader.few(&Query::new(sql, args), read)
    }

    /// Asks for all rows.
    async fn all<T: Send + 'static>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Rows<T> {
        self.reader.all(Query::new(sql, args), read).await
    }
}
