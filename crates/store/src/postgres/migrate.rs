//! The schema's versions. The table `schema_version` says how many steps the database has seen.

use super::error::store_error;
use service::StoreError;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

/// Before the first step here: the schema began on SQLite, and a step has the same number in both folders.
const BEFORE: usize = 20;

const STEPS: [&str; 3] = [
    include_str!("../../migrations/postgres/0021_first.sql"),
    include_str!("../../migrations/postgres/0022_shared.sql"),
    include_str!("../../migrations/postgres/0023_keeping.sql"),
];

/// Held while tables are made or changed, so that of several processes that start at once one does it: `MCtl`.
const LOCK: i64 = 0x4d43_746c;

/// Brings the database to this program's version, all or nothing. Refuses one that is newer or somebody else's.
pub(crate) async fn run(connection: &mut PgConnection) -> Result<(), StoreError> {
    bring(connection, &STEPS).await
}

/// Keeps every other process from opening the database until this connection ends.
pub(crate) async fn lock(connection: &mut PgConnection) -> Result<(), StoreError> {
    let lock = sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK);
    lock.execute(connection).await.map(drop).map_err(store_error)
}

/// How many steps the database has seen, and how many this program knows. Refuses one that is empty or somebody else's.
pub(crate) async fn versions(connection: &mut PgConnection) -> Result<(usize, usize), StoreError> {
    let knows = BEFORE + STEPS.len();
    let there = "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = current_schema() \
                 AND table_name = 'schema_version' AND column_name = 'application'";
    if number(connection, there).await? == 0 {
        return Err(StoreError::Broken("This database holds no data of Mission Control.".into()));
    }
    Ok((seen(connection, knows).await?, knows))
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

#[cfg(test)]
mod tests {
    use super::super::connect;
    use super::super::own_database::OwnDatabase;
    use super::*;

    const FIRST: &str = "CREATE TABLE tasks (id TEXT NOT NULL)";
    const SECOND: &str = "ALTER TABLE tasks ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'";
    const VERSION: &str = "SELECT version FROM schema_version";

    #[tokio::test]
    async fn an_older_database_is_brought_up_with_all_it_has_or_left_as_it_was() {
        let database = OwnDatabase::make().await;
        let options = connect::options(&database.url()).unwrap();
        let mut connection = connect::connect(&options).await.unwrap();
        bring(&mut connection, &[FIRST]).await.unwrap();
        database.run("INSERT INTO tasks (id) VALUES ('same'), ('same')").await;
        // Data that a new rule refuses: the rows must be there when the rule is tried.
        let unique = "CREATE UNIQUE INDEX tasks_by_id ON tasks (id)";
        bring(&mut connection, &[FIRST, SECOND, unique]).await.unwrap_err();
        let first = i64::try_from(BEFORE + 1).unwrap();
        assert_eq!(number(&mut connection, VERSION).await.unwrap(), first);
        for _ in 0..2 {
            bring(&mut connection, &[FIRST, SECOND]).await.unwrap();
            let found = "SELECT COUNT(*) FROM tasks WHERE id = 'same' AND colour = 'grey'";
            assert_eq!(number(&mut connection, found).await.unwrap(), 2);
            assert_eq!(number(&mut connection, VERSION).await.unwrap(), first + 1);
        }
        let error = bring(&mut connection, &[FIRST]).await.unwrap_err();
        assert!(error.to_string().contains("newer"), "{error}");
    }
}
