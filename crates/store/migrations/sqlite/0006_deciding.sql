-- Who said what about an approval, and who may.

-- Everybody who answered, in order, as JSON.
ALTER TABLE approvals ADD COLUMN votes TEXT NOT NULL DEFAULT '[]';
-- What the digest is over, at the action gate, as JSON.
ALTER TABLE approvals ADD COLUMN bound TEXT;
-- When people were told again that it waits.
ALTER TABLE approvals ADD COLUMN reminded_at INTEGER;
-- When they are told next.
ALTER TABLE approvals ADD COLUMN remind_at INTEGER;
-- What waits already is told of an hour after this, once.
UPDATE approvals SET remind_at = CAST(unixepoch('now') + 3600 AS INTEGER) * 1000000 WHERE status = 'pending';
CREATE INDEX approvals_to_remind ON approvals (remind_at) WHERE status = 'pending' AND remind_at IS NOT NULL;

-- Whether somebody else has to approve what a person or their agent asked for.
ALTER TABLE settings ADD COLUMN second_person INTEGER NOT NULL DEFAULT 0 CHECK (second_person IN (0, 1));
-- After how many minutes people are told again that something waits; 0 is never.
ALTER TABLE settings ADD COLUMN remind_after INTEGER NOT NULL DEFAULT 60 CHECK (remind_after BETWEEN 0 AND 43200);
-- How many minutes people have to decide what says nothing else; 0 is as long as they like.
ALTER TABLE settings ADD COLUMN decide_within INTEGER NOT NULL DEFAULT 0 CHECK (decide_within BETWEEN 0 AND 43200);

-- How many people must say yes to what the rule makes ask.
ALTER TABLE policy_rules ADD COLUMN people INTEGER NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 9);

-- When this browser's person last gave their password.
ALTER TABLE sessions ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;

-- The kinds of events are the program's to name: a list here would have to be written anew with each.
CREATE TABLE events_next (
    seq      INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    task     TEXT,
    approval TEXT,
    desktop  TEXT,
    payload  TEXT NOT NULL
) STRICT;
INSERT INTO events_next SELECT * FROM events;
DROP TABLE events;
ALTER TABLE events_next RENAME TO events;

-- What the log says about one thing.
CREATE INDEX audit_by_subject ON audit (subject_id, seq);
