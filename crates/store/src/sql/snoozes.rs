//! What people have put aside for themselves.

pub(crate) const PUT: &str = "INSERT INTO snoozes (person, approval, digest, votes, at, until) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person, approval) DO UPDATE SET digest = excluded.digest, \
     votes = excluded.votes, at = excluded.at, until = excluded.until";

pub(crate) const DROP: &str = "DELETE FROM snoozes WHERE person = $1 AND approval = $2";

/// What is over, and what nobody is asked any more.
pub(crate) const PRUNE: &str = "DELETE FROM snoozes WHERE until < $1 \
     OR NOT EXISTS (SELECT 1 FROM approvals a WHERE a.id = approval AND a.status = 'pending')";

/// Whether `s` still holds for the approval `a`, beside its time.
macro_rules! unchanged {
    () => {
        "s.digest = a.digest AND s.votes = json_array_length(a.votes)"
    };
}

/// Whether the snooze `s` is about the approval `a` as it is; goes before its person and its time.
pub(crate) const OF_ROW: &str =
    concat!("SELECT 1 FROM snoozes s WHERE s.approval = a.id AND ", unchanged!());

pub(crate) const OF_PERSON: &str = concat!(
    "SELECT s.approval AS approval, a.gate AS gate, s.at AS at, s.until AS until \
     FROM snoozes s CROSS JOIN approvals a WHERE s.person = $1 AND a.id = s.approval \
     AND a.status = 'pending' AND (s.until IS NULL OR s.until > $2) AND ",
    unchanged!(),
    " ORDER BY s.until IS NULL, s.until, s.approval"
);
