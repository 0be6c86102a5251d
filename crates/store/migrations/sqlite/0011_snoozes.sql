-- What a person has put aside for themselves. It answers nothing.
CREATE TABLE snoozes (
    person   TEXT NOT NULL REFERENCES people (id),
    approval TEXT NOT NULL REFERENCES approvals (id),
    -- What was asked then, and how many had answered: when either differs, it is back.
    digest   TEXT NOT NULL,
    votes    INTEGER NOT NULL CHECK (votes >= 0),
    at       INTEGER NOT NULL,
    -- When it comes back; NULL is when it changes.
    until    INTEGER CHECK (until > at),
    PRIMARY KEY (person, approval)
) STRICT;
