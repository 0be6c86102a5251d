//! One table's rows, some at a time: however large a table is, no more than a page of it is in memory.

use super::catalogue::{Table, quoted};
use super::check::Sum;
use super::side::Side;
use super::{Progress, TransferError};
use crate::statement::Arg;

/// How many rows one statement takes.
const ROWS: usize = 100;
/// After how many bytes it takes no more of them.
const BYTES: usize = 1 << 20;
/// After how many rows it is told how far it is.
const TELL: u64 = 100_000;

/// Copies all rows.
pub(super) async fn copy(
    from: &mut Side,
    to: &mut Side,
    table: &Table,
    progress: &mut impl FnMut(Progress<'_>),
) -> Result<Sum, TransferError> {
    let mut sum = Sum::default();
    let full = statement(table, ROWS);
    let mut page = Page::default();
    from.each(table, async |row| {
        sum.add(&row);
        page.add(row);
        if sum.rows % TELL == 0 {
            progress(Progress::Copying { table: &table.name, rows: sum.rows });
        }
        if page.rows == ROWS || page.bytes >= BYTES {
            page.write(to, table, &full).await
        } else {
            Ok(())
        }
    })
    .await?;
    page.write(to, table, &full).await?;
    Ok(sum)
}

/// Rows that wait to be written together.
#[derive(Default)]
struct Page {
    values: Vec<Arg>,
    rows: usize,
    bytes: usize,
}

impl Page {
    fn add(&mut self, row: Vec<Arg>) {
        let long = |value: &Arg| match value {
            Arg::Text(text) => text.as_ref().map_or(0, String::len),
            Arg::Blob(bytes) => bytes.as_ref().map_or(0, Vec::len),
            Arg::Int(_) => 8,
        };
        self.bytes += row.iter().map(long).sum::<usize>();
        self.rows += 1;
        self.values.extend(row);
    }

    async fn write(
        &mut self,
        to: &mut Side,
        table: &Table,
        full: &str,
    ) -> Result<(), TransferError> {
        let Self { values, rows, .. } = std::mem::take(self);
        match rows {
            0 => Ok(()),
            ROWS => to.write(full.to_owned(), values, true).await,
            // Of any other size, there are few of each.
            rows => to.write(statement(table, rows), values, false).await,
        }
    }
}

/// Inserts so many rows.
fn statement(table: &Table, rows: usize) -> String {
    let width = table.columns.len();
    let row = |row| {
        let values = (1..=width).map(|column| format!("${}", row * width + column));
        format!("({})", values.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<_> = (0..rows).map(row).collect();
    format!("INSERT INTO {} ({}) VALUES {}", quoted(&table.name), table.list(), rows.join(", "))
}
