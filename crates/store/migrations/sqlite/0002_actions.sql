-- Actions, the policy, scripts, webhooks, and what an agent's model used.

CREATE TABLE actions (
    id                TEXT NOT NULL PRIMARY KEY,
    version           INTEGER NOT NULL CHECK (version >= 1),
    task              TEXT NOT NULL REFERENCES tasks (id),
    task_number       INTEGER NOT NULL CHECK (task_number >= 1),
    desktop           TEXT NOT NULL REFERENCES desktops (id),
    enrolment         TEXT NOT NULL,
    run_as            TEXT NOT NULL,
    revision          INTEGER NOT NULL CHECK (revision >= 1),
    attempt           INTEGER NOT NULL CHECK (attempt >= 1),
    previous          TEXT REFERENCES actions (id),
    proposal          TEXT NOT NULL,
    requested_by_id   TEXT NOT NULL,
    requested_by_name TEXT NOT NULL,
    requested_by_kind TEXT NOT NULL CHECK (requested_by_kind IN ('person', 'agent', 'runner', 'system')),
    proposed_at       INTEGER NOT NULL,
    facts             TEXT NOT NULL,
    judgement         TEXT NOT NULL,
    -- 0 low, 1 medium, 2 high, as in approvals.
    risk              INTEGER NOT NULL CHECK (risk IN (0, 1, 2)),
    state             TEXT NOT NULL,
    status            TEXT NOT NULL
                      CHECK (status IN ('pending', 'approved', 'running', 'succeeded', 'failed', 'outcome_unknown',
                                        'rejected', 'expired', 'withdrawn', 'superseded', 'revoked', 'lapsed')),
    -- The approval it waits on, runs on, or was answered by. It names this row, so it is written after it.
    approval          TEXT,
    approved_at       INTEGER,
    execute_by        INTEGER,
    lease_until       INTEGER,
    CHECK (previous IS NULL OR previous <> id),
    CHECK (status NOT IN ('pending', 'rejected', 'expired', 'revoked') OR approval IS NOT NULL),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL)),
    CHECK ((status = 'approved') = (execute_by IS NOT NULL)),
    CHECK ((status = 'running') = (lease_until IS NOT NULL))
) STRICT;

CREATE INDEX actions_by_task ON actions (task, proposed_at, id);
CREATE INDEX actions_ready ON actions (desktop, approved_at, id, execute_by) WHERE status = 'approved';
CREATE INDEX actions_unused ON actions (execute_by) WHERE execute_by IS NOT NULL;
CREATE INDEX actions_leased ON actions (lease_until) WHERE lease_until IS NOT NULL;

-- An action runs once: what is tried again is another action. It is asked about again only before it ran.
CREATE TRIGGER actions_go_forward BEFORE UPDATE OF status ON actions
WHEN OLD.status <> NEW.status
 AND (OLD.status NOT IN ('pending', 'approved', 'running')
      OR NEW.status = 'pending' AND OLD.status <> 'approved'
      OR OLD.status = 'running' AND NEW.status = 'approved')
BEGIN
    SELECT RAISE(ABORT, 'an action does not go back');
END;

CREATE TABLE action_logs (
    action TEXT NOT NULL REFERENCES actions (id),
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr', 'system')),
    at     INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (action, seq)
) STRICT;

CREATE TABLE action_files (
    action     TEXT NOT NULL REFERENCES actions (id),
    path       TEXT NOT NULL,
    change     TEXT NOT NULL CHECK (change IN ('added', 'modified', 'deleted', 'renamed')),
    old_path   TEXT,
    additions  INTEGER NOT NULL CHECK (additions >= 0),
    deletions  INTEGER NOT NULL CHECK (deletions >= 0),
    diff       TEXT NOT NULL,
    is_binary  INTEGER NOT NULL CHECK (is_binary IN (0, 1)),
    truncated  INTEGER NOT NULL CHECK (truncated IN (0, 1)),
    PRIMARY KEY (action, path)
) STRICT;

CREATE TABLE policy (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    preset  TEXT NOT NULL CHECK (preset IN ('autonomous', 'permissive', 'balanced', 'restrictive')),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

INSERT INTO policy (id, preset, version) VALUES (1, 'restrictive', 1);

CREATE TABLE policy_rules (
    id              TEXT NOT NULL PRIMARY KEY,
    level           TEXT NOT NULL CHECK (level IN ('runs', 'asks', 'blocked')),
    agent           TEXT,
    desktop         TEXT REFERENCES desktops (id),
    interpreter     TEXT CHECK (interpreter IN ('bash', 'sh', 'powershell', 'exec')),
    command         TEXT CHECK (command <> ''),
    note            TEXT NOT NULL,
    created_by_id   TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_kind TEXT NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER,
    revoked_at      INTEGER,
    uses            INTEGER NOT NULL CHECK (uses >= 0),
    used_at         INTEGER,
    CHECK ((uses = 0) = (used_at IS NULL))
) STRICT;

CREATE INDEX policy_rules_by_age ON policy_rules (created_at, id);

CREATE TABLE scripts (
    id              TEXT NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL CHECK (version >= 1),
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    interpreter     TEXT NOT NULL CHECK (interpreter IN ('bash', 'sh', 'powershell')),
    body            TEXT NOT NULL,
    description     TEXT NOT NULL,
    parameters      TEXT NOT NULL,
    created_by_id   TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_kind TEXT NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    removed_at      INTEGER
) STRICT;

-- The name of a removed script is free again.
CREATE UNIQUE INDEX scripts_by_name ON scripts (name_key) WHERE removed_at IS NULL;

CREATE TABLE webhooks (
    id              TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    url             TEXT NOT NULL,
    secret          TEXT NOT NULL,
    created_by_id   TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_kind TEXT NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      INTEGER NOT NULL,
    removed_at      INTEGER
) STRICT;

CREATE INDEX webhooks_by_name ON webhooks (name_key, id) WHERE removed_at IS NULL;

CREATE TABLE webhook_deliveries (
    id         TEXT NOT NULL PRIMARY KEY,
    webhook    TEXT NOT NULL REFERENCES webhooks (id),
    task       TEXT NOT NULL REFERENCES tasks (id),
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state      TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'given_up')),
    tries      INTEGER NOT NULL CHECK (tries >= 0),
    next_at    INTEGER,
    CHECK ((status = 'waiting') = (next_at IS NOT NULL))
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, created_at, id);

CREATE TABLE task_usage (
    task          TEXT NOT NULL PRIMARY KEY REFERENCES tasks (id),
    model         TEXT NOT NULL,
    turns         INTEGER NOT NULL CHECK (turns >= 0),
    input_tokens  INTEGER NOT NULL CHECK (input_tokens >= 0),
    output_tokens INTEGER NOT NULL CHECK (output_tokens >= 0)
) STRICT;

-- No approval asked about an action before there were any.
ALTER TABLE approvals ADD COLUMN action TEXT REFERENCES actions (id)
    CHECK ((gate = 'action') = (action IS NOT NULL));

-- How many actions of each agent wait, without walking every result that does.
CREATE INDEX approvals_pending_actions ON approvals (requested_by_name) WHERE status = 'pending' AND gate = 'action';

ALTER TABLE task_messages ADD COLUMN action TEXT REFERENCES actions (id);
ALTER TABLE task_messages ADD COLUMN mentions TEXT REFERENCES tasks (id);

ALTER TABLE tasks ADD COLUMN interpreter TEXT CHECK (interpreter IN ('bash', 'sh', 'powershell', 'exec'));

ALTER TABLE desktops ADD COLUMN remote_access TEXT;

-- Every desktop has one; the token it had when this column came counts as the one it was enrolled with.
ALTER TABLE desktops ADD COLUMN enrolment TEXT;

UPDATE desktops SET enrolment = token;
