//! API keys and runner tokens, with their owners.

use super::columns::person_columns;

pub(crate) const INSERT: &str = "INSERT INTO keys (id, name, owner, scopes, is_runner, created_at, expires_at, \
     last_used_at, revoked_at, secret_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const REVOKE: &str =
    "UPDATE keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";

pub(crate) const TOUCH: &str = "UPDATE keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";

macro_rules! columns {
    () => {
        concat!(
            "SELECT k.id AS k_id, k.name AS k_name, k.owner AS k_owner, k.scopes AS k_scopes, \
             k.is_runner AS k_is_runner, k.created_at AS k_created_at, k.expires_at AS k_expires_at, \
             k.last_used_at AS k_last_used_at, k.revoked_at AS k_revoked_at, k.secret_hash AS k_secret_hash, ",
            person_columns!(),
            " FROM keys k JOIN people p ON p.id = k.owner "
        )
    };
}

pub(crate) const ALL: &str =
    concat!(columns!(), "WHERE k.is_runner = 0 ORDER BY k.created_at DESC, k.id DESC");

pub(crate) const ONE: &str = concat!(columns!(), "WHERE k.id = $1");
