//! What PostgreSQL's error codes mean to a caller.

use service::StoreError;

/// Classes of codes that pass: connections, transactions that were undone, resources, a server that stops or starts, disks.
const PASSING_CLASSES: [&str; 5] = ["08", "40", "53", "57", "58"];

/// Single codes that pass: a lock that was not given in time, a transaction that stood still, a server that only reads.
const PASSING: [&str; 3] = ["55P03", "25P03", "25006"];

/// An error as the port knows it.
pub(crate) fn store_error(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            let class = code.get(..2).unwrap_or_default();
            if PASSING.contains(&&*code) || PASSING_CLASSES.contains(&class) {
                StoreError::Busy(database.to_string())
            } else {
                StoreError::Broken(format!("{database} ({code})"))
            }
        }
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => StoreError::Busy(error.to_string()),
        _ => StoreError::Broken(error.to_string()),
    }
}

/// Whether the connection is of no use any more: it broke, or the server ended it.
pub(super) fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            code.starts_with("08") || code.starts_with("57P") || code == "25P03"
        }
        // A half message, or one that nobody asked for: the other end is not where we think it is.
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        _ => false,
    }
}

/// Whether there was no answer in time.
pub(super) fn is_late(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut)
}
