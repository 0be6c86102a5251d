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

pub(crate) const INSERT_VERSION: &str = "INSERT INTO script_versions (script, version, interpreter, body, at, by_id, \
     by_name, by_kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(crate) const VERSIONS: &str = "SELECT script, version, interpreter, body, at, by_id, by_name, by_kind \
     FROM script_versions WHERE script = $1 ORDER BY version DESC LIMIT $2 + 0";

/// The number is the task's own, which the writer has given it by then.
pub(crate) const INSERT_RUN: &str = "INSERT INTO script_runs (task, script, version, number) \
     SELECT t.id, $2, $3, t.number FROM tasks t WHERE t.id = $1";

pub(crate) const RUNS: &str =
    "SELECT task, version FROM script_runs WHERE script = $1 ORDER BY number DESC LIMIT $2 + 0";

pub(crate) const COUNT_RUNS: &str = "SELECT COUNT(*) AS runs FROM script_runs WHERE script = $1";
