//! The file written anew. Deleting overwrites the place of a row, but a row that had moved before has left a copy where it
//! was; so has every page of it in the log beside the file.

use super::connection::Connection;
use super::error::store_error;
use crate::sql;
use service::StoreError;

/// Leaves nothing of what was deleted or replaced, neither in the file nor in its log. Busy when somebody else reads or
/// writes for longer than a statement waits; then it is to be done again.
pub(super) fn wipe(connection: &mut Connection) -> Result<(), StoreError> {
    // The whole file is put together anew beside it; that is not for memory.
    connection.set("temp_store", "FILE")?;
    let vacuumed = connection.execute("VACUUM").map_err(store_error);
    connection.set("temp_store", "MEMORY")?;
    vacuumed?;
    if !connection.empty_log().map_err(store_error)? {
        return Err(StoreError::Busy("somebody reads the database's log".into()));
    }
    connection.execute(sql::purge::FORGET_TRACES).map_err(store_error)
}
