//! What only a database file can show: crashes, a full disk, a lock, rows that somebody else has written.

mod actions;
mod backup;
mod crash;
mod full;
mod opening;
mod rows;
mod upgrade;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use std::path::Path;

/// A connection beside the store's own, that checks nothing.
async fn beside(place: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(place).foreign_keys(false);
    options.connect().await.unwrap()
}

async fn run(connection: &mut SqliteConnection, sql: &str) -> Result<u64, sqlx::Error> {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await?;
    Ok(done.rows_affected())
}

async fn text(connection: &mut SqliteConnection, sql: &str) -> String {
    let row = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_one(connection).await.unwrap();
    row.try_get::<String, _>(0)
        .or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()))
        .unwrap()
}
