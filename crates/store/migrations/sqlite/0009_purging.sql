-- Texts that are erased while the record of who decided what stays.

-- Random text that goes into what is approved; empty where there is none.
ALTER TABLE tasks ADD COLUMN salt TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN salt TEXT NOT NULL DEFAULT '';

-- Who erased its texts, when, and how much there was, as JSON.
ALTER TABLE tasks ADD COLUMN purged TEXT;

-- When it was over: done, failed or cancelled.
ALTER TABLE tasks ADD COLUMN ended_at INTEGER;
-- A time in a state is RFC 3339 UTC with six decimals; these are its whole seconds and its microseconds.
UPDATE tasks SET ended_at = (
    SELECT CAST(unixepoch(substr(ended.at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(ended.at, 21, 6) AS INTEGER)
    FROM (SELECT COALESCE(json_extract(tasks.state, '$.at'), json_extract(tasks.state, '$.decision.at'),
                          json_extract(tasks.state, '$.cancel.at'), json_extract(tasks.state, '$.run.finished_at'))
          AS at) ended)
WHERE status IN ('done', 'failed', 'cancelled');
CREATE INDEX tasks_to_purge ON tasks (ended_at, number) WHERE purged IS NULL AND ended_at IS NOT NULL;

CREATE INDEX webhook_deliveries_by_task ON webhook_deliveries (task);

CREATE TRIGGER tasks_stay_purged BEFORE UPDATE OF purged ON tasks WHEN OLD.purged IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'what was purged stays so');
END;

-- Tasks whose texts are erased while the file may hold traces of them. 1 while somebody waits for that.
CREATE TABLE traces (
    task   TEXT NOT NULL PRIMARY KEY REFERENCES tasks (id),
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1))
) STRICT;

-- After how many days the texts of what is over are erased; 0 is never.
ALTER TABLE settings ADD COLUMN keep_payloads INTEGER NOT NULL DEFAULT 0 CHECK (keep_payloads BETWEEN 0 AND 36500);
