-- The server's signed word that a task or an action may run, as its runner is to get it.

CREATE TABLE permits (
    work       TEXT NOT NULL PRIMARY KEY,
    text       TEXT NOT NULL,
    signature  TEXT NOT NULL,
    public_key TEXT NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
