//! One of the two databases: a connection of its own, in one transaction from the beginning to the end.

use super::TransferError;
use super::catalogue::{self, Kind, Table, quoted};
use crate::postgres::{self, nul};
use crate::sqlite;
use crate::statement::Arg;
use futures::TryStreamExt;
use service::StoreError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use std::path::Path;

pub(super) enum Side {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Tables, columns and types.
const SQLITE_COLUMNS: &str = "SELECT m.name AS \"table\", c.name AS \"column\", c.type AS kind \
     FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

const POSTGRES_COLUMNS: &str = "SELECT CAST(r.relname AS TEXT) AS \"table\", CAST(c.attname AS TEXT) AS \"column\", \
     format_type(c.atttypid, NULL) AS kind \
     FROM pg_catalog.pg_class r JOIN pg_catalog.pg_attribute c ON c.attrelid = r.oid AND c.attnum > 0 AND NOT c.attisdropped \
     WHERE r.relnamespace = CAST(current_schema() AS regnamespace) AND r.relkind IN ('r', 'p')";

/// Other connections of this product to the database.
const POSTGRES_OTHERS: &str = "SELECT COUNT(*) FROM pg_catalog.pg_stat_activity \
     WHERE datname = current_database() AND application_name LIKE 'mission-control%' AND pid <> pg_backend_pid()";

const IN_USE: &str =
    "Another Mission Control has one of the two databases open. Stop it first, on every machine.";

/// Columns that number their rows by themselves.
const POSTGRES_IDENTITIES: &str = "SELECT CAST(table_name AS TEXT) AS \"table\", CAST(column_name AS TEXT) AS \"column\" \
     FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'";

/// Runs the same with the connection of either engine.
macro_rules! on {
    ($side:expr, $connection:ident => $work:expr) => {
        match $side {
            Side::Sqlite($connection) => $work.map_err(sqlite::error::file_error),
            Side::Postgres($connection) => $work.map_err(postgres::error::store_error),
        }
    };
}

impl Side {
    /// Opens a database of this program's version whose rows stay as they are until [`Side::let_go`].
    pub async fn to_read(place: &Path) -> Result<Self, TransferError> {
        let mut side = if let Some(url) = crate::postgres_url(place) {
            Self::Postgres(postgres::connect_alone(&url).await?)
        } else {
            let file = crate::file(place)?;
            if !file.is_file() {
                return refused(format!("There is no database {}.", file.display()));
            }
            Self::Sqlite(exclusive(&file).await?)
        };
        side.begin().await?;
        let (has, knows) = match &mut side {
            Self::Sqlite(connection) => sqlite::migrate::versions(connection).await?,
            Self::Postgres(connection) => postgres::migrate::versions(connection).await?,
        };
        if has != knows {
            return refused(format!(
                "The database to read has schema {has}, and this program knows {knows}. Start this Mission Control on it \
                 once, which brings it up to date, and stop it again."
            ));
        }
        Ok(side)
    }

    /// Opens a database that is to be filled, after making or upgrading its tables.
    pub async fn to_fill(place: &Path) -> Result<Self, TransferError> {
        let mut side = if let Some(url) = crate::postgres_url(place) {
            let mut side = Self::Postgres(postgres::connect_alone(&url).await?);
            side.expect_nobody().await?;
            if let Self::Postgres(connection) = &mut side {
                postgres::migrate::run(connection).await?;
            }
            side
        } else {
            let file = crate::file(place)?;
            sqlite::file::make(&file).await?;
            let mut connection = exclusive(&file).await?;
            sqlite::migrate::run(&mut connection).await.map_err(in_use)?;
            Self::Sqlite(connection)
        };
        side.begin().await?;
        // Tables refer to each other in a circle. What they say is looked at when all is there.
        let later = match side {
            Self::Sqlite(_) => "PRAGMA defer_foreign_keys = ON",
            Self::Postgres(_) => "SET CONSTRAINTS ALL DEFERRED",
        };
        side.run(later).await?;
        Ok(side)
    }

    /// Begins the one transaction, in which nobody else writes.
    async fn begin(&mut self) -> Result<(), TransferError> {
        match self {
            Self::Sqlite(connection) => {
                let begun = sqlx::raw_sql("BEGIN EXCLUSIVE").execute(connection).await;
                begun.map(drop).map_err(|error| in_use(sqlite::error::file_error(error)))
            }
            Self::Postgres(connection) => {
                // A server that starts meanwhile waits here until this is over, before it looks at anything.
                postgres::migrate::lock(connection).await?;
                self.expect_nobody().await?;
                self.run("BEGIN ISOLATION LEVEL REPEATABLE READ").await
            }
        }
    }

    /// Refuses a database that somebody else has open. A file of SQLite says so by itself.
    async fn expect_nobody(&mut self) -> Result<(), TransferError> {
        match self.number(POSTGRES_OTHERS).await? {
            0 => Ok(()),
            _ => refused(IN_USE.to_owned()),
        }
    }

    /// Makes everything that was written durable.
    pub async fn commit(mut self) -> Result<(), TransferError> {
        self.run("COMMIT").await?;
        self.close().await
    }

    /// Lets others at a database that was only read.
    pub async fn let_go(mut self) -> Result<(), TransferError> {
        self.run("ROLLBACK").await?;
        self.close().await
    }

    async fn close(self) -> Result<(), TransferError> {
        on!(self, connection => connection.close().await)?;
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), TransferError> {
        on!(self, connection => sqlx::raw_sql(sql).execute(connection).await.map(drop))?;
        Ok(())
    }

    /// One number.
    pub async fn number(&mut self, sql: &'static str) -> Result<i64, TransferError> {
        Ok(on!(self, connection => async {
            sqlx::query(sql).fetch_one(connection).await?.try_get::<i64, _>(0)
        }
        .await)?)
    }

    /// How many rows a table has.
    pub async fn count(&mut self, table: &Table) -> Result<u64, TransferError> {
        let sql = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
        let count: i64 = on!(self, connection => async {
            sqlx::query(AssertSqlSafe(sql)).fetch_one(connection).await?.try_get(0)
        }
        .await)?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// What tables it has.
    pub async fn tables(&mut self) -> Result<Vec<Table>, TransferError> {
        let sql = match self {
            Self::Sqlite(_) => SQLITE_COLUMNS,
            Self::Postgres(_) => POSTGRES_COLUMNS,
        };
        let rows = on!(self, connection => sqlx::query_as(sql).fetch_all(connection).await)?;
        catalogue::tables(rows)
    }

    /// Every row of a table as it comes, with its values in the order of the columns: they are never all in memory.
    pub async fn each(
        &mut self,
        table: &Table,
        mut take: impl AsyncFnMut(Vec<Arg>) -> Result<(), TransferError>,
    ) -> Result<(), TransferError> {
        let sql = format!("SELECT {} FROM {}", table.list(), quoted(&table.name));
        // The rows of the engines have no trait in common that reads them.
        macro_rules! values {
            ($row:expr, $shown:expr) => {
                table.columns.iter().enumerate().map(|(at, column)| {
                    Ok(match column.kind {
                        Kind::Int => Arg::Int($row.try_get(at)?),
                        Kind::Text => Arg::Text($row.try_get::<Option<String>, _>(at)?.map($shown)),
                        Kind::Bytes => Arg::Blob($row.try_get(at)?),
                    })
                })
            };
        }
        match self {
            Self::Sqlite(connection) => {
                let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(connection);
                while let Some(row) = rows.try_next().await.map_err(sqlite::error::file_error)? {
                    let values: Result<_, _> = values!(row, |text| text).collect();
                    take(values.map_err(sqlite::error::file_error)?).await?;
                }
            }
            Self::Postgres(connection) => {
                let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(connection);
                while let Some(row) = rows.try_next().await.map_err(postgres::error::store_error)? {
                    let values: Result<_, _> = values!(row, nul::shown).collect();
                    take(values.map_err(postgres::error::store_error)?).await?;
                }
            }
        }
        Ok(())
    }

    /// Empties a table of what a new database has in it.
    pub async fn clear(&mut self, table: &Table) -> Result<(), TransferError> {
        self.write(format!("DELETE FROM {}", quoted(&table.name)), vec![], false).await
    }

    /// Carries out a statement that writes. One that comes again stays prepared.
    pub async fn write(
        &mut self,
        sql: String,
        values: Vec<Arg>,
        again: bool,
    ) -> Result<(), TransferError> {
        let sql = AssertSqlSafe(sql);
        match self {
            Self::Sqlite(connection) => {
                let query = sqlx::query_with(sql, bound(values)?).persistent(again);
                query.execute(connection).await.map_err(sqlite::error::file_error)?;
            }
            Self::Postgres(connection) => {
                let query = sqlx::query_with(sql, postgres::bound(values)?).persistent(again);
                query.execute(connection).await.map_err(postgres::error::store_error)?;
            }
        }
        Ok(())
    }

    /// Lets columns that number their rows by themselves go on behind the rows that came with numbers.
    pub async fn go_on_counting(&mut self) -> Result<(), TransferError> {
        // SQLite goes on from the highest by itself.
        let Self::Postgres(connection) = self else { return Ok(()) };
        let columns = sqlx::query_as(POSTGRES_IDENTITIES).fetch_all(connection).await;
        let columns: Vec<(String, String)> = columns.map_err(postgres::error::store_error)?;
        for (table, column) in columns {
            let (from, highest) = (quoted(&table), quoted(&column));
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence($1, $2), COALESCE(MAX({highest}), 0) + 1, FALSE) FROM {from}"
            );
            self.write(sql, vec![Arg::from(from), Arg::from(column)], false).await?;
        }
        Ok(())
    }
}

fn refused<T>(why: String) -> Result<T, TransferError> {
    Err(TransferError::Refused(why))
}

async fn exclusive(file: &Path) -> Result<SqliteConnection, TransferError> {
    sqlite::file::connect_exclusively(file).await.map_err(in_use)
}

/// A file that somebody else has open is busy.
fn in_use(error: StoreError) -> TransferError {
    match error {
        StoreError::Busy(_) => TransferError::Refused(IN_USE.to_owned()),
        other => other.into(),
    }
}

fn bound(values: Vec<Arg>) -> Result<SqliteArguments, StoreError> {
    let mut bound = SqliteArguments::default();
    for value in values {
        match value {
            Arg::Text(value) => bound.add(value),
            Arg::Int(value) => bound.add(value),
            Arg::Blob(value) => bound.add(value),
        }
        .map_err(|error| StoreError::Broken(error.to_string()))?;
    }
    Ok(bound)
}
