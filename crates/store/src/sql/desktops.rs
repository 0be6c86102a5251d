//! Desktops.

use super::columns::desktop_columns;

pub(crate) const INSERT: &str = "INSERT INTO desktops (id, name, name_key, group_name, token, enrolment, \
     created_at, last_seen_at, system, workspace, agents, secrets, remote_access, removed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// A removed desktop stays removed, whatever somebody who read it earlier writes.
pub(crate) const UPDATE: &str = "UPDATE desktops SET name = $2, name_key = $3, group_name = $4, token = $5, \
     enrolment = $6, last_seen_at = $7, system = $8, workspace = $9, agents = $10, secrets = $11, \
     remote_access = $12, removed_at = COALESCE(removed_at, $13) WHERE id = $1 AND token = $14";

pub(crate) const ALL: &str = concat!(
    "SELECT ",
    desktop_columns!(),
    " FROM desktops d WHERE d.removed_at IS NULL ORDER BY d.name_key, d.id"
);

pub(crate) const ONE: &str =
    concat!("SELECT ", desktop_columns!(), " FROM desktops d WHERE d.id = $1");

pub(crate) const OF_TOKEN: &str = concat!(
    "SELECT ",
    desktop_columns!(),
    " FROM desktops d WHERE d.token = $1 AND d.removed_at IS NULL"
);

pub(crate) const HAS_TOKEN: &str =
    "SELECT 1 AS has_token FROM desktops WHERE id = $1 AND token = $2 AND removed_at IS NULL";
