-- The task that an answer kept for a repeated request belongs to: it is erased with it. NULL where there is none, several,
-- or where it was kept before this was known.
ALTER TABLE idempotency_keys ADD COLUMN task TEXT;
CREATE INDEX idempotency_keys_by_task ON idempotency_keys (task);
