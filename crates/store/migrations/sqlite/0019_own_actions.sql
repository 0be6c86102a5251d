-- What an agent does itself is let go on and not followed: one more state. A CHECK cannot be changed, so the table is made
-- anew with all it has.

CREATE TABLE actions_anew (
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
    -- Whether its agent does it itself: no runner takes it.
    own               INTEGER NOT NULL CHECK (own IN (0, 1)),
    requested_by_id   TEXT NOT NULL,
    requested_by_name TEXT NOT NULL,
    requested_by_kind TEXT NOT NULL CHECK (requested_by_kind IN ('person', 'agent', 'runner', 'system')),
    edited_by         TEXT,
    proposed_at       INTEGER NOT NULL,
    facts             TEXT NOT NULL,
    judgement         TEXT NOT NULL,
    operands          TEXT NOT NULL,
    -- Whether a desktop should look at files now.
    unseen            INTEGER NOT NULL CHECK (unseen IN (0, 1)),
    salt              TEXT NOT NULL,
    -- 0 low, 1 medium, 2 high, as in approvals.
    risk              INTEGER NOT NULL CHECK (risk IN (0, 1, 2)),
    state             TEXT NOT NULL,
    status            TEXT NOT NULL
                      CHECK (status IN ('pending', 'approved', 'running', 'released', 'succeeded', 'failed',
                                        'outcome_unknown', 'rejected', 'expired', 'withdrawn', 'superseded', 'revoked',
                                        'lapsed')),
    -- The approval it waits on, runs on, or was answered by. It names this row, so it is written after it.
    approval          TEXT,
    approved_at       INTEGER,
    execute_by        INTEGER,
    lease_until       INTEGER,
    CHECK (previous IS NULL OR previous <> id),
    CHECK (status NOT IN ('pending', 'rejected', 'expired', 'revoked') OR approval IS NOT NULL),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL)),
    CHECK ((status = 'approved') = (execute_by IS NOT NULL)),
    CHECK ((status = 'running') = (lease_until IS NOT NULL)),
    CHECK (status <> 'released' OR own = 1)
) STRICT;

INSERT INTO actions_anew (id, version, task, task_number, desktop, enrolment, run_as, revision, attempt, previous, proposal,
                          own, requested_by_id, requested_by_name, requested_by_kind, edited_by, proposed_at, facts,
                          judgement, operands, unseen, salt, risk, state, status, approval, approved_at, execute_by,
                          lease_until)
SELECT id, version, task, task_number, desktop, enrolment, run_as, revision, attempt, previous, proposal,
       0, requested_by_id, requested_by_name, requested_by_kind, edited_by, proposed_at, facts,
       judgement, operands, unseen, salt, risk, state, status, approval, approved_at, execute_by, lease_until
FROM actions;

DROP TABLE actions;
ALTER TABLE actions_anew RENAME TO actions;

CREATE INDEX actions_by_task ON actions (task, proposed_at, id);
CREATE INDEX actions_ready ON actions (desktop, approved_at, id, execute_by) WHERE status = 'approved';
CREATE INDEX actions_unused ON actions (execute_by) WHERE execute_by IS NOT NULL;
CREATE INDEX actions_leased ON actions (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX actions_unseen ON actions (desktop, proposed_at, id) WHERE unseen = 1;
CREATE INDEX actions_by_age ON actions (proposed_at, id);
CREATE INDEX actions_unknown ON actions (task, proposed_at, id) WHERE status = 'outcome_unknown';

-- An action runs once: what is tried again is another action. It is asked about again only before it ran.
CREATE TRIGGER actions_go_forward BEFORE UPDATE OF status ON actions
WHEN OLD.status <> NEW.status
 AND (OLD.status NOT IN ('pending', 'approved', 'running')
      OR NEW.status = 'pending' AND OLD.status <> 'approved'
      OR OLD.status = 'running' AND NEW.status IN ('approved', 'released'))
BEGIN
    SELECT RAISE(ABORT, 'an action does not go back');
END;
