//! What a database holds, read with nothing of the product's own.

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A row as text: each column with its value, bytes in hex, NULL as such.
type Line = String;

/// All rows of all tables, sorted.
pub struct Contents(BTreeMap<String, Vec<Line>>);

impl Contents {
    /// At a place as the product names it.
    pub async fn of(place: impl AsRef<Path>) -> Self {
        let place = place.as_ref().to_str().unwrap();
        if place.starts_with("postgres:") {
            Self::of_postgres(place).await
        } else {
            Self::of_sqlite(place).await
        }
    }

    async fn of_sqlite(path: &str) -> Self {
        let mut connection = SqliteConnection::connect(path).await.unwrap();
        let columns = "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
        let mut all = BTreeMap::new();
        for (table, columns) in
            catalogue(sqlx::query_as(columns).fetch_all(&mut connection).await.unwrap())
        {
            let each = columns.iter().map(|name| {
                format!("'{name}=' || CASE typeof(\"{name}\") WHEN 'null' THEN 'NULL' WHEN 'blob' THEN hex(\"{name}\") ELSE hex(CAST(\"{name}\" AS TEXT)) END")
            });
            let sql =
                format!("SELECT {} FROM \"{table}\"", each.collect::<Vec<_>>().join(" || ' ' || "));
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
            all.insert(table, sorted(rows.iter().map(|row| row.get(0)).collect()));
        }
        connection.close().await.unwrap();
        Self(all)
    }

    async fn of_postgres(url: &str) -> Self {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let columns = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                       WHERE table_schema = 'public'";
        let mut all = BTreeMap::new();
        for (table, columns) in
            catalogue(sqlx::query_as(columns).fetch_all(&mut connection).await.unwrap())
        {
            let each = columns.iter().map(|name| {
                let text = format!("CAST(\"{name}\" AS TEXT)");
                // How a letter that PostgreSQL has not is kept is its own affair.
                let text = format!("replace(replace({text}, U&'\\+10FFFF' || '0', U&'\\+10FFFE'), U&'\\+10FFFF' || '1', U&'\\+10FFFF')");
                let hex = format!("upper(encode(convert_to({text}, 'UTF8'), 'hex'))");
                format!("'{name}=' || COALESCE(CASE WHEN pg_typeof(\"{name}\") = 'bytea'::regtype THEN upper(substr(CAST(\"{name}\" AS TEXT), 3)) ELSE replace({hex}, 'F48FBFBE', '00') END, 'NULL')")
            });
            let sql =
                format!("SELECT {} FROM \"{table}\"", each.collect::<Vec<_>>().join(" || ' ' || "));
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
            all.insert(table, sorted(rows.iter().map(|row| row.get(0)).collect()));
        }
        connection.close().await.unwrap();
        Self(all)
    }

    /// Every table's name.
    pub fn tables(&self) -> impl Iterator<Item = String> {
        self.0.keys().cloned()
    }

    /// The tables that have a row.
    pub fn filled(&self) -> BTreeSet<String> {
        self.0.iter().filter(|(_, rows)| !rows.is_empty()).map(|(table, _)| table.clone()).collect()
    }

    /// Fails at the first table that differs.
    pub fn expect(&self, other: &Self, what: &str) {
        assert!(self.tables().eq(other.tables()), "{what}: not the same tables");
        for (table, rows) in &self.0 {
            assert_eq!(rows, &other.0[table], "{what}: {table}");
        }
    }
}

/// Columns by table, without what only PostgreSQL has.
fn catalogue(rows: Vec<(String, String)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in rows {
        if table != "schema_version" && (table.as_str(), column.as_str()) != ("heads", "batch") {
            tables.entry(table).or_default().insert(column);
        }
    }
    assert!(tables.len() > 30, "{tables:?}");
    tables
}

fn sorted(mut rows: Vec<Line>) -> Vec<Line> {
    rows.sort();
    rows
}
