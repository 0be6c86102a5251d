-- Which version of a script a task ran, and every version as it was. Tasks from before know of no script.
CREATE TABLE script_runs (
    task    TEXT PRIMARY KEY REFERENCES tasks (id),
    script  TEXT NOT NULL REFERENCES scripts (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    number  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX script_runs_by_script ON script_runs (script, number);

CREATE TABLE script_versions (
    script      TEXT NOT NULL REFERENCES scripts (id),
    version     INTEGER NOT NULL CHECK (version >= 1),
    interpreter TEXT NOT NULL,
    body        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    by_kind     TEXT NOT NULL CHECK (by_kind IN ('person', 'agent', 'runner', 'system')),
    PRIMARY KEY (script, version)
) STRICT, WITHOUT ROWID;

-- Who changed a script that was changed before is not known; who made one that was not is.
INSERT INTO script_versions (script, version, interpreter, body, at, by_id, by_name, by_kind)
SELECT id, version, interpreter, body, created_at, created_by_id, created_by_name, created_by_kind
FROM scripts WHERE removed_at IS NULL AND version = 1;
