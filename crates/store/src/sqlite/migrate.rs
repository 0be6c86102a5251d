//! The schema's versions. A file says in `user_version` how many steps it has seen.

use super::error::store_error;
use service::StoreError;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

const STEPS: [&str; 1] = [include_str!("../../migrations/sqlite/0001_first.sql")];

/// Marks the file as ours: `MCtl`.
const APPLICATION: i64 = 0x4d43_746c;

/// Brings the file to this program's version, all or nothing. Refuses one that is newer or something else.
pub(super) async fn run(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    // The lock comes first: the command line may open the same new file at the same moment.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(store_error)?;
    let application = number(&mut transaction, "PRAGMA application_id").await?;
    let tables = number(&mut transaction, "SELECT COUNT(*) FROM sqlite_schema").await?;
    if application != APPLICATION && (application != 0 || tables != 0) {
        return Err(StoreError::Broken(
            "This file is a database of another program. Nothing was changed.".into(),
        ));
    }
    let version = number(&mut transaction, "PRAGMA user_version").await?;
    let seen = usize::try_from(version).unwrap_or(usize::MAX);
    if seen > STEPS.len() {
        return Err(StoreError::Broken(format!(
            "This database was written by a newer version of Mission Control (its schema is {version}, this \
             program knows {}). Nothing was changed.",
            STEPS.len()
        )));
    }
    if seen == STEPS.len() {
        return transaction.rollback().await.map_err(store_error);
    }
    for step in &STEPS[seen..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(store_error)?;
    }
    let marks =
        format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}", STEPS.len());
    sqlx::raw_sql(AssertSqlSafe(marks)).execute(&mut *transaction).await.map_err(store_error)?;
    transaction.commit().await.map_err(store_error)
}

async fn number(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64, StoreError> {
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(store_error)?;
    row.try_get(0).map_err(store_error)
}
