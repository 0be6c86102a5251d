//! Reading: each question is one statement, so each answer is one moment.

use super::error::store_error;
use crate::statement::{Arg, Query, placeholders};
use service::StoreError;
use sqlx::query::Query as Prepared;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Sqlite};

/// Connections that cannot write.
pub(super) struct Reader(SqlitePool);

impl Reader {
    pub fn new(pool: SqlitePool) -> Self {
        Self(pool)
    }

    /// Every row of the answer.
    pub async fn all<T>(
        &self,
        query: Query,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let prepared = prepare(AssertSqlSafe(query.sql), query.args)?;
        let rows = prepared.fetch_all(&self.0).await.map_err(store_error)?;
        rows.iter().map(read).collect()
    }

    /// The one row of the answer, if there is one.
    pub async fn one<T>(
        &self,
        query: Query,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let prepared = prepare(AssertSqlSafe(query.sql), query.args)?;
        let row = prepared.fetch_optional(&self.0).await.map_err(store_error)?;
        row.as_ref().map(read).transpose()
    }
}

/// A statement with its values. Refuses a wrong number of them: SQLite would take NULL for a missing one.
pub(super) fn prepare<'q>(
    sql: impl sqlx::SqlSafeStr,
    args: Vec<Arg>,
) -> Result<Prepared<'q, Sqlite, SqliteArguments>, StoreError> {
    let sql = sql.into_sql_str();
    let wanted = placeholders(sql.as_str());
    if wanted != args.len() {
        return Err(StoreError::Broken(format!(
            "{} values for {wanted} placeholders: {}",
            args.len(),
            sql.as_str()
        )));
    }
    Ok(args.into_iter().fold(sqlx::query(sql), |query, arg| match arg {
        Arg::Text(value) => query.bind(value),
        Arg::Int(value) => query.bind(value),
        Arg::Blob(value) => query.bind(value),
    }))
}
