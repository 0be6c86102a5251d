//! Requests that must not happen twice.

pub(crate) const BEGIN: &str = "INSERT INTO idempotency_keys (principal, key, request_hash, at, status, body, task) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (principal, key) DO NOTHING";

/// A request whose task was purged while it was under way (its hash is `$7`) keeps the answer that the purge gave it.
pub(crate) const ANSWER: &str = "UPDATE idempotency_keys SET status = $3, body = $4, task = COALESCE($5, task), \
     request_hash = COALESCE($6, request_hash) WHERE principal = $1 AND key = $2 AND request_hash <> $7";

pub(crate) const FORGET: &str = "DELETE FROM idempotency_keys WHERE principal = $1 AND key = $2";

pub(crate) const PRUNE: &str = "DELETE FROM idempotency_keys WHERE at < $1";

pub(crate) const ONE: &str = "SELECT principal, key, request_hash, at, status, body, task FROM idempotency_keys \
     WHERE principal = $1 AND key = $2";
