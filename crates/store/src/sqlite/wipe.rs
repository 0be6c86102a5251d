//! The file written anew. Deleting overwrites the place of a row, but a row that had moved before has left a copy where it
//! was; so has every page of it in the log beside the file.

use super::error::store_error;
use crate::sql;
use service::StoreError;
use sqlx::{Row, SqliteConnection};

/// Leaves nothing of what was deleted or replaced, neither in the file nor in its log. Busy when somebody else reads or
/// writes for longer than a statement waits; then it is to be done again.
pub(super) async fn wipe(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("VACUUM").execute(&mut *connection).await.map_err(store_error)?;
    empty_log(connection).await?;
    sqlx::query(sql::purge::FORGET_TRACES).execute(connection).await.map_err(store_error)?;
    Ok(())
}

async fn empty_log(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let checkpoint = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
    let row = checkpoint.fetch_one(connection).await.map_err(store_error)?;
    match row.try_get::<i64, _>(0).map_err(store_error)? {
        0 => Ok(()),
        _ => Err(StoreError::Busy("somebody reads the database's log".into())),
    }
}
