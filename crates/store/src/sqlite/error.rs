//! What SQLite's error codes mean to a caller.

use service::StoreError;

/// Primary result codes that pass: locked, busy, out of memory, read-only, disk error, full, not openable, lock protocol.
const PASSING: [i32; 8] = [5, 6, 7, 8, 10, 13, 14, 15];

/// An error as the port knows it.
pub(super) fn store_error(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(1);
            // The low byte is the primary code.
            if PASSING.contains(&(code & 0xff)) {
                StoreError::Busy(database.to_string())
            } else {
                StoreError::Broken(database.to_string())
            }
        }
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => StoreError::Busy(error.to_string()),
        _ => StoreError::Broken(error.to_string()),
    }
}

/// The same failure for another caller of the batch.
pub(super) fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Busy(why) => StoreError::Busy(why.clone()),
        other => StoreError::Broken(other.to_string()),
    }
}
