//! A link with which a person chooses their password, and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::PersonId;
use service::StoreError;
use service::store::PasswordLink;

pub(crate) fn args(link: &PasswordLink) -> Vec<Arg> {
    args![link.person.as_str(), &link.secret_hash, link.ends_at]
}

pub(crate) fn read(row: Row<'_>) -> Result<PasswordLink, StoreError> {
    let row = Fields::new(row, "password_links", "", "person");
    Ok(PasswordLink {
        person: PersonId::new(row.text("person")?),
        secret_hash: row.hash("secret_hash")?,
        ends_at: row.time("ends_at")?,
    })
}
