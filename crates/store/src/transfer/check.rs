//! Whether what arrived is what was sent.

use super::TransferError;
use super::catalogue::Table;
use super::side::Side;
use crate::postgres::error::store_error;
use crate::row::{self, Row};
use crate::sql;
use crate::statement::Arg;
use domain::Digest;
use domain::audit::{AuditHead, Chain};
use futures::TryStreamExt;
use std::fmt::Display;

/// A table in one number: how many rows, and the sum of their digests, which is the same in whatever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub rows: u64,
    digests: u128,
}

impl Sum {
    /// Adds a row. Each value goes in with its kind and length, so that no two rows are the same bytes.
    pub fn add(&mut self, row: &[Arg]) {
        let mut bytes = Vec::new();
        for value in row {
            let value: Option<&[u8]> = match value {
                Arg::Text(text) => text.as_deref().map(str::as_bytes),
                Arg::Blob(bytes) => bytes.as_deref(),
                Arg::Int(number) => {
                    bytes.push(u8::from(number.is_some()));
                    bytes.extend(number.unwrap_or_default().to_be_bytes());
                    continue;
                }
            };
            bytes.push(u8::from(value.is_some()));
            bytes.extend((value.unwrap_or_default().len() as u64).to_be_bytes());
            bytes.extend(value.unwrap_or_default());
        }
        let digest = Digest::of(&bytes);
        let first = digest.as_bytes().first_chunk().map_or(0, |half| u128::from_be_bytes(*half));
        self.rows += 1;
        self.digests = self.digests.wrapping_add(first);
    }
}

/// The sum of a table as it stands.
pub(super) async fn sum(side: &mut Side, table: &Table) -> Result<Sum, TransferError> {
    let mut sum = Sum::default();
    side.each(table, async |row| {
        sum.add(&row);
        Ok(())
    })
    .await?;
    Ok(sum)
}

/// Refuses a table that did not arrive as it was.
pub(super) fn same(table: &Table, sent: Sum, arrived: Sum) -> Result<(), TransferError> {
    if sent == arrived {
        return Ok(());
    }
    let name = &table.name;
    Err(TransferError::Different(if sent.rows == arrived.rows {
        format!("a row of {name} reads differently")
    } else {
        format!("{name} has {} rows, and {} were sent", arrived.rows, sent.rows)
    }))
}

/// Computes the chain of the log anew, row by row, and answers where it ends: where the last numbers say. Both databases hold
/// the same rows by then, so either will do; what reads them is what the product reads its own log with.
pub(super) async fn audit(from: &mut Side, to: &mut Side) -> Result<AuditHead, TransferError> {
    let ((Side::Postgres(log), _) | (_, Side::Postgres(log))) = (to, from) else {
        return Err(broken("there is no PostgreSQL to read it from"));
    };
    let head = sqlx::query(sql::heads::READ).fetch_one(&mut *log).await.map_err(store_error)?;
    let head = row::audit::read_head(Row::Postgres(&head))?;
    let base = sqlx::query(sql::heads::KEPT).fetch_one(&mut *log).await.map_err(store_error)?;
    let base = row::audit::read_kept(Row::Postgres(&base))?.audit_after;
    // Rows of an archive may still be there: it is removed in pieces.
    let mut rows = sqlx::query(sql::audit::WHOLE).bind(base.rows).fetch(log);
    let mut chain = Chain::from(base.rows, base.hash);
    while let Some(row) = rows.try_next().await.map_err(store_error)? {
        chain.add(&row::audit::read(Row::Postgres(&row))?).map_err(broken)?;
    }
    if *chain.head() == head {
        return Ok(head);
    }
    let (ends, last) = (chain.head().rows, head.rows);
    Err(broken(format!("it ends at row {ends}, and row {last} was written last")))
}

fn broken(why: impl Display) -> TransferError {
    TransferError::Refused(format!("The audit log is broken: {why}."))
}
