-- The enrolment of the desktop that a person was asked about, before a task runs there. Null at the other gates (an
-- action has its own), and where it is not known: a yes to that is asked for again.
ALTER TABLE approvals ADD COLUMN enrolment TEXT;

UPDATE approvals SET enrolment = (
    SELECT d.enrolment FROM desktops d JOIN keys k ON k.id = d.enrolment
    WHERE d.id = approvals.desktop AND k.created_at <= approvals.requested_at
) WHERE gate = 'before_run' AND status IN ('pending', 'approved');
