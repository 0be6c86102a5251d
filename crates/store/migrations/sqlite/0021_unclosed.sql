-- Commands whose runner fell silent, until a person says whether they ran: few, and looked for on every board.
ALTER TABLE tasks ADD COLUMN unclosed INTEGER NOT NULL DEFAULT 0 CHECK (unclosed IN (0, 1));

UPDATE tasks SET unclosed = 1
WHERE status = 'failed' AND kind = 'command' AND purged IS NULL AND state LIKE '%"code":"runner_lost"%';

CREATE INDEX tasks_unclosed ON tasks (ended_at, number) WHERE unclosed = 1;
