-- Agents at their doors, as they were last seen there: which program it was, and how the test of its gate went.
CREATE TABLE agent_notes (
    agent       TEXT NOT NULL,
    door        TEXT NOT NULL CHECK (door IN ('runner', 'mcp', 'rest', 'hook')),
    client      TEXT,
    version     TEXT,
    seen_at     INTEGER NOT NULL,
    canary      TEXT CHECK (canary IN ('passed', 'failed')),
    canary_at   INTEGER,
    canary_note TEXT,
    PRIMARY KEY (agent, door),
    CHECK ((canary IS NULL) = (canary_at IS NULL)),
    CHECK (canary_note IS NULL OR canary IS NOT NULL)
) STRICT, WITHOUT ROWID;
