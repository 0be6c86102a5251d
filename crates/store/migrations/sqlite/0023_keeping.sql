-- What happened is kept for a while, and old rows of the audit log can be moved to a file.

-- Up to which number events are kept no more, and up to which row, with which hash, the audit log was archived.
ALTER TABLE heads ADD COLUMN event_base INTEGER NOT NULL DEFAULT 0 CHECK (event_base >= 0);
ALTER TABLE heads ADD COLUMN audit_base INTEGER NOT NULL DEFAULT 0 CHECK (audit_base >= 0);
ALTER TABLE heads ADD COLUMN audit_base_hash TEXT NOT NULL
    DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(audit_base_hash) = 64);

CREATE TRIGGER events_stay_forgotten BEFORE UPDATE OF event_base ON heads WHEN NEW.event_base < OLD.event_base
BEGIN
    SELECT RAISE(ABORT, 'what was forgotten stays so');
END;

-- The log begins after a row that it had, and never earlier than it began before. Only a database without any row takes over
-- where another one begins.
CREATE TRIGGER audit_stays_archived BEFORE UPDATE OF audit_base, audit_base_hash ON heads
WHEN OLD.audit_seq > 0
 AND NOT (NEW.audit_base = OLD.audit_base AND NEW.audit_base_hash = OLD.audit_base_hash)
 AND (NEW.audit_base <= OLD.audit_base
      OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = NEW.audit_base AND hash = NEW.audit_base_hash))
BEGIN
    SELECT RAISE(ABORT, 'the audit log is archived up to a row that it has');
END;

-- Only what was archived can go.
DROP TRIGGER audit_is_not_removed;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
WHEN OLD.seq > COALESCE((SELECT audit_base FROM heads WHERE id = 1), 0)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
ALTER TABLE settings ADD COLUMN keep_activity INTEGER NOT NULL DEFAULT 90 CHECK (keep_activity BETWEEN 0 AND 36500);

CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (created_at, id) WHERE next_at IS NULL;
