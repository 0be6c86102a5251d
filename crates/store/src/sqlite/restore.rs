//! A backup takes the database's place.

use super::backup::{self, Backup, BackupError, beside, on, parent, refused};
use super::error::file_error;
use super::{file, migrate};
use domain::Timestamp;
use service::StoreError;
use sqlx::{Connection, Row, SqliteConnection};
use std::io::ErrorKind;
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
    // A link to the database leads to where it belongs.
    let database = &database.canonicalize().unwrap_or_else(|_| database.to_owned());
    if from.canonicalize().is_ok_and(|from| from == *database) {
        return Err(refused(from, "this is the database itself, not a backup of it."));
    }
    // A file with its log beside it was copied by hand: what is in the log would be lost.
    if std::fs::metadata(beside(from, "-wal")).is_ok_and(|log| log.len() > 0) {
        return Err(refused(
            from,
            "this database was copied by hand, with its log beside it. Make a backup with `mission-control backup`.",
        ));
    }
    let folder = new_folder(parent(database)).map_err(on(parent(database)))?;
    let copy = folder.path().join("copy.db");
    tokio::fs::copy(from, &copy).await.map_err(on(from))?;
    own(&copy)?;
    let found = backup::inspect(&copy, from).await?;
    let before = numbers(database).await;
    let mut connection = file::connect(&copy).await?;
    file::check_engine(&mut connection).await?;
    migrate::run(&mut connection).await?;
    go_on_after(&mut connection, before).await?;
    connection.close().await.map_err(file_error)?;
    Ok(Staged { folder, copy, database: database.to_owned(), backup: found })
}

const FOLDER: &str = ".mission-control-restore-";

/// A folder that only its owner can look into. Those of restores that were cut short are removed.
fn new_folder(place: &Path) -> std::io::Result<TempDir> {
    for entry in std::fs::read_dir(place)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(FOLDER) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.prefix(FOLDER).tempdir_in(place)
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
        backup::sync(&copy)?;
        let kept = keep(&database, now).await?;
        std::fs::rename(&copy, &database).map_err(on(&database))?;
        backup::sync(parent(&database))?;
        // A log of the one before would be taken for one of this.
        if let Some(log) = BESIDE.iter().map(|end| beside(&database, end)).find(|log| log.exists())
        {
            return Err(refused(
                &log,
                "somebody opened the database while it was replaced. Stop them and restore once more.",
            ));
        }
        folder.close().map_err(on(&database))?;
        Ok(kept)
    }
}

/// What a database has beside itself.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Gives the database and what is beside it a second name, and takes away the first from what is beside it: also when the
/// database itself is gone. None when there was nothing.
async fn keep(database: &Path, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    // Fails when somebody has it open. One that cannot be read any more is kept as it is.
    if database.exists()
        && let Err(StoreError::Busy(why)) = settle(database).await
    {
        return Err(refused(database, format!("it is in use ({why}). Nothing was changed.")));
    }
    let kept = before_restore(database, now);
    let mut some = false;
    for end in BESIDE.iter().copied().chain([""]) {
        some |= second_name(&beside(database, end), &beside(&kept, end))?;
    }
    backup::sync(parent(database))?;
    for end in BESIDE {
        match std::fs::remove_file(beside(database, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(on(database)(error)),
            _ => {}
        }
    }
    Ok(some.then_some(kept))
}

/// The name under which a file is kept that a restore at this moment replaces.
pub fn before_restore(file: &Path, now: Timestamp) -> PathBuf {
    let at: String = now.to_rfc3339().chars().filter(|&c| c != ':').collect();
    beside(file, &format!(".before-restore-{at}"))
}

/// False when there is no such file.
fn second_name(file: &Path, second: &Path) -> Result<bool, BackupError> {
    match std::fs::hard_link(file, second) {
        Ok(()) => return Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(on(second)(error)),
        // Not every file system can give a file two names.
        Err(_) => {}
    }
    let mut from = std::fs::File::open(file).map_err(on(file))?;
    let mut to = std::fs::File::create_new(second).map_err(on(second))?;
    std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all()).map_err(on(second))?;
    Ok(true)
}

/// Brings everything into the one file: no log beside it is needed any more.
async fn settle(path: &Path) -> Result<(), StoreError> {
    let connection = file::connect_alone(path).await?;
    connection.close().await.map_err(file_error)
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
    let row = row.map_err(file_error)?;
    let number = |name| row.try_get(name).map_err(file_error);
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
        .map_err(file_error)?;
    Ok(())
}
