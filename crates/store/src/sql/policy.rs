//! The policy and its rules.

pub(crate) const UPDATE: &str =
    "UPDATE policy SET version = $2, preset = $3 WHERE id = 1 AND version = $1";

pub(crate) const EXPECT: &str = "SELECT id FROM policy WHERE id = 1 AND version = $1";

pub(crate) const INSERT_RULE: &str = "INSERT INTO policy_rules (id, level, agent, desktop, interpreter, command, \
     note, created_by_id, created_by_name, created_by_kind, created_at, expires_at, revoked_at, uses, used_at, people, \
     decide_within) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

pub(crate) const REVOKE_RULE: &str =
    "UPDATE policy_rules SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";

/// Each use counts, in whatever order they arrive.
pub(crate) const TOUCH_RULE: &str = "UPDATE policy_rules SET uses = uses + 1, \
     used_at = CASE WHEN used_at > $2 THEN used_at ELSE $2 END WHERE id = $1";

/// The preset on each row, and one row without a rule when there are none: both are read at one moment.
pub(crate) const ALL: &str = "SELECT p.preset AS preset, p.version AS version, r.id AS r_id, r.level AS r_level, \
     r.agent AS r_agent, r.desktop AS r_desktop, r.interpreter AS r_interpreter, r.command AS r_command, \
     r.note AS r_note, r.created_by_id AS r_created_by_id, r.created_by_name AS r_created_by_name, \
     r.created_by_kind AS r_created_by_kind, r.created_at AS r_created_at, r.expires_at AS r_expires_at, \
     r.revoked_at AS r_revoked_at, r.uses AS r_uses, r.used_at AS r_used_at, r.people AS r_people, \
     r.decide_within AS r_decide_within \
     FROM policy p LEFT JOIN policy_rules r ON 1 = 1 WHERE p.id = 1 ORDER BY r.created_at DESC, r.id DESC";
