-- The files that an action runs by name, as its desktop found them while a person was asked.

ALTER TABLE actions ADD COLUMN operands TEXT NOT NULL DEFAULT '[]';
-- 1 while its desktop should look at them.
ALTER TABLE actions ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1));

CREATE INDEX actions_unseen ON actions (desktop, proposed_at, id) WHERE unseen = 1;
