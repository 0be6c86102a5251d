-- The schema on PostgreSQL, as SQLite has it after its step 21. From here on a step has the same number and name in both
-- folders, and a test holds both to the same tables and columns.
--
-- Times are microseconds since 1970 UTC, booleans 0 or 1, JSON is text; every number is a BIGINT. An object's `state` is
-- the truth; the columns beside it repeat what queries need and must agree with it.
--
-- Every text is compared byte by byte (COLLATE "C"), as SQLite does it: the order of a list, and what counts as the same
-- name, must not depend on the machine's language. References can be looked at later (DEFERRABLE): moving a whole database
-- writes table after table.

-- What was given out last, in one row. Whoever commits has it locked, so numbers commit in the order they are given.

CREATE TABLE heads (
    id          BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    task_number BIGINT NOT NULL CHECK (task_number >= 0),
    event_seq   BIGINT NOT NULL CHECK (event_seq >= 0),
    audit_seq   BIGINT NOT NULL CHECK (audit_seq >= 0),
    audit_hash  TEXT COLLATE "C" NOT NULL CHECK (length(audit_hash) = 64),
    -- Which batch was committed last: whoever lost the connection while committing looks here. Only PostgreSQL has it.
    batch       TEXT COLLATE "C"
) WITH (fillfactor = 20); -- Written with each commit: room on its page keeps that from growing anything.

INSERT INTO heads (id, task_number, event_seq, audit_seq, audit_hash)
VALUES (1, 0, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- How many tasks stand in each column and how many approvals wait at each gate: what every page shows, kept so that a
-- long history costs nothing.

CREATE TABLE tallies (
    what  TEXT COLLATE "C" NOT NULL CHECK (what IN ('task', 'pending')),
    word  TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL CHECK (value >= 0),
    PRIMARY KEY (what, word)
) WITH (fillfactor = 20);

INSERT INTO tallies (what, word, value)
VALUES ('task', 'pending', 0), ('task', 'running', 0), ('task', 'review', 0), ('task', 'done', 0),
       ('task', 'failed', 0), ('task', 'cancelled', 0),
       ('pending', 'before_run', 0), ('pending', 'action', 0), ('pending', 'after_run', 0);

-- The workspace.

CREATE TABLE settings (
    id                      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    version                 BIGINT NOT NULL CHECK (version >= 1),
    task_approval_mode      BIGINT NOT NULL CHECK (task_approval_mode IN (0, 1)),
    -- Whether somebody else has to approve what a person or their agent asked for.
    second_person           BIGINT NOT NULL DEFAULT 0 CHECK (second_person IN (0, 1)),
    -- After how many minutes people are told again that something waits; 0 is never.
    remind_after            BIGINT NOT NULL DEFAULT 60 CHECK (remind_after BETWEEN 0 AND 43200),
    -- How many minutes people have to decide, gate by gate; 0 is as long as they like.
    decide_before_run       BIGINT NOT NULL DEFAULT 0 CHECK (decide_before_run BETWEEN 0 AND 43200),
    decide_action           BIGINT NOT NULL DEFAULT 0 CHECK (decide_action BETWEEN 0 AND 43200),
    decide_result           BIGINT NOT NULL DEFAULT 0 CHECK (decide_result BETWEEN 0 AND 43200),
    -- After how many days the texts of what is over are erased; 0 is never.
    keep_payloads           BIGINT NOT NULL DEFAULT 0 CHECK (keep_payloads BETWEEN 0 AND 36500),
    -- Whether, while somebody's attention is low, their yes counts as one of two; from which share of quick answers on it
    -- is low, in percent; and how many of their last answers count.
    attention_second_person BIGINT NOT NULL DEFAULT 0 CHECK (attention_second_person IN (0, 1)),
    attention_share         BIGINT NOT NULL DEFAULT 50 CHECK (attention_share BETWEEN 1 AND 100),
    attention_answers       BIGINT NOT NULL DEFAULT 50 CHECK (attention_answers BETWEEN 10 AND 200)
);

INSERT INTO settings (id, version, task_approval_mode) VALUES (1, 1, 1);

CREATE TABLE setup (
    id          BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32)
);

-- People, and what they and their programs come in with.

CREATE TABLE people (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL,
    name_key      TEXT COLLATE "C" NOT NULL UNIQUE,
    role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'admin')),
    version       BIGINT NOT NULL CHECK (version >= 1),
    created_at    BIGINT NOT NULL,
    disabled_at   BIGINT,
    password_hash TEXT COLLATE "C" NOT NULL
);

-- Owns the runner token of the desktop that is made before anybody exists. It cannot sign in.
INSERT INTO people (id, name, name_key, role, version, created_at, disabled_at, password_hash)
VALUES ('u_system', 'Mission Control', 'mission control', 'viewer', 1, 0, 0, '');

-- The link with which a person chooses their password, at most one each.
CREATE TABLE password_links (
    person      TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES people (id) DEFERRABLE,
    secret_hash BYTEA NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    ends_at     BIGINT NOT NULL
);

CREATE TABLE keys (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name         TEXT COLLATE "C" NOT NULL,
    owner        TEXT COLLATE "C" NOT NULL REFERENCES people (id) DEFERRABLE,
    scopes       TEXT COLLATE "C" NOT NULL CHECK (scopes <> '[]'),
    is_runner    BIGINT NOT NULL CHECK (is_runner IN (0, 1)),
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_used_at BIGINT,
    revoked_at   BIGINT,
    secret_hash  BYTEA NOT NULL CHECK (length(secret_hash) = 32)
);

CREATE INDEX keys_by_age ON keys (created_at, id) WHERE is_runner = 0;
CREATE INDEX keys_by_owner ON keys (owner);

CREATE TABLE sessions (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    secret_hash  BYTEA NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    person       TEXT COLLATE "C" NOT NULL REFERENCES people (id) DEFERRABLE,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- When this browser's person last gave their password.
    confirmed_at BIGINT NOT NULL DEFAULT 0,
    user_agent   TEXT COLLATE "C" NOT NULL
);

CREATE INDEX sessions_by_person ON sessions (person, created_at, id);

CREATE TABLE notices (
    id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    session TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    body    TEXT COLLATE "C" NOT NULL
);

CREATE INDEX notices_by_age ON notices (at);

CREATE TABLE idempotency_keys (
    principal    TEXT COLLATE "C" NOT NULL,
    key          TEXT COLLATE "C" NOT NULL,
    request_hash BYTEA NOT NULL CHECK (length(request_hash) = 32),
    at           BIGINT NOT NULL,
    status       BIGINT CHECK (status BETWEEN 100 AND 599),
    body         TEXT COLLATE "C",
    -- The task that the answer belongs to: it is erased with it. NULL where there is none, or several.
    task         TEXT COLLATE "C",
    PRIMARY KEY (principal, key),
    CHECK ((status IS NULL) = (body IS NULL))
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);
CREATE INDEX idempotency_keys_by_task ON idempotency_keys (task);

-- Desktops, and what is stopped: an agent by name, or everything under the empty name.

CREATE TABLE desktops (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL,
    name_key      TEXT COLLATE "C" NOT NULL,
    group_name    TEXT COLLATE "C",
    token         TEXT COLLATE "C" NOT NULL,
    enrolment     TEXT COLLATE "C",
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT,
    system        TEXT COLLATE "C",
    workspace     TEXT COLLATE "C",
    agents        TEXT COLLATE "C" NOT NULL,
    -- The names of the secrets that its runner can fill in, as JSON. Values never come here.
    secrets       TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    remote_access TEXT COLLATE "C",
    removed_at    BIGINT
);

-- The name of a removed desktop is free again.
CREATE UNIQUE INDEX desktops_by_name ON desktops (name_key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX desktops_by_token ON desktops (token);

CREATE TABLE stops (
    agent   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    by_id   TEXT COLLATE "C" NOT NULL,
    by_name TEXT COLLATE "C" NOT NULL,
    by_kind TEXT COLLATE "C" NOT NULL CHECK (by_kind IN ('person', 'agent', 'runner', 'system'))
);

-- Agents at their doors, as they were last seen there: which program it was, and how the test of its gate went.
CREATE TABLE agent_notes (
    agent       TEXT COLLATE "C" NOT NULL,
    door        TEXT COLLATE "C" NOT NULL CHECK (door IN ('runner', 'mcp', 'rest', 'hook')),
    client      TEXT COLLATE "C",
    version     TEXT COLLATE "C",
    seen_at     BIGINT NOT NULL,
    canary      TEXT COLLATE "C" CHECK (canary IN ('passed', 'failed')),
    canary_at   BIGINT,
    canary_note TEXT COLLATE "C",
    PRIMARY KEY (agent, door),
    CHECK ((canary IS NULL) = (canary_at IS NULL)),
    CHECK (canary_note IS NULL OR canary IS NOT NULL)
);

-- Tasks, what they depend on, and what their runs left.

CREATE TABLE tasks (
    number             BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
    id                 TEXT COLLATE "C" NOT NULL UNIQUE,
    version            BIGINT NOT NULL CHECK (version >= 1),
    kind               TEXT COLLATE "C" NOT NULL CHECK (kind IN ('prompt', 'command')),
    title              TEXT COLLATE "C" NOT NULL,
    content            TEXT COLLATE "C" NOT NULL,
    search_text        TEXT COLLATE "C" NOT NULL,
    desktop            TEXT COLLATE "C" NOT NULL REFERENCES desktops (id) DEFERRABLE,
    interpreter        TEXT COLLATE "C" CHECK (interpreter IN ('bash', 'sh', 'powershell', 'exec')),
    agent              TEXT COLLATE "C",
    external_agent     TEXT COLLATE "C",
    requires_approval  BIGINT NOT NULL CHECK (requires_approval IN (0, 1)),
    approve_before_run BIGINT NOT NULL CHECK (approve_before_run IN (0, 1)),
    dependency_count   BIGINT NOT NULL CHECK (dependency_count >= 0),
    cwd                TEXT COLLATE "C",
    timeout_seconds    BIGINT NOT NULL CHECK (timeout_seconds >= 0),
    retry_of           TEXT COLLATE "C" REFERENCES tasks (id) DEFERRABLE,
    attempt            BIGINT NOT NULL CHECK (attempt >= 1),
    previous_feedback  TEXT COLLATE "C",
    created_by_id      TEXT COLLATE "C" NOT NULL,
    created_by_name    TEXT COLLATE "C" NOT NULL,
    created_by_kind    TEXT COLLATE "C" NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at         BIGINT NOT NULL,
    external_ref       TEXT COLLATE "C",
    state              TEXT COLLATE "C" NOT NULL,
    status             TEXT COLLATE "C" NOT NULL
                       CHECK (status IN ('pending', 'running', 'review', 'done', 'failed', 'cancelled')),
    phase              TEXT COLLATE "C" CHECK (phase IN ('draft', 'held', 'asking', 'queued')),
    queued_since       BIGINT,
    queued_approval    TEXT COLLATE "C",
    waits_on           TEXT COLLATE "C",
    lease_until        BIGINT,
    -- When it was over: done, failed or cancelled.
    ended_at           BIGINT,
    -- 1 for a command whose runner fell silent, until a person says whether it ran.
    unclosed           BIGINT NOT NULL DEFAULT 0 CHECK (unclosed IN (0, 1)),
    -- Random text that goes into what is approved; empty where there is none.
    salt               TEXT COLLATE "C" NOT NULL DEFAULT '',
    -- Who erased its texts, when, and how much there was, as JSON.
    purged             TEXT COLLATE "C",
    CHECK ((status = 'pending') = (phase IS NOT NULL)),
    CHECK ((phase IS NOT DISTINCT FROM 'queued') = (queued_since IS NOT NULL)),
    CHECK (queued_approval IS NULL OR phase IS NOT DISTINCT FROM 'queued'),
    CHECK (waits_on IS NULL OR phase IS NOT DISTINCT FROM 'asking' OR status = 'review'),
    CHECK (lease_until IS NULL OR status = 'running')
);

CREATE INDEX tasks_by_status ON tasks (status, number);
CREATE INDEX tasks_by_desktop ON tasks (desktop, number);
-- Whoever works on a task, for the board's filter and the names in it.
CREATE INDEX tasks_by_agent ON tasks (COALESCE(external_agent, agent), number);
-- The board walks a column from any place in it: in Pending, what asks a person comes first.
CREATE INDEX tasks_asking_first ON tasks (status, (phase IS NOT DISTINCT FROM 'asking'), number)
    WHERE status = 'pending';
CREATE INDEX tasks_queued ON tasks (desktop, queued_since, number) WHERE phase = 'queued';
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX tasks_retrying ON tasks (retry_of, number) WHERE retry_of IS NOT NULL;
CREATE INDEX tasks_waiting_for_others ON tasks (status, id, dependency_count)
    WHERE status = 'pending' AND dependency_count > 0;
-- Few, and looked for on every board.
CREATE INDEX tasks_unclosed ON tasks (ended_at, number) WHERE unclosed = 1;
CREATE INDEX tasks_to_purge ON tasks (ended_at, number) WHERE purged IS NULL AND ended_at IS NOT NULL;

CREATE TABLE task_dependencies (
    task       TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    position   BIGINT NOT NULL CHECK (position >= 1),
    depends_on TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    PRIMARY KEY (task, position),
    UNIQUE (task, depends_on),
    CHECK (task <> depends_on)
);

CREATE INDEX task_dependencies_behind ON task_dependencies (depends_on, task);

CREATE TABLE task_logs (
    task   TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    seq    BIGINT NOT NULL CHECK (seq >= 1),
    stream TEXT COLLATE "C" NOT NULL CHECK (stream IN ('stdout', 'stderr', 'system')),
    at     BIGINT NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (task, seq)
);

CREATE TABLE task_files (
    task      TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    path      TEXT COLLATE "C" NOT NULL,
    change    TEXT COLLATE "C" NOT NULL CHECK (change IN ('added', 'modified', 'deleted', 'renamed')),
    old_path  TEXT COLLATE "C",
    additions BIGINT NOT NULL CHECK (additions >= 0),
    deletions BIGINT NOT NULL CHECK (deletions >= 0),
    diff      TEXT COLLATE "C" NOT NULL,
    is_binary BIGINT NOT NULL CHECK (is_binary IN (0, 1)),
    truncated BIGINT NOT NULL CHECK (truncated IN (0, 1)),
    PRIMARY KEY (task, path)
);

CREATE TABLE task_usage (
    task          TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES tasks (id) DEFERRABLE,
    model         TEXT COLLATE "C" NOT NULL,
    turns         BIGINT NOT NULL CHECK (turns >= 0),
    input_tokens  BIGINT NOT NULL CHECK (input_tokens >= 0),
    output_tokens BIGINT NOT NULL CHECK (output_tokens >= 0)
);

-- Tasks whose texts are erased while the files of the database may hold traces of them. 1 while somebody waits for that.
CREATE TABLE traces (
    task   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES tasks (id) DEFERRABLE,
    urgent BIGINT NOT NULL CHECK (urgent IN (0, 1))
);

-- Agents' actions.

CREATE TABLE actions (
    id                TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version           BIGINT NOT NULL CHECK (version >= 1),
    task              TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    task_number       BIGINT NOT NULL CHECK (task_number >= 1),
    desktop           TEXT COLLATE "C" NOT NULL REFERENCES desktops (id) DEFERRABLE,
    enrolment         TEXT COLLATE "C" NOT NULL,
    run_as            TEXT COLLATE "C" NOT NULL,
    revision          BIGINT NOT NULL CHECK (revision >= 1),
    attempt           BIGINT NOT NULL CHECK (attempt >= 1),
    previous          TEXT COLLATE "C" REFERENCES actions (id) DEFERRABLE,
    proposal          TEXT COLLATE "C" NOT NULL,
    -- Whether its agent does it itself: no runner takes it.
    own               BIGINT NOT NULL CHECK (own IN (0, 1)),
    requested_by_id   TEXT COLLATE "C" NOT NULL,
    requested_by_name TEXT COLLATE "C" NOT NULL,
    requested_by_kind TEXT COLLATE "C" NOT NULL CHECK (requested_by_kind IN ('person', 'agent', 'runner', 'system')),
    -- The person who changed the command that an agent had proposed, as JSON.
    edited_by         TEXT COLLATE "C",
    proposed_at       BIGINT NOT NULL,
    facts             TEXT COLLATE "C" NOT NULL,
    judgement         TEXT COLLATE "C" NOT NULL,
    -- The files that it runs by name, as its desktop found them while a person was asked.
    operands          TEXT COLLATE "C" NOT NULL,
    -- Whether a desktop should look at files now.
    unseen            BIGINT NOT NULL CHECK (unseen IN (0, 1)),
    salt              TEXT COLLATE "C" NOT NULL,
    -- 0 low, 1 medium, 2 high, as in approvals.
    risk              BIGINT NOT NULL CHECK (risk IN (0, 1, 2)),
    state             TEXT COLLATE "C" NOT NULL,
    status            TEXT COLLATE "C" NOT NULL
                      CHECK (status IN ('pending', 'approved', 'running', 'released', 'succeeded', 'failed',
                                        'outcome_unknown', 'rejected', 'expired', 'withdrawn', 'superseded', 'revoked',
                                        'lapsed')),
    -- The approval it waits on, runs on, or was answered by. It names this row, so it is written after it.
    approval          TEXT COLLATE "C",
    approved_at       BIGINT,
    execute_by        BIGINT,
    lease_until       BIGINT,
    CHECK (previous IS NULL OR previous <> id),
    CHECK (status NOT IN ('pending', 'rejected', 'expired', 'revoked') OR approval IS NOT NULL),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL)),
    CHECK ((status = 'approved') = (execute_by IS NOT NULL)),
    CHECK ((status = 'running') = (lease_until IS NOT NULL)),
    CHECK (status <> 'released' OR own = 1)
);

CREATE INDEX actions_by_task ON actions (task, proposed_at, id);
CREATE INDEX actions_by_age ON actions (proposed_at, id);
CREATE INDEX actions_ready ON actions (desktop, approved_at, id, execute_by) WHERE status = 'approved';
CREATE INDEX actions_unused ON actions (execute_by) WHERE execute_by IS NOT NULL;
CREATE INDEX actions_leased ON actions (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX actions_unseen ON actions (desktop, proposed_at, id) WHERE unseen = 1;
-- Those that a person may still have to close: few, and looked for on every board.
CREATE INDEX actions_unknown ON actions (task, proposed_at, id) WHERE status = 'outcome_unknown';

CREATE TABLE action_logs (
    action TEXT COLLATE "C" NOT NULL REFERENCES actions (id) DEFERRABLE,
    seq    BIGINT NOT NULL CHECK (seq >= 1),
    stream TEXT COLLATE "C" NOT NULL CHECK (stream IN ('stdout', 'stderr', 'system')),
    at     BIGINT NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (action, seq)
);

CREATE TABLE action_files (
    action    TEXT COLLATE "C" NOT NULL REFERENCES actions (id) DEFERRABLE,
    path      TEXT COLLATE "C" NOT NULL,
    change    TEXT COLLATE "C" NOT NULL CHECK (change IN ('added', 'modified', 'deleted', 'renamed')),
    old_path  TEXT COLLATE "C",
    additions BIGINT NOT NULL CHECK (additions >= 0),
    deletions BIGINT NOT NULL CHECK (deletions >= 0),
    diff      TEXT COLLATE "C" NOT NULL,
    is_binary BIGINT NOT NULL CHECK (is_binary IN (0, 1)),
    truncated BIGINT NOT NULL CHECK (truncated IN (0, 1)),
    PRIMARY KEY (action, path)
);

CREATE TABLE task_messages (
    task        TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    seq         BIGINT NOT NULL CHECK (seq >= 1),
    id          TEXT COLLATE "C" NOT NULL UNIQUE,
    at          BIGINT NOT NULL,
    author_id   TEXT COLLATE "C" NOT NULL,
    author_name TEXT COLLATE "C" NOT NULL,
    author_kind TEXT COLLATE "C" NOT NULL CHECK (author_kind IN ('person', 'agent', 'runner', 'system')),
    text        TEXT COLLATE "C" NOT NULL,
    action      TEXT COLLATE "C" REFERENCES actions (id) DEFERRABLE,
    mentions    TEXT COLLATE "C" REFERENCES tasks (id) DEFERRABLE,
    PRIMARY KEY (task, seq)
);

-- The server's signed word that a task or an action may run, as its runner is to get it.
CREATE TABLE permits (
    work       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    text       TEXT COLLATE "C" NOT NULL,
    signature  TEXT COLLATE "C" NOT NULL,
    public_key TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL
);

-- Approvals, what was answered, and what people do on the way to an answer.

CREATE TABLE approvals (
    id                TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    gate              TEXT COLLATE "C" NOT NULL CHECK (gate IN ('before_run', 'action', 'after_run')),
    task              TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    task_number       BIGINT NOT NULL CHECK (task_number >= 1),
    desktop           TEXT COLLATE "C" NOT NULL REFERENCES desktops (id) DEFERRABLE,
    action            TEXT COLLATE "C" REFERENCES actions (id) DEFERRABLE,
    revision          BIGINT NOT NULL CHECK (revision >= 1),
    digest            TEXT COLLATE "C" NOT NULL CHECK (digest LIKE 'sha256:%' AND length(digest) = 71),
    requested_by_id   TEXT COLLATE "C" NOT NULL,
    requested_by_name TEXT COLLATE "C" NOT NULL,
    requested_by_kind TEXT COLLATE "C" NOT NULL CHECK (requested_by_kind IN ('person', 'agent', 'runner', 'system')),
    requested_at      BIGINT NOT NULL,
    decide_by         BIGINT,
    required          BIGINT NOT NULL CHECK (required >= 1),
    -- 0 low, 1 medium, 2 high: a number, because lists sort by it.
    risk              BIGINT NOT NULL CHECK (risk IN (0, 1, 2)),
    version           BIGINT NOT NULL CHECK (version >= 1),
    state             TEXT COLLATE "C" NOT NULL,
    status            TEXT COLLATE "C" NOT NULL
                      CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn', 'superseded',
                                        'revoked', 'lapsed')),
    verdict           TEXT COLLATE "C" CHECK (verdict IN ('approve', 'reject')),
    decided_at        BIGINT,
    -- When it stopped waiting; 0 while it waits, so that one index orders both.
    closed_at         BIGINT NOT NULL,
    execute_by        BIGINT,
    claimed_at        BIGINT,
    -- Everybody who answered, in order, as JSON.
    votes             TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    -- What the digest is over, at the action gate, as JSON.
    bound             TEXT COLLATE "C",
    -- When people were told again that it waits, and when they are told next.
    reminded_at       BIGINT,
    remind_at         BIGINT,
    -- What the command of a task said about itself when a person was asked before it runs, as JSON.
    noted             TEXT COLLATE "C",
    -- The enrolment of the desktop that a person was asked about, before a task runs there. An action has its own.
    enrolment         TEXT COLLATE "C",
    CHECK ((gate = 'action') = (action IS NOT NULL)),
    CHECK ((status = 'pending') = (closed_at = 0)),
    CHECK ((verdict IS NULL) = (decided_at IS NULL)),
    CHECK ((status IN ('approved', 'rejected', 'revoked', 'lapsed')) = (verdict IS NOT NULL)),
    CHECK (execute_by IS NULL OR status = 'approved'),
    CHECK (claimed_at IS NULL OR status = 'approved')
);

CREATE INDEX approvals_pending ON approvals (requested_at, id, gate, desktop) WHERE status = 'pending';
CREATE INDEX approvals_pending_by_risk ON approvals (risk, requested_at, id) WHERE status = 'pending';
CREATE INDEX approvals_pending_by_task ON approvals (task_number) WHERE status = 'pending';
-- How many actions of each agent wait, without walking every result that does.
CREATE INDEX approvals_pending_actions ON approvals (requested_by_name) WHERE status = 'pending' AND gate = 'action';
CREATE INDEX approvals_deadline ON approvals (decide_by) WHERE status = 'pending' AND decide_by IS NOT NULL;
CREATE INDEX approvals_to_remind ON approvals (remind_at) WHERE status = 'pending' AND remind_at IS NOT NULL;
CREATE INDEX approvals_unused ON approvals (execute_by)
    WHERE status = 'approved' AND claimed_at IS NULL AND execute_by IS NOT NULL;
CREATE INDEX approvals_by_task ON approvals (task, requested_at, id);
CREATE INDEX approvals_by_age ON approvals (requested_at, id);
CREATE INDEX approvals_closed ON approvals (closed_at, id);
CREATE INDEX approvals_decided ON approvals (gate, decided_at, verdict) WHERE verdict IS NOT NULL;

-- Every answer that a person gave, also one of several, and one that somebody else's ended.
CREATE TABLE answers (
    -- Given here: what is inserted names none.
    seq      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY CHECK (seq >= 1),
    person   TEXT COLLATE "C" NOT NULL,
    approval TEXT COLLATE "C" NOT NULL REFERENCES approvals (id) DEFERRABLE,
    verdict  TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('approve', 'reject')),
    asked_at BIGINT NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX answers_by_person ON answers (person, at, seq);
CREATE INDEX answers_by_age ON answers (at, seq);

-- What a person has put aside for themselves. It answers nothing.
CREATE TABLE snoozes (
    person   TEXT COLLATE "C" NOT NULL REFERENCES people (id) DEFERRABLE,
    approval TEXT COLLATE "C" NOT NULL REFERENCES approvals (id) DEFERRABLE,
    -- What was asked then, and how many had answered: when either differs, it is back.
    digest   TEXT COLLATE "C" NOT NULL,
    votes    BIGINT NOT NULL CHECK (votes >= 0),
    at       BIGINT NOT NULL,
    -- When it comes back; NULL is when it changes.
    until    BIGINT CHECK (until > at),
    PRIMARY KEY (person, approval)
);

-- What people say about lines of changed files. Drafts of whoever wrote them until they go with an answer.
CREATE TABLE comments (
    id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    task     TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    approval TEXT COLLATE "C" NOT NULL REFERENCES approvals (id) DEFERRABLE,
    by_id    TEXT COLLATE "C" NOT NULL,
    by_name  TEXT COLLATE "C" NOT NULL,
    by_kind  TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    path     TEXT COLLATE "C" NOT NULL,
    side     TEXT COLLATE "C" NOT NULL CHECK (side IN ('old', 'new')),
    line     BIGINT NOT NULL CHECK (line > 0),
    -- What the line said, or its beginning.
    quote    TEXT COLLATE "C" NOT NULL,
    text     TEXT COLLATE "C" NOT NULL,
    sent_at  BIGINT CHECK (sent_at >= at)
);

CREATE INDEX comments_by_task ON comments (task);

-- The changed files that a person has looked at, as they were then.
CREATE TABLE viewed (
    person TEXT COLLATE "C" NOT NULL REFERENCES people (id) DEFERRABLE,
    task   TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    path   TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, task, path)
);

CREATE INDEX viewed_by_task ON viewed (task);

-- The policy and its rules.

CREATE TABLE policy (
    id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    preset  TEXT COLLATE "C" NOT NULL CHECK (preset IN ('autonomous', 'permissive', 'balanced', 'restrictive')),
    version BIGINT NOT NULL CHECK (version >= 1)
);

INSERT INTO policy (id, preset, version) VALUES (1, 'restrictive', 1);

CREATE TABLE policy_rules (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    level           TEXT COLLATE "C" NOT NULL CHECK (level IN ('runs', 'asks', 'blocked')),
    agent           TEXT COLLATE "C",
    desktop         TEXT COLLATE "C" REFERENCES desktops (id) DEFERRABLE,
    interpreter     TEXT COLLATE "C" CHECK (interpreter IN ('bash', 'sh', 'powershell', 'exec')),
    command         TEXT COLLATE "C" CHECK (command <> ''),
    note            TEXT COLLATE "C" NOT NULL,
    created_by_id   TEXT COLLATE "C" NOT NULL,
    created_by_name TEXT COLLATE "C" NOT NULL,
    created_by_kind TEXT COLLATE "C" NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      BIGINT NOT NULL,
    expires_at      BIGINT,
    revoked_at      BIGINT,
    uses            BIGINT NOT NULL CHECK (uses >= 0),
    used_at         BIGINT,
    -- How many people must say yes to what the rule makes ask.
    people          BIGINT NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 9),
    -- How many seconds people have to decide what the rule makes ask; none leaves that to the settings.
    decide_within   BIGINT CHECK (decide_within BETWEEN 1 AND 2592000),
    CHECK ((uses = 0) = (used_at IS NULL))
);

CREATE INDEX policy_rules_by_age ON policy_rules (created_at, id);

-- Saved commands, every version as it was, and which of them a task ran.

CREATE TABLE scripts (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version         BIGINT NOT NULL CHECK (version >= 1),
    name            TEXT COLLATE "C" NOT NULL,
    name_key        TEXT COLLATE "C" NOT NULL,
    interpreter     TEXT COLLATE "C" NOT NULL CHECK (interpreter IN ('bash', 'sh', 'powershell')),
    body            TEXT COLLATE "C" NOT NULL,
    description     TEXT COLLATE "C" NOT NULL,
    parameters      TEXT COLLATE "C" NOT NULL,
    created_by_id   TEXT COLLATE "C" NOT NULL,
    created_by_name TEXT COLLATE "C" NOT NULL,
    created_by_kind TEXT COLLATE "C" NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    removed_at      BIGINT
);

-- The name of a removed script is free again.
CREATE UNIQUE INDEX scripts_by_name ON scripts (name_key) WHERE removed_at IS NULL;

CREATE TABLE script_versions (
    script      TEXT COLLATE "C" NOT NULL REFERENCES scripts (id) DEFERRABLE,
    version     BIGINT NOT NULL CHECK (version >= 1),
    interpreter TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    by_id       TEXT COLLATE "C" NOT NULL,
    by_name     TEXT COLLATE "C" NOT NULL,
    by_kind     TEXT COLLATE "C" NOT NULL CHECK (by_kind IN ('person', 'agent', 'runner', 'system')),
    PRIMARY KEY (script, version)
);

CREATE TABLE script_runs (
    task    TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES tasks (id) DEFERRABLE,
    script  TEXT COLLATE "C" NOT NULL REFERENCES scripts (id) DEFERRABLE,
    version BIGINT NOT NULL CHECK (version >= 1),
    number  BIGINT NOT NULL
);

CREATE INDEX script_runs_by_script ON script_runs (script, number);

-- Outside addresses, and what they are told.

CREATE TABLE webhooks (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name            TEXT COLLATE "C" NOT NULL,
    name_key        TEXT COLLATE "C" NOT NULL,
    url             TEXT COLLATE "C" NOT NULL,
    secret          TEXT COLLATE "C" NOT NULL,
    created_by_id   TEXT COLLATE "C" NOT NULL,
    created_by_name TEXT COLLATE "C" NOT NULL,
    created_by_kind TEXT COLLATE "C" NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      BIGINT NOT NULL,
    removed_at      BIGINT
);

CREATE INDEX webhooks_by_name ON webhooks (name_key, id) WHERE removed_at IS NULL;

CREATE TABLE webhook_deliveries (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    webhook    TEXT COLLATE "C" NOT NULL REFERENCES webhooks (id) DEFERRABLE,
    task       TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) DEFERRABLE,
    body       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    status     TEXT COLLATE "C" NOT NULL CHECK (status IN ('waiting', 'delivered', 'given_up')),
    tries      BIGINT NOT NULL CHECK (tries >= 0),
    next_at    BIGINT,
    CHECK ((status = 'waiting') = (next_at IS NOT NULL))
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, created_at, id);
CREATE INDEX webhook_deliveries_by_task ON webhook_deliveries (task);

-- Ways to tell people that something waits, and what was told there. No text of a request is here.

CREATE TABLE channels (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version         BIGINT NOT NULL CHECK (version >= 1),
    name            TEXT COLLATE "C" NOT NULL,
    name_key        TEXT COLLATE "C" NOT NULL,
    -- Whose it is; NULL is a team's.
    person          TEXT COLLATE "C" REFERENCES people (id) DEFERRABLE,
    kind            TEXT COLLATE "C" NOT NULL CHECK (kind IN ('email', 'slack', 'push')),
    -- Where it leads, as JSON.
    route           TEXT COLLATE "C" NOT NULL,
    -- What is told there, as JSON.
    wanted          TEXT COLLATE "C" NOT NULL,
    created_by_id   TEXT COLLATE "C" NOT NULL,
    created_by_name TEXT COLLATE "C" NOT NULL,
    created_by_kind TEXT COLLATE "C" NOT NULL CHECK (created_by_kind IN ('person', 'agent', 'runner', 'system')),
    created_at      BIGINT NOT NULL,
    removed_at      BIGINT,
    told_at         BIGINT,
    -- Why the last try failed, as JSON; NULL once something arrived again.
    trouble         TEXT COLLATE "C"
);

CREATE INDEX channels_by_name ON channels (name_key, id) WHERE removed_at IS NULL;
-- A person has one mailbox.
CREATE UNIQUE INDEX channels_mailbox ON channels (person) WHERE removed_at IS NULL AND kind = 'email';

CREATE TABLE told (
    channel  TEXT COLLATE "C" NOT NULL REFERENCES channels (id) DEFERRABLE,
    approval TEXT COLLATE "C" NOT NULL REFERENCES approvals (id) DEFERRABLE,
    -- When it was last told.
    at       BIGINT NOT NULL,
    -- 0 where that was given up.
    reached  BIGINT NOT NULL CHECK (reached IN (0, 1)),
    PRIMARY KEY (channel, approval)
);

-- What happened, and who did what. Their numbers come from `heads`.

CREATE TABLE events (
    seq      BIGINT NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at       BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    task     TEXT COLLATE "C",
    approval TEXT COLLATE "C",
    desktop  TEXT COLLATE "C",
    payload  TEXT COLLATE "C" NOT NULL
);

-- The events of one day.
CREATE INDEX events_by_age ON events (at);

CREATE TABLE audit (
    seq          BIGINT NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at           BIGINT NOT NULL,
    actor_id     TEXT COLLATE "C" NOT NULL,
    actor_name   TEXT COLLATE "C" NOT NULL,
    actor_kind   TEXT COLLATE "C" NOT NULL CHECK (actor_kind IN ('person', 'agent', 'runner', 'system')),
    action       TEXT COLLATE "C" NOT NULL,
    subject_kind TEXT COLLATE "C" NOT NULL,
    subject_id   TEXT COLLATE "C" NOT NULL,
    digest       TEXT COLLATE "C",
    prev_hash    TEXT COLLATE "C" NOT NULL CHECK (length(prev_hash) = 64),
    hash         TEXT COLLATE "C" NOT NULL CHECK (length(hash) = 64)
);

-- What the log says about one thing.
CREATE INDEX audit_by_subject ON audit (subject_id, seq);

-- What keeps the tallies.

CREATE FUNCTION tally_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE tallies SET value = value - 1 WHERE what = 'task' AND word = OLD.status;
    END IF;
    UPDATE tallies SET value = value + 1 WHERE what = 'task' AND word = NEW.status;
    RETURN NULL;
END $$;

CREATE TRIGGER tasks_tally_new AFTER INSERT ON tasks
FOR EACH ROW EXECUTE FUNCTION tally_task();

CREATE TRIGGER tasks_tally_moved AFTER UPDATE OF status ON tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION tally_task();

CREATE FUNCTION tally_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE tallies SET value = value + 1 WHERE what = 'pending' AND word = NEW.gate;
    ELSE
        UPDATE tallies SET value = value - 1 WHERE what = 'pending' AND word = OLD.gate;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER approvals_tally_new AFTER INSERT ON approvals
FOR EACH ROW WHEN (NEW.status = 'pending') EXECUTE FUNCTION tally_approval();

-- Nothing comes back to pending: what is asked again is another approval.
CREATE TRIGGER approvals_tally_closed AFTER UPDATE OF status ON approvals
FOR EACH ROW WHEN (OLD.status = 'pending' AND NEW.status <> 'pending') EXECUTE FUNCTION tally_approval();

-- What never happens. The product does none of it; these stop everything else that comes through SQL.

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER approvals_stay_closed BEFORE UPDATE OF status ON approvals
FOR EACH ROW WHEN (OLD.status <> 'pending' AND NEW.status = 'pending')
EXECUTE FUNCTION refuse('an approval that was closed does not open again');

-- An action runs once: what is tried again is another action. It is asked about again only before it ran.
CREATE TRIGGER actions_go_forward BEFORE UPDATE OF status ON actions
FOR EACH ROW WHEN (OLD.status <> NEW.status
    AND (OLD.status NOT IN ('pending', 'approved', 'running')
         OR NEW.status = 'pending' AND OLD.status <> 'approved'
         OR OLD.status = 'running' AND NEW.status IN ('approved', 'released')))
EXECUTE FUNCTION refuse('an action does not go back');

CREATE TRIGGER tasks_stay_purged BEFORE UPDATE OF purged ON tasks
FOR EACH ROW WHEN (OLD.purged IS NOT NULL) EXECUTE FUNCTION refuse('what was purged stays so');

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse('the audit log is append-only');

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse('the audit log is append-only');

CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the audit log is append-only');

-- What SQLite knows of JSON in texts and of texts in texts, under its names, so that one statement serves both. PostgreSQL
-- refuses a letter U+0000 in JSON; the replacement character is as long.

CREATE FUNCTION json_extract(document TEXT, path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CAST(replace(document, '\u0000', '\ufffd') AS json) #>> string_to_array(substr(path, 3), '.')
$$;

CREATE FUNCTION json_array_length(document TEXT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CAST(json_array_length(CAST(document AS json)) AS BIGINT)
$$;

CREATE FUNCTION json_each(document TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CAST(element AS TEXT) FROM json_array_elements(CAST(document AS json)) AS element
$$;

CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS BIGINT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CAST(strpos(whole, part) AS BIGINT)
$$;
