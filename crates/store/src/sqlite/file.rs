//! The database file and the connections to it.

use super::connection::{Connection, PATIENCE};
use super::error::file_error;
use service::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Row, SqliteConnection};
use std::path::Path;
use std::time::Duration;

/// The first SQLite without the WAL-reset bug.
const OLDEST: [u32; 3] = [3, 51, 3];

/// Makes an empty file that only its owner can read, if there is none: it will hold password hashes.
pub(crate) async fn make(path: &Path) -> Result<(), StoreError> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    match options.open(path).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Broken(format!("{}: {error}", path.display()))),
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

/// A connection for what is done before the desk opens: the schema.
pub(super) async fn connect(path: &Path) -> Result<SqliteConnection, StoreError> {
    let options = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON");
    // Switching a new file to WAL fails at once while another process does the same.
    patiently(&options).await
}

/// A connection to a file that nobody else has open, with everything in the one file. Busy when somebody has.
pub(super) async fn connect_alone(path: &Path) -> Result<SqliteConnection, StoreError> {
    // Leaving WAL fails at once while another connection is open; one of our own may be closing.
    patiently(&options(path).journal_mode(SqliteJournalMode::Delete)).await
}

/// A connection that nobody else may have the file open beside. Busy when somebody has it open for longer than a moment.
pub(crate) async fn connect_exclusively(path: &Path) -> Result<SqliteConnection, StoreError> {
    // It is tried again and again here; SQLite need not wait each time as well.
    let options = options(path).busy_timeout(Duration::ZERO);
    let options = options.locking_mode(SqliteLockingMode::Exclusive);
    patiently(&options.synchronous(SqliteSynchronous::Full)).await
}

/// One connection that reads. The file is not made.
pub(super) async fn connect_to_read(path: &Path) -> Result<SqliteConnection, StoreError> {
    options(path).read_only(true).connect().await.map_err(file_error)
}

async fn patiently(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    let mut tries = 0;
    loop {
        match options.connect().await.map_err(file_error) {
            Err(StoreError::Busy(_)) if tries < 50 => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            answer => return answer,
        }
    }
}

/// A connection for what the desk writes.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path, true)?;
    for (name, value) in [
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("journal_size_limit", "67108864"),
        // What undoes one change of a batch: more than 64 KiB of it would go through a file of its own, made and removed for
        // each batch.
        ("temp_store", "MEMORY"),
        // What is deleted is overwritten, not only forgotten.
        ("secure_delete", "ON"),
    ] {
        connection.set(name, value)?;
    }
    Ok(connection)
}

/// A connection for what the desk asks.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path, false)?;
    // Small caches: there are several, and the operating system has one for all.
    connection.set("cache_size", "-1000")?;
    Ok(connection)
}

/// Refuses a SQLite that can lose what it acknowledged.
pub(super) async fn check_engine(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT sqlite_version() AS version").fetch_one(connection).await;
    let version: String = row.and_then(|row| row.try_get("version")).map_err(file_error)?;
    if new_enough(&version) {
        return Ok(());
    }
    let [major, minor, patch] = OLDEST;
    Err(StoreError::Broken(format!(
        "This program was built with SQLite {version}. It needs {major}.{minor}.{patch} or newer."
    )))
}

fn new_enough(version: &str) -> bool {
    let mut parts = [0; 3];
    for (part, text) in parts.iter_mut().zip(version.split('.')) {
        let Ok(number) = text.parse::<u32>() else { return false };
        *part = number;
    }
    parts >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_sqlite_is_refused() {
        for old in ["3.40.1", "3.51.2", "3.9.99", "2.99.99", "", "3.x"] {
            assert!(!new_enough(old), "{old}");
        }
        for new in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(new_enough(new), "{new}");
        }
    }
}
