//! The tables and columns that both databases have, as they say themselves.

use super::TransferError;
use super::side::Side;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Text,
    Bytes,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table with its columns, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// What only one engine has: a table, or one column of a table. On SQLite the file itself says its version.
const ALONE: [(&str, Option<&str>); 2] = [("schema_version", None), ("heads", Some("batch"))];

/// What a new database holds from the start.
const SEEDS: [(&str, u64); 5] =
    [("heads", 1), ("settings", 1), ("people", 1), ("policy", 1), ("tallies", 9)];

impl Table {
    /// Whether the database fills it by itself while others are filled. What it holds must come out the same.
    pub fn is_kept_by_triggers(&self) -> bool {
        self.name == "tallies"
    }

    /// How many rows it has in a new database.
    pub fn seeds(&self) -> u64 {
        SEEDS.iter().find(|(name, _)| *name == self.name).map_or(0, |(_, seeds)| *seeds)
    }

    /// Its columns, as a statement lists them.
    pub fn list(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

/// A name as both engines take it, whatever word it is.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables of both. Refuses two databases of which one has what the other does not.
pub(super) async fn shared(from: &mut Side, to: &mut Side) -> Result<Vec<Table>, TransferError> {
    let (ours, theirs) = (from.tables().await?, to.tables().await?);
    if ours == theirs {
        let mut tables = ours;
        // What triggers fill comes after what they look at.
        tables.sort_by_key(Table::is_kept_by_triggers);
        return Ok(tables);
    }
    let other = ours.iter().find(|table| !theirs.contains(table));
    let other = other.or_else(|| theirs.iter().find(|table| !ours.contains(table)));
    Err(TransferError::Refused(format!(
        "The two databases have not the same tables; {} differs. Use the same Mission Control for both.",
        other.map_or("one", |table| table.name.as_str())
    )))
}

/// Puts the columns of a whole catalogue, as rows of table, column and type, together.
pub(super) fn tables(rows: Vec<(String, String, String)>) -> Result<Vec<Table>, TransferError> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for (table, name, kind) in rows {
        if ALONE.iter().any(|(t, c)| *t == table && c.is_none_or(|column| column == name)) {
            continue;
        }
        let kind = match kind.to_ascii_lowercase().as_str() {
            "integer" | "bigint" => Kind::Int,
            "text" => Kind::Text,
            "blob" | "bytea" => Kind::Bytes,
            other => {
                return Err(TransferError::Refused(format!(
                    "{table}.{name} is a {other}, which this program does not move."
                )));
            }
        };
        tables.entry(table).or_default().push(Column { name, kind });
    }
    let sorted = |(name, mut columns): (String, Vec<Column>)| {
        columns.sort_by(|a, b| a.name.cmp(&b.name));
        Table { name, columns }
    };
    Ok(tables.into_iter().map(sorted).collect())
}
