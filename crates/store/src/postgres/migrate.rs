//! The schema's versions. The table `schema_version` says how many steps the database has seen.

use super::error::store_error;
use service::StoreError;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

/// Before the first step here: the schema began on SQLite, and a step has the same number in both folders.
const BEFORE: usize = 20;

const STEPS: [&str; 2] = [
    include_str!("../../migrations/postgres/0021_first.sql"),
    include_str!("../../migrations/postgres/0022_shared.sql"),
];

/// Held while tables are made or changed, so that of several processes that start at once one does it: `MCtl`.
const LOCK: i64 = 0x4d43_746c;

/// Brings the database to this program's version, all or nothing. Refuses one that is newer or somebody else's.
pub(super) async fn run(connection: &mut PgConnection) -> Result<(), StoreError> {
    bring(connection, &STEPS).await
}

async fn bring(connection: &mut PgConnection, steps: &[&'static str]) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await.map_err(store_error)?;
    // Another process may make the tables at this moment, and a step over much data may take its time.
    let patience = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0";
    sqlx::raw_sql(patience).execute(&mut *transaction).await.map_err(store_error)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(LOCK)
        .execute(&mut *transaction)
        .await
        .map_err(store_error)?;
    let known = BEFORE + steps.len();
    let seen = seen(&mut transaction, known).await?;
    if seen == known {
        return transaction.rollback().await.map_err(store_error);
    }
    for step in &steps[seen - BEFORE..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(store_error)?;
    }
    let mark = format!("UPDATE schema_version SET version = {known}");
    sqlx::raw_sql(AssertSqlSafe(mark)).execute(&mut *transaction).await.map_err(store_error)?;
    transaction.commit().await.map_err(store_error)
}

/// How many steps the database has seen, counted as on SQLite. An empty one gets the table that says so.
async fn seen(connection: &mut PgConnection, known: usize) -> Result<usize, StoreError> {
    let tables = "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) \
                  AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')";
    if number(connection, tables).await? == 0 {
        let make = format!(
            "CREATE TABLE schema_version (application TEXT NOT NULL PRIMARY KEY CHECK (application = 'Mission Control'), \
             version BIGINT NOT NULL); INSERT INTO schema_version VALUES ('Mission Control', {BEFORE})"
        );
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut *connection).await.map_err(store_error)?;
        return Ok(BEFORE);
    }
    let ours = "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = current_schema() \
                AND table_name = 'schema_version' AND column_name = 'application'";
    if number(connection, ours).await? == 0 {
        return Err(StoreError::Broken(
            "This database holds tables of another program. Nothing was changed. Give one that is empty.".into(),
        ));
    }
    let version = number(connection, "SELECT MAX(version) FROM schema_version").await?;
    let seen = usize::try_from(version).unwrap_or(usize::MAX);
    if seen > known {
        return Err(StoreError::Broken(format!(
            "This database was written by a newer version of Mission Control (its schema is {version}, this \
             program knows {known}). Nothing was changed."
        )));
    }
    if seen < BEFORE {
        return Err(StoreError::Inconsistent {
            table: "schema_version",
            id: "Mission Control".into(),
            what: format!("version is {version}"),
        });
    }
    Ok(seen)
}

async fn number(connection: &mut PgConnection, sql: &'static str) -> Result<i64, StoreError> {
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(store_error)?;
    row.try_get(0).map_err(store_error)
}
