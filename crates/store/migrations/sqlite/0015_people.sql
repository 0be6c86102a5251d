-- How attentively people answer, what happened when, and how people choose a password.

-- Every answer that a person gave, also one of several, and one that somebody else's ended.
CREATE TABLE answers (
    seq      INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    person   TEXT NOT NULL,
    approval TEXT NOT NULL REFERENCES approvals (id),
    verdict  TEXT NOT NULL CHECK (verdict IN ('approve', 'reject')),
    asked_at INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- What was answered before answers were kept here: what is still counted, and what was decided before votes were kept.
INSERT INTO answers (person, approval, verdict, asked_at, at)
SELECT person, approval, verdict, asked_at, at FROM (
    SELECT json_extract(v.value, '$.by.id') AS person, a.id AS approval, json_extract(v.value, '$.verdict') AS verdict,
           a.requested_at AS asked_at, CAST(unixepoch(json_extract(v.value, '$.at'), 'subsec') * 1000000 AS INTEGER) AS at
    FROM approvals a, json_each(a.votes) v
    UNION ALL
    SELECT json_extract(a.state, '$.decision.by.id'), a.id, a.verdict, a.requested_at, a.decided_at
    FROM approvals a WHERE a.verdict IS NOT NULL AND json_array_length(a.votes) = 0
) ORDER BY at, approval;

CREATE INDEX answers_by_person ON answers (person, at, seq);
CREATE INDEX answers_by_age ON answers (at, seq);

-- Whether, while somebody's attention is low, their yes counts as one of two; from which share of quick answers on it is
-- low, in percent; and how many of their last answers count.
ALTER TABLE settings ADD COLUMN attention_second_person INTEGER NOT NULL DEFAULT 0
    CHECK (attention_second_person IN (0, 1));
ALTER TABLE settings ADD COLUMN attention_share INTEGER NOT NULL DEFAULT 50 CHECK (attention_share BETWEEN 1 AND 100);
ALTER TABLE settings ADD COLUMN attention_answers INTEGER NOT NULL DEFAULT 50
    CHECK (attention_answers BETWEEN 10 AND 200);

-- The events of one day.
CREATE INDEX events_by_age ON events (at);

-- The link with which a person chooses their password, at most one each.
CREATE TABLE password_links (
    person      TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    ends_at     INTEGER NOT NULL
) STRICT;

-- Actions of late, whichever task they are of.
CREATE INDEX actions_by_age ON actions (proposed_at, id);
