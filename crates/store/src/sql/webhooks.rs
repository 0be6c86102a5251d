//! Outside addresses, and what they are told.

pub(crate) const INSERT: &str = "INSERT INTO webhooks (id, name, name_key, url, secret, created_by_id, \
     created_by_name, created_by_kind, created_at, removed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const REMOVE: &str =
    "UPDATE webhooks SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";

macro_rules! columns {
    () => {
        "SELECT id, name, url, secret, created_by_id, created_by_name, created_by_kind, created_at, removed_at \
         FROM webhooks "
    };
}

pub(crate) const ALL: &str = concat!(columns!(), "WHERE removed_at IS NULL ORDER BY name_key, id");

pub(crate) const ONE: &str = concat!(columns!(), "WHERE id = $1");

pub(crate) const INSERT_DELIVERY: &str = "INSERT INTO webhook_deliveries (id, webhook, task, body, created_at, \
     state, status, tries, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// What was being sent while its webhook was removed or its task purged does not wait again. That it arrived is still written down.
pub(crate) const UPDATE_DELIVERY: &str = "UPDATE webhook_deliveries SET state = $2, status = $3, tries = $4, \
     next_at = $5 WHERE id = $1 AND ($3 <> 'waiting' OR body <> '' AND NOT EXISTS (SELECT 1 FROM webhooks w \
     WHERE w.id = webhook_deliveries.webhook AND w.removed_at IS NOT NULL))";

/// Gives up what waits for a webhook that was removed; `$2` and `$3` are the state before and after its tries.
pub(crate) const DROP_WAITING: &str = "UPDATE webhook_deliveries SET state = $2 || CAST(tries AS TEXT) || $3, \
     status = 'given_up', next_at = NULL WHERE webhook = $1 AND status = 'waiting' \
     AND EXISTS (SELECT 1 FROM webhooks w WHERE w.id = $1 AND w.removed_at IS NOT NULL)";

macro_rules! delivery_columns {
    () => {
        "SELECT id, webhook, task, body, created_at, state, status, tries, next_at FROM webhook_deliveries "
    };
}

pub(crate) const DELIVERIES: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 ORDER BY created_at DESC, id DESC LIMIT $2 + 0"
);

pub(crate) const DUE: &str =
    concat!(delivery_columns!(), "WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2 + 0");

/// What arrived or was given up.
pub(crate) const FORGET: &str = "DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries \
     WHERE next_at IS NULL AND created_at < $1 ORDER BY created_at, id LIMIT $2 + 0)";
