//! One connection to the file. SQLite is called where the caller stands: a question about one thing takes less time than
//! to hand it to another thread.

use super::error::store_error;
use crate::row::Row;
use crate::statement::{Arg, Query};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{OpenFlags, ToSql};
use service::StoreError;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How many prepared statements a connection keeps. The port has some two hundred texts; no verb uses more than a dozen.
const PREPARED: usize = 256;

/// How long a statement waits for another process's write.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A connection, and what is known of the texts that it has run.
pub(super) struct Connection {
    inner: rusqlite::Connection,
    /// By the place of a text that never changes, which is cheaper to compare than the text.
    shapes: HashMap<(usize, usize), Arc<Shape>>,
}

/// What a text takes and gives.
struct Shape {
    /// Which value belongs to each parameter. SQLite counts `$1`, `$2` as it meets them.
    order: Vec<usize>,
    /// How many values that are.
    values: usize,
    /// The names of the columns of an answer.
    names: Vec<Box<str>>,
    /// Whether it only looks.
    looks: bool,
}

impl Connection {
    /// Opens the file as it is, to read and, where it says so, to write.
    pub fn open(path: &Path, write: bool) -> Result<Self, StoreError> {
        let access = if write {
            OpenFlags::SQLITE_OPEN_READ_WRITE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        // Nobody uses a connection from two threads at once.
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let inner = rusqlite::Connection::open_with_flags(path, flags).map_err(store_error)?;
        inner.busy_timeout(PATIENCE).map_err(store_error)?;
        inner.set_prepared_statement_cache_capacity(PREPARED);
        let connection = Self { inner, shapes: HashMap::new() };
        connection.set("foreign_keys", "ON")?;
        Ok(connection)
    }

    /// Sets a pragma for this connection.
    pub fn set(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.inner.pragma_update(None, name, value).map_err(store_error)
    }

    /// Runs a text without values, and gives no answer.
    pub fn execute(&self, sql: &str) -> Result<(), rusqlite::Error> {
        self.inner.execute_batch(sql)
    }

    /// Moves the log beside the file into it and makes it empty. False when somebody still reads it.
    pub fn empty_log(&self) -> Result<bool, rusqlite::Error> {
        let busy = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        Ok(self.inner.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), busy)? == 0)
    }

    /// Runs a statement; answers how many rows it touched or, if it only looks, found.
    pub fn run(&mut self, sql: &'static str, args: &[Arg]) -> Result<u64, rusqlite::Error> {
        let shape = self.shape(sql)?;
        let mut statement = self.inner.prepare_cached(sql)?;
        bind(&mut statement, &shape, args)?;
        if !shape.looks {
            return statement.raw_execute().map(|touched| touched as u64);
        }
        let mut rows = statement.raw_query();
        let mut found = 0;
        while rows.next()?.is_some() {
            found += 1;
        }
        Ok(found)
    }

    /// Asks, and reads row by row until `each` has enough.
    pub fn ask(
        &mut self,
        query: &Query,
        mut each: impl FnMut(Row<'_>) -> Result<Next, StoreError>,
    ) -> Result<(), StoreError> {
        let Query { sql, args } = query;
        // A text that was put together has no place that stays.
        let shape = match sql {
            Cow::Borrowed(sql) => self.shape(sql),
            Cow::Owned(sql) => self.look_at(sql).map(Arc::new),
        };
        let shape = shape.map_err(store_error)?;
        let mut statement = self.inner.prepare_cached(sql).map_err(store_error)?;
        bind(&mut statement, &shape, args).map_err(store_error)?;
        let mut rows = statement.raw_query();
        while let Some(cells) = rows.next().map_err(store_error)? {
            if let Next::Enough = each(Row::Sqlite(cells, &shape.names))? {
                break;
            }
        }
        Ok(())
    }

    fn shape(&mut self, sql: &'static str) -> Result<Arc<Shape>, rusqlite::Error> {
        let place = (sql.as_ptr() as usize, sql.len());
        if let Some(known) = self.shapes.get(&place) {
            return Ok(known.clone());
        }
        let shape = Arc::new(self.look_at(sql)?);
        self.shapes.insert(place, shape.clone());
        Ok(shape)
    }

    fn look_at(&self, sql: &str) -> Result<Shape, rusqlite::Error> {
        let statement = self.inner.prepare_cached(sql)?;
        let number = |at| {
            let name = statement.parameter_name(at)?.strip_prefix('$')?;
            name.parse::<usize>().ok()?.checked_sub(1)
        };
        let order = (1..=statement.parameter_count()).map(number).collect::<Option<Vec<_>>>();
        let wrong = || rusqlite::Error::InvalidParameterName(sql.to_owned());
        let order = order.ok_or_else(wrong)?;
        Ok(Shape {
            values: order.iter().max().map_or(0, |most| most + 1),
            order,
            names: statement.column_names().into_iter().map(Box::from).collect(),
            looks: statement.column_count() > 0 && statement.readonly(),
        })
    }
}

/// Whether to go on reading an answer.
pub(super) enum Next {
    Row,
    Enough,
}

fn bind(
    statement: &mut rusqlite::Statement<'_>,
    shape: &Shape,
    args: &[Arg],
) -> Result<(), rusqlite::Error> {
    // SQLite would take NULL for a missing one and say nothing.
    if args.len() != shape.values {
        return Err(rusqlite::Error::InvalidParameterCount(args.len(), shape.values));
    }
    for (at, &value) in (1..).zip(&shape.order) {
        statement.raw_bind_parameter(at, &args[value])?;
    }
    Ok(())
}

impl ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let there = match self {
            Self::Text(value) => value.as_deref().map(ValueRef::from),
            Self::Int(value) => value.map(ValueRef::Integer),
            Self::Blob(value) => value.as_deref().map(ValueRef::Blob),
        };
        Ok(there.map_or(ToSqlOutput::Owned(Value::Null), ToSqlOutput::Borrowed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::args;

    #[test]
    fn a_missing_value_is_not_null_and_values_go_where_their_numbers_say() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut connection = Connection::open(file.path(), true).unwrap();
        let mut ask = |args| {
            let mut found = Vec::new();
            connection.ask(&Query::new("SELECT $2 AS two, $1 AS one", args), |row| {
                found.push((row.text(0).unwrap(), row.text(1).unwrap()));
                Ok(Next::Row)
            })?;
            Ok::<_, StoreError>(found)
        };
        assert!(ask(args!["one"]).is_err());
        assert!(ask(args!["one", "two", "three"]).is_err());
        let wanted = vec![(Some("two".into()), Some("one".into()))];
        assert_eq!(ask(args!["one", "two"]).unwrap(), wanted);
    }
}
