//! A row of either engine. Their own row types are named here and nowhere else in `row`.

use crate::postgres::nul;
use sqlx::postgres::PgRow;
use sqlx::{Column as _, Row as _};

/// One row of an answer; its columns are counted from 0.
#[derive(Clone, Copy)]
pub(crate) enum Row<'r> {
    /// With the names of its columns.
    Sqlite(&'r rusqlite::Row<'r>, &'r [Box<str>]),
    Postgres(&'r PgRow),
}

impl Row<'_> {
    /// How many columns it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Sqlite(_, names) => names.len(),
            Self::Postgres(row) => row.len(),
        }
    }

    /// What a column is called.
    pub fn name(&self, at: usize) -> &str {
        match self {
            Self::Sqlite(_, names) => &names[at],
            Self::Postgres(row) => row.column(at).name(),
        }
    }

    /// A text, if there is one.
    pub fn text(&self, at: usize) -> Result<Option<String>, String> {
        match self {
            Self::Sqlite(cells, _) => cells.get(at).map_err(|error| error.to_string()),
            Self::Postgres(row) => {
                let found = row.try_get::<Option<String>, _>(at);
                found.map(|text| text.map(nul::shown)).map_err(|error| error.to_string())
            }
        }
    }

    /// A whole number, if there is one.
    pub fn int(&self, at: usize) -> Result<Option<i64>, String> {
        match self {
            Self::Sqlite(cells, _) => cells.get(at).map_err(|error| error.to_string()),
            Self::Postgres(row) => {
                let found = match row.try_get(at) {
                    // A number that stands in the statement itself is an INTEGER there.
                    Err(sqlx::Error::ColumnDecode { .. }) => {
                        row.try_get::<Option<i32>, _>(at).map(|number| number.map(i64::from))
                    }
                    found => found,
                };
                found.map_err(|error| error.to_string())
            }
        }
    }

    /// Bytes, if there are any.
    pub fn bytes(&self, at: usize) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::Sqlite(cells, _) => cells.get(at).map_err(|error| error.to_string()),
            Self::Postgres(row) => row.try_get(at).map_err(|error| error.to_string()),
        }
    }
}
