//! SQLite: one file, one writer, four readers.

pub(crate) mod backup;
mod batch;
mod error;
mod file;
mod glue;
mod migrate;
#[cfg(test)]
mod plans;
mod reader;
pub(crate) mod restore;
mod store;
mod wipe;
mod writer;

use crate::statement::{Arg, Query};
use reader::{Maybe, Reader, Rows};
use service::StoreError;
use sqlx::sqlite::SqliteRow;
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
        Ok(Self {
            writer: Writer::start(connection, path.to_owned()),
            reader: Reader::new(file::readers(path)),
        })
    }

    /// Asks for one row with a text that never changes.
    async fn one<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.reader.one(Query::new(sql, args), read).await
    }

    /// Asks for all rows.
    async fn all<T>(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.reader.all(Query::new(sql, args), read).await
    }
}
