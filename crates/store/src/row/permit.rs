//! A signed permit and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::{SignedPermit, Timestamp};
use service::StoreError;

pub(crate) fn args(work: &str, permit: &SignedPermit, at: Timestamp) -> Vec<Arg> {
    args![work, permit.text.as_str(), permit.signature.as_str(), permit.public_key.as_str(), at]
}

pub(crate) fn read(row: Row<'_>) -> Result<SignedPermit, StoreError> {
    let row = Fields::new(row, "permits", "", "work");
    Ok(SignedPermit {
        text: row.text("text")?,
        signature: row.text("signature")?,
        public_key: row.text("public_key")?,
    })
}
