//! What the bare server keeps: requests that wait or were decided, and one audit row for each thing that happened.
//! WAL and `synchronous=FULL`, as the product has them; no users, no permissions, no chain.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::Serialize;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS approvals (
    id           INTEGER PRIMARY KEY,
    title        TEXT NOT NULL,
    content      TEXT NOT NULL,
    digest       TEXT NOT NULL,
    status       TEXT NOT NULL,
    requested_at REAL NOT NULL,
    decided_at   REAL
) STRICT;
CREATE INDEX IF NOT EXISTS approvals_pending ON approvals (id) WHERE status = 'pending';
CREATE TABLE IF NOT EXISTS audit (
    seq      INTEGER PRIMARY KEY,
    at       REAL NOT NULL,
    deed     TEXT NOT NULL,
    approval INTEGER NOT NULL
) STRICT;";

/// One connection to the file.
pub(crate) struct Ledger(Connection);

/// A request that waits.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Waiting {
    pub(crate) id: String,
    pub(crate) digest: String,
    title: String,
    content: String,
    state: String,
    requested_at: f64,
}

impl Ledger {
    /// The one that writes; makes the file where it is missing.
    pub(crate) fn write(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        let mode: String =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        ensure!(mode == "wal", "the journal is {mode}");
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(connection))
    }

    /// One that reads.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        Ok(Self(connection))
    }

    /// Does all of it in one transaction, and answers when the disk has it.
    pub(crate) fn commit<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.0.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let done = work(self);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.0.prepare_cached(end)?.execute([])?;
        done
    }

    /// A new request that waits; answers its number.
    pub(crate) fn create(&self, title: &str, content: &str) -> Result<i64> {
        let sql = "INSERT INTO approvals (title, content, digest, status, requested_at)
                   VALUES (?1, ?2, 'bare:' || (SELECT coalesce(max(id), 0) + 1 FROM approvals), 'pending',
                           unixepoch('subsec'))";
        self.0.prepare_cached(sql)?.execute(params![title, content])?;
        let id = self.0.last_insert_rowid();
        self.note("requested", id)?;
        Ok(id)
    }

    /// Decides what still waits and is what was read. Says whether it did.
    pub(crate) fn decide(&self, id: i64, digest: &str, verdict: &str) -> Result<bool> {
        let sql = "UPDATE approvals SET status = ?3, decided_at = unixepoch('subsec')
                   WHERE id = ?1 AND digest = ?2 AND status = 'pending'";
        let decided = self.0.prepare_cached(sql)?.execute(params![id, digest, verdict])? == 1;
        if decided {
            self.note(verdict, id)?;
        }
        Ok(decided)
    }

    /// What became of a request, and its digest.
    pub(crate) fn state(&self, id: i64) -> Result<Option<(String, String)>> {
        let mut query =
            self.0.prepare_cached("SELECT status, digest FROM approvals WHERE id = ?1")?;
        Ok(query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// The first so many that wait, after a number.
    pub(crate) fn waiting(&self, after: i64, limit: i64) -> Result<Vec<Waiting>> {
        let sql = "SELECT id, digest, title, content, status, requested_at FROM approvals
                   WHERE status = 'pending' AND id > ?1 ORDER BY id LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let found = query.query_map([after, limit], |row| {
            Ok(Waiting {
                id: row.get::<_, i64>(0)?.to_string(),
                digest: row.get(1)?,
                title: row.get(2)?,
                content: row.get(3)?,
                state: row.get(4)?,
                requested_at: row.get(5)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn note(&self, deed: &str, id: i64) -> Result<()> {
        let sql = "INSERT INTO audit (at, deed, approval) VALUES (unixepoch('subsec'), ?1, ?2)";
        self.0.prepare_cached(sql)?.execute(params![deed, id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn a_request_is_decided_once_and_only_as_it_was_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("bare.db");
        let ledger = Ledger::write(&path).unwrap();
        let id = ledger.commit(|ledger| ledger.create("title", "content")).unwrap();
        let reader = Ledger::read(&path).unwrap();
        let [waiting] = &reader.waiting(0, 50).unwrap()[..] else { panic!("one waits") };
        let decide = |digest: &str| ledger.commit(|l| l.decide(id, digest, "approve")).unwrap();
        assert!(!decide("another"));
        assert!(decide(&waiting.digest));
        assert!(!decide(&waiting.digest));
        assert_eq!(reader.state(id).unwrap().unwrap().0, "approve");
        assert!(reader.waiting(0, 50).unwrap().is_empty());
    }
}
