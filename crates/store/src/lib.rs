//! Where it is kept: the tables, the SQL and the one writer behind the service's `Store` port.
//! It must never decide anything: it applies what a change says, or refuses the whole change and says why.

mod plan;
mod read;
mod row;
mod sql;
mod sqlite;
mod statement;

use service::{Store, StoreError};
use std::path::Path;
use std::sync::Arc;

/// Opens the database, making or upgrading it first.
///
/// `place` is a file's path, `sqlite:PATH` or `sqlite://PATH`. Fails on a file that a newer program has written, on
/// one that is something else, and when the SQLite in this program is too old to be trusted with it.
pub async fn open(place: impl AsRef<Path>) -> Result<Arc<dyn Store>, StoreError> {
    let place = place.as_ref();
    let text = place.to_string_lossy();
    if text.starts_with("postgres:") || text.starts_with("postgresql:") {
        return Err(StoreError::Broken(
            "This version keeps its data in SQLite only. Give the path of a file instead.".into(),
        ));
    }
    let file = text.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    let store = sqlite::SqliteStore::open(file.map_or(place, Path::new)).await?;
    Ok(Arc::new(store))
}
