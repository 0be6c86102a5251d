//! Where it is kept: the tables, the SQL and the one writer behind the service's `Store` port.
//! It must never decide anything: it applies what a change says, or refuses the whole change and says why.

mod heads;
mod plan;
mod port;
mod postgres;
mod read;
mod row;
mod sql;
mod sqlite;
mod statement;
mod transfer;

pub use sqlite::backup::{Backup, BackupError};
pub use sqlite::restore::{Staged, before_restore};
pub use transfer::{Progress, TransferError, Transferred, transfer};

use service::{Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Opens the database, making or upgrading it first.
///
/// `place` is a file's path, `sqlite:PATH`, `sqlite://PATH`, or `postgres://USER@HOST/DATABASE` (also `postgresql:`). Fails
/// on a database that a newer program has written, on one that is something else, and when the SQLite in this program or
/// the PostgreSQL server is too old to be trusted with it.
pub async fn open(place: impl AsRef<Path>) -> Result<Arc<dyn Store>, StoreError> {
    let place = place.as_ref();
    let database = match postgres_url(place) {
        Some(url) => port::Database::Postgres(Box::new(postgres::PostgresStore::open(&url).await?)),
        None => port::Database::Sqlite(sqlite::SqliteStore::open(&file(place)?).await?),
    };
    Ok(Arc::new(database))
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

/// The place as a URL, if it names a PostgreSQL database.
fn postgres_url(place: &Path) -> Option<String> {
    let text = place.to_string_lossy();
    // The scheme of a URL is the same in capitals.
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let named = scheme.is_some_and(|scheme| scheme == "postgres" || scheme == "postgresql");
    named.then(|| text.into_owned())
}

/// The file that a place names.
fn file(place: &Path) -> Result<PathBuf, StoreError> {
    if postgres_url(place).is_some() {
        return Err(StoreError::Broken(
            "This is done with a file of SQLite. PostgreSQL has pg_dump and pg_restore for it."
                .into(),
        ));
    }
    let text = place.to_string_lossy();
    // Said without it: a password may stand in it.
    if text.contains("://") && !text.starts_with("sqlite:") {
        return Err(StoreError::Broken(
            "The database's URL begins with neither postgres:// nor sqlite:. Look for quotes, blanks or a mistyped scheme in it."
                .into(),
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
