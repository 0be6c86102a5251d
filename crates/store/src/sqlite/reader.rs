//! Reading: each question is one statement, so each answer is one moment.

use super::error::store_error;
use crate::statement::{Arg, Query, placeholders};
use service::StoreError;
use sqlx::query::Query as Prepared;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Sqlite};

/// The answer to a question about one thing.
pub(super) type Maybe<T> = Result<Option<T>, StoreError>;

/// The answer to a question about several.
pub(super) type Rows<T> = Result<Vec<T>, StoreError>;

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
    ) -> Rows<T> {
        let rows = prepare(query)?.fetch_all(&self.0).await.map_err(store_error)?;
        rows.iter().map(read).collect()
    }

    /// The one row of the answer, if there is one.
    pub async fn one<T>(
        &self,
        query: Query,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        let row = prepare(query)?.fetch_optional(&self.0).await.map_err(store_error)?;
        row.as_ref().map(read).transpose()
    }
}

fn prepare<'q>(query: Query) -> Result<Prepared<'q, Sqlite, SqliteArguments>, StoreError> {
    check_count(&query.sql, query.args.len())?;
    let mut args = SqliteArguments::default();
    for arg in query.args {
        bind(&mut args, arg)?;
    }
    // Every text is put together from constants; what comes from outside is in the values.
    Ok(sqlx::query_with(AssertSqlSafe(query.sql), args))
}

/// Refuses a wrong number of values: SQLite would take NULL for a missing one and say nothing.
pub(super) fn check_count(sql: &str, values: usize) -> Result<(), StoreError> {
    let wanted = placeholders(sql);
    if wanted == values {
        return Ok(());
    }
    Err(StoreError::Broken(format!("{values} values for {wanted} placeholders: {sql}")))
}

pub(super) fn bind(args: &mut SqliteArguments, arg: Arg) -> Result<(), StoreError> {
    match arg {
        Arg::Text(value) => args.add(value),
        Arg::Int(value) => args.add(value),
        Arg::Blob(value) => args.add(value),
    }
    .map_err(|error| StoreError::Broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::args;

    #[test]
    fn a_missing_value_is_not_null() {
        assert!(prepare(Query::new("SELECT $1, $2", args![1_i64])).is_err());
        assert!(prepare(Query::new("SELECT $1", args![1_i64, 2_i64])).is_err());
        assert!(prepare(Query::new("SELECT $1, $2, $1", args![1_i64, 2_i64])).is_ok());
    }
}
