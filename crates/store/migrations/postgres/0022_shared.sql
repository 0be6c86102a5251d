-- What the servers of one database share beside what people see.

-- Limits that are partly used up, by a digest of what they are counted for: people type passwords where names go.
CREATE TABLE tries (
    subject    BYTEA NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
    full_at    BIGINT NOT NULL,
    keep_until BIGINT NOT NULL
);

CREATE INDEX tries_keep_until ON tries (keep_until);

-- What only one may do at a time, and how often it was done: whoever was faster is seen by the number.
CREATE TABLE turns (
    subject BYTEA NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
    number  BIGINT NOT NULL CHECK (number > 0)
);

-- The public halves of the keys that this database's servers sign with.
CREATE TABLE server_keys (
    purpose    TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (purpose IN ('signing', 'push')),
    public_key TEXT COLLATE "C" NOT NULL CHECK (public_key <> '')
);
