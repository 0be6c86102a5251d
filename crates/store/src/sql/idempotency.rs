//! Requests that must not happen twice.

pub(crate) const BEGIN: &str = "INSERT INTO idempotency_keys (principal, key, request_hash, at, status, body) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (principal, key) DO NOTHING";

pub(crate) const ANSWER: &str =
    "UPDATE idempotency_keys SET status = $3, body = $4 WHERE principal = $1 AND key = $2";

pub(crate) const FORGET: &str = "DELETE FROM idempotency_keys WHERE principal = $1 AND key = $2";

pub(crate) const PRUNE: &str = "DELETE FROM idempotency_keys WHERE at < $1";

pub(crate) const ONE: &str = "SELECT principal, key, request_hash, at, status, body FROM idempotency_keys \
     WHERE principal = $1 AND key = $2";
