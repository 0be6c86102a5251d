-- What people say about lines of changed files. Drafts of whoever wrote them until they go with an answer.
CREATE TABLE comments (
    id       TEXT NOT NULL PRIMARY KEY,
    task     TEXT NOT NULL REFERENCES tasks (id),
    approval TEXT NOT NULL REFERENCES approvals (id),
    by_id    TEXT NOT NULL,
    by_name  TEXT NOT NULL,
    by_kind  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    path     TEXT NOT NULL,
    side     TEXT NOT NULL CHECK (side IN ('old', 'new')),
    line     INTEGER NOT NULL CHECK (line > 0),
    -- What the line said, or its beginning.
    quote    TEXT NOT NULL,
    text     TEXT NOT NULL,
    sent_at  INTEGER CHECK (sent_at >= at)
) STRICT;
CREATE INDEX comments_by_task ON comments (task);

-- The changed files that a person has looked at, as they were then.
CREATE TABLE viewed (
    person TEXT NOT NULL REFERENCES people (id),
    task   TEXT NOT NULL REFERENCES tasks (id),
    path   TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (person, task, path)
) STRICT;
CREATE INDEX viewed_by_task ON viewed (task);
