//! What was erased, out of the tables' files as far as PostgreSQL does that while others go on working.
//!
//! A row that was replaced or deleted stays in its file until it is vacuumed. After that no statement finds it and its place
//! is given to other rows, but its bytes are not overwritten before that, and the server's log of writes, its replicas and
//! its backups keep what they have. Who needs more runs `VACUUM FULL`, which nobody can read beside.

use super::connect;
use super::error::store_error;
use crate::sql;
use service::StoreError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, Row};

/// Vacuums every table that holds what somebody wrote. Others read and write meanwhile. Busy when one of the tables is
/// being changed otherwise; then it is to be done again.
pub(super) async fn wipe(options: &PgConnectOptions) -> Result<(), StoreError> {
    let mut connection = connect::connect(options).await?;
    sqlx::raw_sql("SET statement_timeout = 0")
        .execute(&mut connection)
        .await
        .map_err(store_error)?;
    // Somebody may purge more while this goes on: that needs another one.
    let before = sqlx::query(sql::purge::TRACES_WRITTEN)
        .fetch_all(&mut connection)
        .await
        .map_err(store_error)?;
    sqlx::query(sql::purge::VACUUM).execute(&mut connection).await.map_err(store_error)?;
    for row in before {
        let task: String = row.try_get("task").map_err(store_error)?;
        let written: String = row.try_get("written").map_err(store_error)?;
        sqlx::query(sql::purge::FORGET_TRACE)
            .bind(task)
            .bind(written)
            .execute(&mut connection)
            .await
            .map_err(store_error)?;
    }
    connection.close().await.map_err(store_error)
}
