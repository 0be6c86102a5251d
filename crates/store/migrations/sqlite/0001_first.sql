-- The first schema. Times are microseconds since 1970 UTC, booleans 0 or 1, JSON is text.
-- An object's `state` is the truth; the columns beside it repeat what queries need and must agree with it.

CREATE TABLE heads (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    task_number INTEGER NOT NULL CHECK (task_number >= 0),
    event_seq   INTEGER NOT NULL CHECK (event_seq >= 0),
    audit_seq   INTEGER NOT NULL CHECK (audit_seq >= 0),
    audit_hash  TEXT NOT NULL CHECK (length(audit_hash) = 64)
) STRICT;

INSERT INTO heads (id, task_number, event_seq, audit_seq, audit_hash)
VALUES (1, 0, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE settings (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    task_approval_mode INTEGER NOT NULL CHECK (task_approval_mode IN (0, 1)),
    version            INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

INSERT INTO settings (id, task_approval_mode, version) VALUES (1, 1, 1);

CREATE TABLE setup (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32)
) STRICT;

CREATE TABLE people (
    id            TEXT NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'admin')),
    version       INTEGER NOT NULL CHECK (version >= 1),
    created_at    INTEGER NOT NULL,
    disabled_at   INTEGER,
    password_hash TEXT NOT NULL
) STRICT;

-- Owns the runner token of the desktop that is made before anybody exists. It cannot sign in.
INSERT INTO people (id, name, name_key, role, version, created_at, disabled_at, password_hash)
VALUES ('u_system', 'Mission Control', 'mission control', 'viewer', 1, 0, 0, '');

CREATE TABLE keys (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    owner        TEXT NOT NULL REFERENCES people (id),
    scopes       TEXT NOT NULL CHECK (scopes <> '[]'),
    is_runner    INTEGER NOT NULL CHECK (is_runner IN (0, 1)),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER,
    revoked_at   INTEGER,
    secret_hash  BLOB NOT NULL CHECK (length(secret_hash) = 32)
) STRICT;

CREATE INDEX keys_by_age ON keys (created_at, id) WHERE is_runner = 0;
CREATE INDEX keys_by_owner ON keys (owner);

CREATE TABLE sessions (
    id           TEXT NOT NULL PRIMARY KEY,
    secret_hash  BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    person       TEXT NOT NULL REFERENCES people (id),
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    user_agent   TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_person ON sessions (person, created_at, id);

CREATE TABLE notices (
    id      TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    at      INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;

CREATE INDEX notices_by_age ON notices (at);

CREATE TABLE idempotency_keys (
    principal    TEXT NOT NULL,
    key          TEXT NOT NULL,
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    at           INTEGER NOT NULL,
    status       INTEGER CHECK (status BETWEEN 100 AND 599),
    body         TEXT,
    PRIMARY KEY (principal, key),
    CHECK ((status IS NULL) = (body IS NULL))
) STRICT;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);

CREATE TABLE desktops (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    group_name   TEXT,
    token        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER,
    system       TEXT,
    workspace    TEXT,
    agents       TEXT NOT NULL,
    removed_at   INTEGER
) STRICT;

-- The name of a removed desktop is free again.
CREATE UNIQUE INDEX desktops_by_name ON desktops (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX desktops_by_token ON desktops (token);

CREATE TABLE tasks (
    number             INTEGER NOT NULL PRIMARY KEY CHECK (number >= 1),
    id                 TEXT NOT NULL UNIQUE,
    version            INTEGER NOT NULL CHECK (version >= 1),
    kind               TEXT NOT NULL CHECK (kind IN ('prompt', 'command')),
    title              TEXT NOT NULL,
    content            TEXT NOT NULL,
    search_text        TEXT NOT NULL,
    desktop            TEXT NOT NULL REFERENCES desktops (id),
    agent              TEXT,
    external_agent     TEXT,
    requires_approval  INTEGER NOT NULL CHECK (requires_approval IN (0, 1)),
    approve_before_run INTEGER NOT NULL CHECK (approve_before_run IN (0, 1)),
    dependency_count   INTEGER NOT NULL CHECK (dependency_count >= 0),
    cwd                TEXT,
    timeout_seconds    INTEGER NOT NULL CHECK (timeout_seconds >= 0),
    retry_of           TEXT REFERENCES tasks (id),
    attempt            INTEGER NOT NULL CHECK (attempt >= 1),
    previous_feedback  TEXT,
    created_by_id      TEXT NOT NULL,
    created_by_name    TEXT NOT NULL,
    created_by_kind    TEXT NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at         INTEGER NOT NULL,
    external_ref       TEXT,
    state              TEXT NOT NULL,
    status             TEXT NOT NULL
                       CHECK (status IN ('pending', 'running', 'review', 'done', 'failed', 'cancelled')),
    phase              TEXT CHECK (phase IN ('draft', 'held', 'asking', 'queued')),
    queued_since       INTEGER,
    queued_approval    TEXT,
    waits_on           TEXT,
    lease_until        INTEGER,
    CHECK ((status = 'pending') = (phase IS NOT NULL)),
    CHECK ((phase IS 'queued') = (queued_since IS NOT NULL)),
    CHECK (queued_approval IS NULL OR phase IS 'queued'),
    CHECK (waits_on IS NULL OR phase IS 'asking' OR status = 'review'),
    CHECK (lease_until IS NULL OR status = 'running')
) STRICT;

CREATE INDEX tasks_by_status ON tasks (status, number);
CREATE INDEX tasks_by_desktop ON tasks (desktop, number);
CREATE INDEX tasks_queued ON tasks (desktop, queued_since, number) WHERE phase = 'queued';
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX tasks_retrying ON tasks (retry_of, number) WHERE retry_of IS NOT NULL;
-- Holds all that the question asks, or SQLite would rather walk every pending task.
CREATE INDEX tasks_waiting_for_others ON tasks (status, id, dependency_count)
    WHERE status = 'pending' AND dependency_count > 0;

CREATE TABLE task_dependencies (
    task       TEXT NOT NULL REFERENCES tasks (id),
    position   INTEGER NOT NULL CHECK (position >= 1),
    depends_on TEXT NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (task, position),
    UNIQUE (task, depends_on),
    CHECK (task <> depends_on)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_dependencies_behind ON task_dependencies (depends_on, task);

CREATE TABLE task_logs (
    task   TEXT NOT NULL REFERENCES tasks (id),
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr', 'system')),
    at     INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (task, seq)
) STRICT;

CREATE TABLE task_files (
    task       TEXT NOT NULL REFERENCES tasks (id),
    path       TEXT NOT NULL,
    change     TEXT NOT NULL CHECK (change IN ('added', 'modified', 'deleted', 'renamed')),
    old_path   TEXT,
    additions  INTEGER NOT NULL CHECK (additions >= 0),
    deletions  INTEGER NOT NULL CHECK (deletions >= 0),
    diff       TEXT NOT NULL,
    is_binary  INTEGER NOT NULL CHECK (is_binary IN (0, 1)),
    truncated  INTEGER NOT NULL CHECK (truncated IN (0, 1)),
    PRIMARY KEY (task, path)
) STRICT;

CREATE TABLE task_messages (
    task        TEXT NOT NULL REFERENCES tasks (id),
    seq         INTEGER NOT NULL CHECK (seq >= 1),
    id          TEXT NOT NULL UNIQUE,
    at          INTEGER NOT NULL,
    author_id   TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('person', 'agent', 'runner', 'system')),
    text        TEXT NOT NULL,
    PRIMARY KEY (task, seq)
) STRICT;

CREATE TABLE approvals (
    id                TEXT NOT NULL PRIMARY KEY,
    gate              TEXT NOT NULL CHECK (gate IN ('before_run', 'action', 'after_run')),
    task              TEXT NOT NULL REFERENCES tasks (id),
    task_number       INTEGER NOT NULL CHECK (task_number >= 1),
    desktop           TEXT NOT NULL REFERENCES desktops (id),
    revision          INTEGER NOT NULL CHECK (revision >= 1),
    digest            TEXT NOT NULL CHECK (digest LIKE 'sha256:%' AND length(digest) = 71),
    requested_by_id   TEXT NOT NULL,
    requested_by_name TEXT NOT NULL,
    requested_by_kind TEXT NOT NULL CHECK (requested_by_kind IN ('person', 'agent', 'runner', 'system')),
    requested_at      INTEGER NOT NULL,
    decide_by         INTEGER,
    required          INTEGER NOT NULL CHECK (required >= 1),
    -- 0 low, 1 medium, 2 high: a number, because lists sort by it.
    risk              INTEGER NOT NULL CHECK (risk IN (0, 1, 2)),
    version           INTEGER NOT NULL CHECK (version >= 1),
    state             TEXT NOT NULL,
    status            TEXT NOT NULL
                      CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn', 'superseded',
                                        'revoked', 'lapsed')),
    verdict           TEXT CHECK (verdict IN ('approve', 'reject')),
    decided_at        INTEGER,
    -- When it stopped waiting; 0 while it waits, so that one index orders both.
    closed_at         INTEGER NOT NULL,
    execute_by        INTEGER,
    claimed_at        INTEGER,
    CHECK ((status = 'pending') = (closed_at = 0)),
    CHECK ((verdict IS NULL) = (decided_at IS NULL)),
    CHECK ((status IN ('approved', 'rejected', 'revoked', 'lapsed')) = (verdict IS NOT NULL)),
    CHECK (execute_by IS NULL OR status = 'approved'),
    CHECK (claimed_at IS NULL OR status = 'approved')
) STRICT;

CREATE INDEX approvals_pending ON approvals (requested_at, id, gate, desktop) WHERE status = 'pending';
CREATE INDEX approvals_pending_by_risk ON approvals (risk, requested_at, id) WHERE status = 'pending';
CREATE INDEX approvals_pending_by_task ON approvals (task_number) WHERE status = 'pending';
CREATE INDEX approvals_deadline ON approvals (decide_by) WHERE status = 'pending' AND decide_by IS NOT NULL;
CREATE INDEX approvals_unused ON approvals (execute_by)
    WHERE status = 'approved' AND claimed_at IS NULL AND execute_by IS NOT NULL;
CREATE INDEX approvals_by_task ON approvals (task, requested_at, id);
CREATE INDEX approvals_by_age ON approvals (requested_at, id);
CREATE INDEX approvals_closed ON approvals (closed_at, id);
CREATE INDEX approvals_decided ON approvals (gate, decided_at, verdict) WHERE verdict IS NOT NULL;

-- How many tasks stand in each column and how many approvals wait at each gate: what every page shows, kept so that a
-- long history costs nothing.
CREATE TABLE tallies (
    what  TEXT NOT NULL CHECK (what IN ('task', 'pending')),
    word  TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (what, word)
) STRICT, WITHOUT ROWID;

INSERT INTO tallies (what, word, value)
VALUES ('task', 'pending', 0), ('task', 'running', 0), ('task', 'review', 0), ('task', 'done', 0),
       ('task', 'failed', 0), ('task', 'cancelled', 0),
       ('pending', 'before_run', 0), ('pending', 'action', 0), ('pending', 'after_run', 0);

CREATE TRIGGER tasks_tally_new AFTER INSERT ON tasks
BEGIN
    UPDATE tallies SET value = value + 1 WHERE what = 'task' AND word = NEW.status;
END;

CREATE TRIGGER tasks_tally_moved AFTER UPDATE OF status ON tasks WHEN OLD.status <> NEW.status
BEGIN
    UPDATE tallies SET value = value - 1 WHERE what = 'task' AND word = OLD.status;
    UPDATE tallies SET value = value + 1 WHERE what = 'task' AND word = NEW.status;
END;

CREATE TRIGGER approvals_tally_new AFTER INSERT ON approvals WHEN NEW.status = 'pending'
BEGIN
    UPDATE tallies SET value = value + 1 WHERE what = 'pending' AND word = NEW.gate;
END;

-- Nothing comes back to pending: what is asked again is another approval.
CREATE TRIGGER approvals_tally_closed AFTER UPDATE OF status ON approvals
WHEN OLD.status = 'pending' AND NEW.status <> 'pending'
BEGIN
    UPDATE tallies SET value = value - 1 WHERE what = 'pending' AND word = OLD.gate;
END;

CREATE TRIGGER approvals_stay_closed BEFORE UPDATE OF status ON approvals
WHEN OLD.status <> 'pending' AND NEW.status = 'pending'
BEGIN
    SELECT RAISE(ABORT, 'an approval that was closed does not open again');
END;

CREATE TABLE events (
    seq      INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL
             CHECK (kind IN ('task.created', 'task.queued', 'task.started', 'task.output', 'task.completed',
                             'task.review', 'task.done', 'task.failed', 'task.cancelled', 'approval.requested',
                             'approval.decided', 'approval.expired', 'approval.revoked', 'approval.superseded',
                             'action.proposed', 'action.approved', 'action.rejected', 'action.started',
                             'action.finished', 'action.outcome_unknown', 'desktop.online', 'desktop.offline',
                             'settings.changed', 'message.posted')),
    task     TEXT,
    approval TEXT,
    desktop  TEXT,
    payload  TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq          INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at           INTEGER NOT NULL,
    actor_id     TEXT NOT NULL,
    actor_name   TEXT NOT NULL,
    actor_kind   TEXT NOT NULL CHECK (actor_kind IN ('person', 'agent', 'runner', 'system')),
    action       TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    digest       TEXT,
    prev_hash    TEXT NOT NULL CHECK (length(prev_hash) = 64),
    hash         TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- The product never changes or removes a row; these stop everything else that comes through SQL.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
