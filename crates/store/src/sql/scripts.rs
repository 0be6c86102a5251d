//! Saved commands.

pub(crate) const INSERT: &str = "INSERT INTO scripts (id, version, name, name_key, interpreter, body, description, \
     parameters, created_by_id, created_by_name, created_by_kind, created_at, updated_at, removed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

pub(crate) const UPDATE: &str = "UPDATE scripts SET version = $3, name = $4, name_key = $5, interpreter = $6, \
     body = $7, description = $8, parameters = $9, updated_at = $10, removed_at = $11 \
     WHERE id = $1 AND version = $2";

macro_rules! columns {
    () => {
        "SELECT id, version, name, interpreter, body, description, parameters, created_by_id, created_by_name, \
         created_by_kind, created_at, updated_at, removed_at FROM scripts "
    };
}

pub(crate) const ALL: &str = concat!(columns!(), "WHERE removed_at IS NULL ORDER BY name_key");

pub(crate) const ONE: &str = concat!(columns!(), "WHERE id = $1");
