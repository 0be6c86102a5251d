//! What is stopped.

/// Whoever stopped it first did.
pub(crate) const INSERT: &str = "INSERT INTO stops (agent, at, by_id, by_name, by_kind) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (agent) DO NOTHING";

pub(crate) const DELETE: &str = "DELETE FROM stops WHERE agent = $1";

pub(crate) const ALL: &str = "SELECT agent, at, by_id, by_name, by_kind FROM stops ORDER BY agent";

/// One row while neither this agent nor everything is stopped.
pub(crate) const GOING: &str =
    "SELECT 1 AS going WHERE NOT EXISTS (SELECT 1 FROM stops s WHERE s.agent IN ('', $1))";
