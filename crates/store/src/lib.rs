//! Where it is kept: the tables, the SQL and the one writer behind the service's `Store` port.
//! It must never decide anything: it applies what a change says, or refuses the whole change and says why.

mod plan;
mod read;
mod row;
mod sql;
mod sqlite;
mod statement;

pub use sqlite::backup::{Backup, BackupError};
pub use sqlite::restore::{Staged, before_restore};

use service::{Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Opens the database, making or upgrading it first.
///
/// `place` is a file's path, `sqlite:PATH` or `sqlite://PATH`. Fails on a file that a newer program has written, on
/// one that is something else, and when the SQLite in this program is too old to be trusted with it.
pub async fn open(place: impl AsRef<Path>) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(sqlite::SqliteStore::open(&file(place.as_ref())?).await?))
}

/// Copies the database at a place (as for [`open`]) into a new file, while a server may be writing it. The copy is
/// checked and durable before it appears. Refuses a file that exists and a place where no database is.
pub async fn backup(place: impl AsRef<Path>, to: &Path) -> Result<Backup, BackupError> {
    sqlite::backup::backup(&file(place.as_ref())?, to).await
}

/// Checks a backup and copies it beside the database at a place (as for [`open`]), which it is to replace. Refuses a file
/// that is damaged, newer than this program, or no backup. Replaces nothing yet: see [`Staged::put_in_place`].
pub async fn stage(from: &Path, place: impl AsRef<Path>) -> Result<Staged, BackupError> {
    sqlite::restore::stage(from, &file(place.as_ref())?).await
}

/// The file that a place names.
fn file(place: &Path) -> Result<PathBuf, StoreError> {
    let text = place.to_string_lossy();
    if text.starts_with("postgres:") || text.starts_with("postgresql:") {
        return Err(StoreError::Broken(
            "This version keeps its data in SQLite only. Give the path of a file instead.".into(),
        ));
    }
    let file = text.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    if file.is_some_and(|file| file.contains('?')) {
        return Err(StoreError::Broken(
            "A database's URL takes no options after a question mark. Give the path of the file."
                .into(),
        ));
    }
    Ok(file.map_or(place, Path::new).to_owned())
}
