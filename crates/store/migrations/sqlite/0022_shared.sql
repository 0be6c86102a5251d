-- What the servers of one database share beside what people see.

-- Limits that are partly used up, by a digest of what they are counted for: people type passwords where names go.
CREATE TABLE tries (
    subject    BLOB NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
    full_at    INTEGER NOT NULL,
    keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tries_keep_until ON tries (keep_until);

-- What only one may do at a time, and how often it was done: whoever was faster is seen by the number.
CREATE TABLE turns (
    subject BLOB NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
    number  INTEGER NOT NULL CHECK (number > 0)
) STRICT, WITHOUT ROWID;

-- The public halves of the keys that this database's servers sign with.
CREATE TABLE server_keys (
    purpose    TEXT NOT NULL PRIMARY KEY CHECK (purpose IN ('signing', 'push')),
    public_key TEXT NOT NULL CHECK (public_key <> '')
) STRICT, WITHOUT ROWID;
