//! What SQLite's error codes mean to a caller.

use rusqlite::ffi;
use service::StoreError;

/// Primary result codes that pass: locked, busy, out of memory, read-only, disk error, full, not openable, lock protocol.
const PASSING: [i32; 8] = [5, 6, 7, 8, 10, 13, 14, 15];

/// An error as the port knows it.
pub(super) fn store_error(error: rusqlite::Error) -> StoreError {
    match &error {
        // The low byte is the primary code.
        rusqlite::Error::SqliteFailure(failure, _) if passes(failure.extended_code) => {
            StoreError::Busy(error.to_string())
        }
        _ => StoreError::Broken(error.to_string()),
    }
}

/// Whether a unique value was there already.
pub(super) fn is_taken(error: &rusqlite::Error) -> bool {
    let unique = [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    error.sqlite_error().is_some_and(|failure| unique.contains(&failure.extended_code))
}

/// The same for what is done beside the desk's own work: making, upgrading, copying a file.
pub(crate) fn file_error(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(1);
            if passes(code) {
                StoreError::Busy(database.to_string())
            } else {
                StoreError::Broken(database.to_string())
            }
        }
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => StoreError::Busy(error.to_string()),
        _ => StoreError::Broken(error.to_string()),
    }
}

fn passes(code: i32) -> bool {
    PASSING.contains(&(code & 0xff))
}
