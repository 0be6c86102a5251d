//! A backup takes the database's place.

use super::backup::{self, Backup, BackupError, beside, on, parent, refused};
use super::error::store_error;
use super::{file, migrate};
use domain::Timestamp;
use service::StoreError;
use sqlx::{Connection, Row, SqliteConnection};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How far the numbers of tasks and events skip ahead when the database before cannot be read: nobody knows how many it
/// gave out since the backup, and folders and open pages go by them.
const SKIP: [i64; 2] = [1_000, 1_000_000];

/// A checked copy of a backup beside the database, of this program's version. Nothing is replaced yet, and the copy is
/// removed when this is dropped.
#[derive(Debug)]
pub struct Staged {
    /// A folder of its own: a database makes other files beside itself.
    folder: TempDir,
    copy: PathBuf,
    database: PathBuf,
    /// What the backup holds.
    pub backup: Backup,
}

/// Copies a backup beside the database it is to replace, checks it and upgrades the copy.
pub(crate) async fn stage(from: &Path, database: &Path) -> Result<Staged, BackupError> {
    let real = |path: &Path| path.canonicalize().ok();
    if real(from).is_some_and(|from| Some(from) == real(database)) {
        return Err(refused(from, "this is the database itself, not a backup of it."));
    }
    // A file with its log beside it was copied by hand: what is in the log would be lost.
    if std::fs::metadata(beside(from, "-wal")).is_ok_and(|log| log.len() > 0) {
        return Err(refused(
            from,
            "this database was copied by hand, with its log beside it. Make a backup with `mission-control backup`.",
        ));
    }
    let mut builder = tempfile::Builder::new();
    let folder = builder.prefix(".mission-control-restore-").tempdir_in(parent(database));
    let folder = folder.map_err(on(parent(database)))?;
    let copy = folder.path().join("copy.db");
    tokio::fs::copy(from, &copy).await.map_err(on(from))?;
    own(&copy)?;
    let found = backup::inspect(&copy, from).await?;
    let before = numbers(database).await;
    let mut connection = file::connect(&copy).await?;
    file::check_engine(&mut connection).await?;
    migrate::run(&mut connection).await?;
    go_on_after(&mut connection, before).await?;
    connection.close().await.map_err(store_error)?;
    Ok(Staged { folder, copy, database: database.to_owned(), backup: found })
}

/// Only its owner may read it, whoever could read the backup.
fn own(copy: &Path) -> Result<(), BackupError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let only_mine = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(copy, only_mine).map_err(on(copy))?;
    }
    Ok(())
}

impl Staged {
    /// The copy, for opening it as a store. Close that before [`Self::put_in_place`].
    pub fn path(&self) -> &Path {
        &self.copy
    }

    /// Puts the copy in the database's place, in one step: whoever opens the database finds the one or the other. The
    /// database before is kept beside it under the answered name, if there was one. Nobody may have it open.
    pub async fn put_in_place(self, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
        let Self { folder, copy, database, .. } = self;
        settle(&copy).await?;
        let kept = match std::fs::symlink_metadata(&database) {
            Ok(_) => Some(keep(&database, now).await?),
            Err(_) => None,
        };
        backup::sync(&copy)?;
        std::fs::rename(&copy, &database).map_err(on(&database))?;
        folder.close().map_err(on(&database))?;
        backup::sync(parent(&database))?;
        Ok(kept)
    }
}

/// Gives the database a second name, and takes its log away from the first.
async fn keep(database: &Path, now: Timestamp) -> Result<PathBuf, BackupError> {
    // Fails when somebody has it open. One that cannot be read any more is kept as it is.
    if let Err(StoreError::Busy(why)) = settle(database).await {
        return Err(refused(database, format!("it is in use ({why}). Nothing was changed.")));
    }
    let at: String = now.to_rfc3339().chars().filter(|&c| c != ':').collect();
    let kept = beside(database, &format!(".before-restore-{at}"));
    for suffix in ["-wal", "", "-shm"] {
        let (name, second) = (beside(database, suffix), beside(&kept, suffix));
        match std::fs::hard_link(&name, &second) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            // Not every file system can give a file two names.
            Err(_) => drop(std::fs::copy(&name, &second).map_err(on(&second))?),
        }
    }
    backup::sync(parent(database))?;
    for suffix in ["-wal", "-shm"] {
        match std::fs::remove_file(beside(database, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(on(database)(error));
            }
            _ => {}
        }
    }
    Ok(kept)
}

/// Brings everything into the one file: no log beside it is needed any more.
async fn settle(path: &Path) -> Result<(), StoreError> {
    let connection = file::connect_alone(path).await?;
    connection.close().await.map_err(store_error)
}

/// The last numbers that a database gave out, if it can be read.
async fn numbers(database: &Path) -> Option<[i64; 2]> {
    let mut connection = file::connect_to_read(database).await.ok()?;
    let numbers = heads(&mut connection).await.ok();
    // It is only looked at.
    let _ = connection.close().await;
    numbers
}

async fn heads(connection: &mut SqliteConnection) -> Result<[i64; 2], StoreError> {
    let row = sqlx::query(crate::sql::heads::READ).fetch_one(connection).await;
    let row = row.map_err(store_error)?;
    let number = |name| row.try_get(name).map_err(store_error);
    Ok([number("task_number")?, number("event_seq")?])
}

/// Numbers that were given out since the backup are not given out again.
async fn go_on_after(
    connection: &mut SqliteConnection,
    before: Option<[i64; 2]>,
) -> Result<(), StoreError> {
    let [task, event] = heads(connection).await?;
    let [tasks, events] = before.unwrap_or([task + SKIP[0], event + SKIP[1]]);
    sqlx::query(crate::sql::heads::GO_ON)
        .bind(task.max(tasks))
        .bind(event.max(events))
        .execute(connection)
        .await
        .map_err(store_error)?;
    Ok(())
}
