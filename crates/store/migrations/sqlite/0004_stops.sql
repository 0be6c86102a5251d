-- What a person has stopped: an agent by name, or everything under the empty name.

CREATE TABLE stops (
    agent   TEXT NOT NULL PRIMARY KEY,
    at      INTEGER NOT NULL,
    by_id   TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_kind TEXT NOT NULL CHECK (by_kind IN ('person', 'agent', 'runner', 'system'))
) STRICT;
