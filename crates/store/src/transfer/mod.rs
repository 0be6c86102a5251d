//! Everything of one database into another, empty one: table by table as the databases themselves list them, so that no
//! table can be forgotten; in one transaction, so that it is all there or nothing; and read back before that is committed.

mod catalogue;
mod check;
mod copy;
mod side;

use catalogue::Table;
use domain::audit::AuditHead;
use service::StoreError;
use side::Side;
use std::path::Path;

/// What is going on. Rows are those of the table so far.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// In the middle of a large table.
    Copying {
        /// Which.
        table: &'a str,
        /// How many rows were copied.
        rows: u64,
    },
    /// A table is through.
    Copied {
        /// Which.
        table: &'a str,
        /// How many rows it has.
        rows: u64,
    },
    /// Everything was copied and is read back now.
    Checking,
}

/// What was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// How many tables.
    pub tables: usize,
    /// How many rows all of them have.
    pub rows: u64,
    /// Where the audit log ends, after its chain was computed anew in the new database.
    pub audit: AuditHead,
}

/// Why nothing was moved. The new database is as empty as it was.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// One of the two databases cannot be used for it: why, and what to do.
    #[error("{0}")]
    Refused(String),
    /// What arrived is not what was sent, and where.
    #[error("what arrived is not what was sent: {0}")]
    Different(String),
    /// A database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies every row of every table of the database at one place into the one at the other (places as for [`crate::open`]),
/// checks that all of it arrived, and only then commits. Nobody else may have either of them open. The first stays as it
/// is; the second is made or brought to this program's version first, and has to be empty.
pub async fn transfer(
    from: impl AsRef<Path>,
    to: impl AsRef<Path>,
    mut progress: impl FnMut(Progress<'_>),
) -> Result<Transferred, TransferError> {
    if [from.as_ref(), to.as_ref()].iter().all(|place| crate::postgres_url(place).is_none()) {
        return Err(TransferError::Refused(
            "One of the two has to be PostgreSQL. A file of SQLite is copied with `mission-control backup`.".to_owned(),
        ));
    }
    let mut from = Side::to_read(from.as_ref()).await?;
    let mut to = Side::to_fill(to.as_ref()).await?;
    let tables = catalogue::shared(&mut from, &mut to).await?;
    clear_seeds(&mut to, &tables).await?;
    let mut sums = Vec::new();
    for table in &tables {
        let sum = if table.is_kept_by_triggers() {
            check::sum(&mut from, table).await?
        } else {
            copy::copy(&mut from, &mut to, table, &mut progress).await?
        };
        progress(Progress::Copied { table: &table.name, rows: sum.rows });
        sums.push(sum);
    }
    progress(Progress::Checking);
    to.go_on_counting().await?;
    for (table, sent) in tables.iter().zip(&sums) {
        check::same(table, *sent, check::sum(&mut to, table).await?)?;
    }
    let audit = check::audit(&mut from, &mut to).await?;
    to.commit().await?;
    from.let_go().await?;
    Ok(Transferred { tables: tables.len(), rows: sums.iter().map(|sum| sum.rows).sum(), audit })
}

/// Takes out what a new database has from the start. Refuses one that holds more than that.
async fn clear_seeds(to: &mut Side, tables: &[Table]) -> Result<(), TransferError> {
    // Whatever anybody ever did left a row in the log, and so a number.
    let untouched = to.number("SELECT task_number + event_seq + audit_seq FROM heads").await? == 0;
    for table in tables {
        let count = to.count(table).await?;
        if count > table.seeds() || !untouched {
            return Err(TransferError::Refused(
                "The database to fill holds something already. Give an empty one: nothing is added to what is there."
                    .to_owned(),
            ));
        }
        if count > 0 && !table.is_kept_by_triggers() {
            to.clear(table).await?;
        }
    }
    Ok(())
}
