-- What happened is kept for a while, and old rows of the audit log can be moved to a file.

-- Up to which number events are kept no more, and up to which row, with which hash, the audit log was archived.
ALTER TABLE heads ADD COLUMN event_base BIGINT NOT NULL DEFAULT 0 CHECK (event_base >= 0);
ALTER TABLE heads ADD COLUMN audit_base BIGINT NOT NULL DEFAULT 0 CHECK (audit_base >= 0);
ALTER TABLE heads ADD COLUMN audit_base_hash TEXT COLLATE "C" NOT NULL
    DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(audit_base_hash) = 64);

CREATE TRIGGER events_stay_forgotten BEFORE UPDATE OF event_base ON heads
FOR EACH ROW WHEN (NEW.event_base < OLD.event_base) EXECUTE FUNCTION refuse('what was forgotten stays so');

-- The log begins after a row that it had, and never earlier than it began before. Only a database without any row takes over
-- where another one begins.
CREATE FUNCTION audit_stays_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.audit_base <= OLD.audit_base
       OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = NEW.audit_base AND hash = NEW.audit_base_hash) THEN
        RAISE EXCEPTION 'the audit log is archived up to a row that it has'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER audit_stays_archived BEFORE UPDATE OF audit_base, audit_base_hash ON heads
FOR EACH ROW WHEN (OLD.audit_seq > 0
    AND NOT (NEW.audit_base = OLD.audit_base AND NEW.audit_base_hash = OLD.audit_base_hash))
EXECUTE FUNCTION audit_stays_archived();

-- Only what was archived can go.
CREATE FUNCTION only_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq > COALESCE((SELECT audit_base FROM heads WHERE id = 1), 0) THEN
        RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

DROP TRIGGER audit_is_not_removed ON audit;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION only_archived();

-- After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
ALTER TABLE settings ADD COLUMN keep_activity BIGINT NOT NULL DEFAULT 90 CHECK (keep_activity BETWEEN 0 AND 36500);

CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (created_at, id) WHERE next_at IS NULL;
