//! Agents at their doors.

/// Who does not say which program it is leaves what was said before, and no test leaves the last one.
pub(crate) const PUT: &str = "INSERT INTO agent_notes (agent, door, client, version, seen_at, canary, canary_at, canary_note) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (agent, door) DO UPDATE SET \
     version = CASE WHEN excluded.client IS NULL THEN agent_notes.version ELSE excluded.version END, \
     client = COALESCE(excluded.client, agent_notes.client), seen_at = excluded.seen_at, \
     canary_at = CASE WHEN excluded.canary IS NULL THEN agent_notes.canary_at ELSE excluded.canary_at END, \
     canary_note = CASE WHEN excluded.canary IS NULL THEN agent_notes.canary_note ELSE excluded.canary_note END, \
     canary = COALESCE(excluded.canary, agent_notes.canary)";

pub(crate) const ALL: &str = "SELECT agent, door, client, version, seen_at, canary, canary_at, canary_note \
     FROM agent_notes ORDER BY agent, door";
