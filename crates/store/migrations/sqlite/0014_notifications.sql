-- Ways to tell people that something waits, and what was told there. No text of a request is here.
CREATE TABLE channels (
    id              TEXT NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL CHECK (version >= 1),
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    -- Whose it is; NULL is a team's.
    person          TEXT REFERENCES people (id),
    kind            TEXT NOT NULL CHECK (kind IN ('email', 'slack', 'push')),
    -- Where it leads, as JSON.
    route           TEXT NOT NULL,
    -- What is told there, as JSON.
    wanted          TEXT NOT NULL,
    created_by_id   TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_kind TEXT NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      INTEGER NOT NULL,
    removed_at      INTEGER,
    told_at         INTEGER,
    -- Why the last try failed, as JSON; NULL once something arrived again.
    trouble         TEXT
) STRICT;

CREATE INDEX channels_by_name ON channels (name_key, id) WHERE removed_at IS NULL;
-- A person has one mailbox.
CREATE UNIQUE INDEX channels_mailbox ON channels (person) WHERE removed_at IS NULL AND kind = 'email';

CREATE TABLE told (
    channel  TEXT NOT NULL REFERENCES channels (id),
    approval TEXT NOT NULL REFERENCES approvals (id),
    -- When it was last told.
    at       INTEGER NOT NULL,
    -- 0 where that was given up.
    reached  INTEGER NOT NULL CHECK (reached IN (0, 1)),
    PRIMARY KEY (channel, approval)
) STRICT, WITHOUT ROWID;
