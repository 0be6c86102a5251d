//! A person and their columns.

use super::{Fields, Row, name_key};
use crate::statement::{Arg, args};
use domain::person::{Person, Role};
use domain::{PersonId, Version};
use service::StoreError;
use service::store::Credential;

/// All columns of a new person.
pub(crate) fn args(person: &Person, password_hash: &str) -> Vec<Arg> {
    args![
        person.id.as_str(),
        person.name.as_str(),
        name_key(&person.name),
        person.role.as_str(),
        person.version.0,
        person.created_at,
        person.disabled_at,
        password_hash,
    ]
}

/// Reads `p_…`.
pub(crate) fn read(row: Row<'_>) -> Result<Person, StoreError> {
    let row = Fields::new(row, "people", "p_", "id");
    Ok(Person {
        id: PersonId::new(row.text("id")?),
        name: row.text("name")?,
        role: row.word("role", Role::parse)?,
        version: Version(row.int("version")?),
        created_at: row.time("created_at")?,
        disabled_at: row.maybe_time("disabled_at")?,
    })
}

pub(crate) fn read_credential(row: Row<'_>) -> Result<Credential, StoreError> {
    let password_hash = Fields::new(row, "people", "p_", "id").text("password_hash")?;
    Ok(Credential { person: read(row)?, password_hash })
}
