//! Columns of what the servers of one database share.

use super::{Fields, Row};
use domain::tries::Tries;
use service::StoreError;

pub(crate) fn read_tries(row: Row<'_>) -> Result<Tries, StoreError> {
    Ok(Tries { full_at: Fields::new(row, "tries", "", "subject").time("full_at")? })
}

pub(crate) fn read_turn(row: Row<'_>) -> Result<i64, StoreError> {
    Fields::new(row, "turns", "", "subject").int("number")
}

pub(crate) fn read_server_key(row: Row<'_>) -> Result<String, StoreError> {
    Fields::new(row, "server_keys", "", "purpose").text("public_key")
}
