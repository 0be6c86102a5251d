//! A copy of the whole database in one file.

use super::error::file_error;
use super::{file, migrate};
use domain::Timestamp;
use service::StoreError;
use sqlx::{Connection, Row, SqliteConnection};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    /// How many tasks.
    pub tasks: i64,
    /// When the last thing in it was done; none when nothing was.
    pub as_of: Option<Timestamp>,
    /// The file's size in bytes.
    pub bytes: u64,
}

/// Copies the database into a new file while others read and write it. The copy is what was durable at one moment; it
/// appears under its name only when it is whole and has been checked.
pub(crate) async fn backup(database: &Path, to: &Path) -> Result<Backup, BackupError> {
    if tokio::fs::symlink_metadata(to).await.is_ok() {
        return Err(refused(to, "there is a file of this name already. Give another name."));
    }
    let mut connection = look(database, database).await?;
    let copy = new_file(parent(to))?;
    // The schema stays as it is: a backup before an upgrade is one of the old version.
    sqlx::query("VACUUM INTO $1")
        .bind(text(&copy)?)
        .execute(&mut connection)
        .await
        .map_err(file_error)?;
    connection.close().await.map_err(file_error)?;
    let found = inspect(&copy, to).await?;
    sync(&copy)?;
    copy.persist_noclobber(to).map_err(|error| on(to)(error.error))?;
    sync(parent(to))?;
    Ok(found)
}

/// Opens a database of ours for reading. It is neither made nor upgraded. `name` is what the person calls it.
async fn look(path: &Path, name: &Path) -> Result<SqliteConnection, BackupError> {
    let size = match tokio::fs::metadata(path).await {
        Ok(found) => found.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(refused(name, "there is no such database."));
        }
        Err(error) => return Err(on(name)(error)),
    };
    if size == 0 {
        return Err(refused(name, "the file is empty."));
    }
    let mut connection = file::connect_to_read(path).await?;
    match migrate::check(&mut connection).await {
        Ok(()) => Ok(connection),
        Err(StoreError::Broken(why)) => Err(refused(name, why)),
        Err(error) => Err(error.into()),
    }
}

/// Whether the file is a whole database of ours, and what it holds. `name` is what the person calls it.
pub(super) async fn inspect(path: &Path, name: &Path) -> Result<Backup, BackupError> {
    let mut connection = look(path, name).await?;
    let verdict = match first::<String>(&mut connection, "PRAGMA integrity_check(1)").await {
        Err(StoreError::Broken(why)) => why,
        answer => answer?,
    };
    if verdict != "ok" {
        return Err(refused(name, format!("the file is damaged: {verdict}")));
    }
    let orphans = "SELECT COUNT(*) FROM pragma_foreign_key_check";
    if first::<i64>(&mut connection, orphans).await? > 0 {
        return Err(refused(name, "the file is damaged: a row refers to one that is not there."));
    }
    let tasks = first(&mut connection, "SELECT COUNT(*) FROM tasks").await?;
    let last: Option<i64> = first(&mut connection, "SELECT MAX(at) FROM audit").await?;
    connection.close().await.map_err(file_error)?;
    let bytes = std::fs::metadata(path).map_err(on(name))?.len();
    Ok(Backup { tasks, as_of: last.map(Timestamp), bytes })
}

async fn first<T>(connection: &mut SqliteConnection, sql: &'static str) -> Result<T, StoreError>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(file_error)?;
    row.try_get(0).map_err(file_error)
}

/// An empty file that only its owner can read; it is removed unless it is kept.
fn new_file(folder: &Path) -> Result<TempPath, BackupError> {
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(".mission-control-").suffix(".part").tempfile_in(folder);
    Ok(file.map_err(on(folder))?.into_temp_path())
}

/// Makes a file or a folder durable.
pub(super) fn sync(path: &Path) -> Result<(), BackupError> {
    // Windows cannot open a folder, and makes a rename durable by itself.
    if cfg!(windows) && path.is_dir() {
        return Ok(());
    }
    std::fs::File::open(path).and_then(|open| open.sync_all()).map_err(on(path))
}

/// The folder a file is in.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The name of a file beside this one.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn text(path: &Path) -> Result<&str, BackupError> {
    path.to_str().ok_or_else(|| refused(path, "the name of its folder is not valid UTF-8."))
}

/// Why a database was not copied or put back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file cannot be used, and this is why.
    #[error("{}: {why}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        why: String,
    },
    /// The system refused something about the file.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(super) fn refused(path: &Path, why: impl Into<String>) -> BackupError {
    BackupError::Refused { path: path.to_owned(), why: why.into() }
}

/// Says about which file the system's error is.
pub(super) fn on(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    |source| BackupError::File { path: path.to_owned(), source }
}
