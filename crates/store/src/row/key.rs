//! A key and its columns.

use super::{Fields, Row, json, person};
use crate::statement::{Arg, args};
use domain::key::{Key, Scope};
use domain::{KeyId, PersonId};
use service::StoreError;
use service::store::KeyRecord;

/// All columns of a new key.
pub(crate) fn args(key: &Key, secret_hash: &[u8; 32]) -> Vec<Arg> {
    args![
        key.id.as_str(),
        key.name.as_str(),
        key.owner.as_str(),
        json(&key.scopes),
        key.scopes.contains(&Scope::Runner),
        key.created_at,
        key.expires_at,
        key.last_used_at,
        key.revoked_at,
        secret_hash,
    ]
}

/// Reads `k_…` and its owner's `p_…`.
pub(crate) fn read_record(row: Row<'_>) -> Result<KeyRecord, StoreError> {
    let fields = Fields::new(row, "keys", "k_", "id");
    let scopes: Vec<Scope> = fields.json("scopes")?;
    fields.agree("is_runner", fields.yes("is_runner")?, scopes.contains(&Scope::Runner))?;
    Ok(KeyRecord {
        key: Key {
            id: KeyId::new(fields.text("id")?),
            name: fields.text("name")?,
            owner: PersonId::new(fields.text("owner")?),
            scopes,
            created_at: fields.time("created_at")?,
            expires_at: fields.maybe_time("expires_at")?,
            last_used_at: fields.maybe_time("last_used_at")?,
            revoked_at: fields.maybe_time("revoked_at")?,
        },
        secret_hash: fields.hash("secret_hash")?,
        owner: person::read(row)?,
    })
}
