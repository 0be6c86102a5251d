//! People. The built-in owner of the first runner token is nobody who can be listed or sign in.

use super::columns::person_columns;

pub(crate) const INSERT: &str = "INSERT INTO people (id, name, name_key, role, version, created_at, disabled_at, \
     password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(crate) const UPDATE: &str = "UPDATE people SET version = $3, name = $4, name_key = $5, role = $6, \
     disabled_at = $7 WHERE id = $1 AND version = $2";

/// One row while this person may decide.
pub(crate) const DECIDES: &str = "SELECT 1 AS decides FROM people WHERE id = $1 AND disabled_at IS NULL \
     AND role IN ('approver', 'admin')";

/// One row while this person may sign in and is an administrator.
pub(crate) const ADMINISTERS: &str =
    "SELECT 1 AS administers FROM people WHERE id = $1 AND disabled_at IS NULL AND role = 'admin'";

pub(crate) const SET_PASSWORD: &str = "UPDATE people SET password_hash = $2 WHERE id = $1";

pub(crate) const ALL: &str = concat!(
    "SELECT ",
    person_columns!(),
    " FROM people p WHERE p.id <> 'u_system' ORDER BY p.name_key"
);

pub(crate) const ONE: &str =
    concat!("SELECT ", person_columns!(), " FROM people p WHERE p.id = $1");

pub(crate) const CREDENTIAL: &str = concat!(
    "SELECT ",
    person_columns!(),
    ", p.password_hash AS p_password_hash FROM people p WHERE p.name_key = $1 AND p.id <> 'u_system'"
);
