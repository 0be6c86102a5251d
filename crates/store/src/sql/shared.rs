//! What the servers of one database share: limits, turns, the keys they sign with.

/// What time it is by the database, in microseconds. PostgreSQL only: a file has no clock of its own.
pub(crate) const CLOCK: &str =
    "SELECT 1 AS id, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS now";

pub(crate) const TRIES: &str = "SELECT full_at FROM tries WHERE subject = $1";

pub(crate) const INSERT_TRIES: &str = "INSERT INTO tries (subject, full_at, keep_until) VALUES ($1, $2, $3) \
     ON CONFLICT (subject) DO NOTHING";

pub(crate) const UPDATE_TRIES: &str =
    "UPDATE tries SET full_at = $2, keep_until = $3 WHERE subject = $1 AND full_at = $4";

pub(crate) const DROP_TRIES: &str = "DELETE FROM tries WHERE subject = $1";

pub(crate) const PRUNE_TRIES: &str = "DELETE FROM tries WHERE keep_until < $1";

pub(crate) const TURN: &str = "SELECT number FROM turns WHERE subject = $1";

pub(crate) const FIRST_TURN: &str =
    "INSERT INTO turns (subject, number) VALUES ($1, 1) ON CONFLICT (subject) DO NOTHING";

pub(crate) const NEXT_TURN: &str =
    "UPDATE turns SET number = number + 1 WHERE subject = $1 AND number = $2";

pub(crate) const SERVER_KEY: &str = "SELECT public_key FROM server_keys WHERE purpose = $1";

pub(crate) const KEEP_SERVER_KEY: &str = "INSERT INTO server_keys (purpose, public_key) VALUES ($1, $2) \
     ON CONFLICT (purpose) DO NOTHING";

pub(crate) const PUT_SERVER_KEY: &str = "INSERT INTO server_keys (purpose, public_key) VALUES ($1, $2) \
     ON CONFLICT (purpose) DO UPDATE SET public_key = excluded.public_key";
