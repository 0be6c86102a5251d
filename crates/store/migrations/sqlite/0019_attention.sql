-- How attentively people answer, and what follows.

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
           a.requested_at AS asked_at, json_extract(v.value, '$.at') AS at
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
