//! What people answered: kept to count how attentively they do.

pub(crate) const INSERT: &str = "INSERT INTO answers (person, approval, verdict, asked_at, at) \
     VALUES ($1, $2, $3, $4, $5)";

/// Writes nothing when they have answered anything else since the newest answer that was counted.
pub(crate) const INSERT_AFTER: &str = "INSERT INTO answers (person, approval, verdict, asked_at, at) \
     SELECT $1, $2, $3, $4, $5 \
     WHERE NOT EXISTS (SELECT 1 FROM answers s WHERE s.person = $1 AND s.at >= $6 AND s.seq > $7)";

pub(crate) const OF_PERSON: &str = "SELECT s.seq AS seq, s.person AS person, s.verdict AS verdict, \
     s.asked_at AS asked_at, s.at AS at FROM answers s WHERE s.person = $1 AND s.at >= $2 \
     ORDER BY s.at DESC, s.seq DESC LIMIT $3 + 0";

/// As many as [`domain::limits::DECISIONS_COUNTED`].
pub(crate) const ALL: &str = "SELECT s.seq AS seq, s.person AS person, s.verdict AS verdict, \
     s.asked_at AS asked_at, s.at AS at FROM answers s WHERE s.at >= $1 ORDER BY s.at DESC, s.seq DESC LIMIT 20000";

/// The newest stays: whoever answers next has a greater number.
pub(crate) const FORGET: &str = "DELETE FROM answers WHERE seq IN (SELECT s.seq FROM answers s WHERE s.at < $1 \
     AND s.seq < (SELECT MAX(n.seq) FROM answers n) ORDER BY s.at, s.seq LIMIT $2 + 0)";
