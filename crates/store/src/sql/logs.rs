//! What runs wrote.

pub(crate) const INSERT: &str = "INSERT INTO task_logs (task, seq, stream, at, bytes) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (task, seq) DO NOTHING";

pub(crate) const PAGE: &str = "SELECT task, seq, stream, at, bytes FROM task_logs WHERE task = $1 AND seq > $2 \
     ORDER BY seq LIMIT $3 + 0";

/// Pieces of output until the ones before them fill the limit.
pub(crate) const OUTPUT: &str = "SELECT l.bytes AS bytes FROM (SELECT seq, \
     SUM(LENGTH(bytes)) OVER (ORDER BY seq) - LENGTH(bytes) AS before FROM task_logs \
     WHERE task = $1 AND stream IN ('stdout', 'stderr')) o \
     JOIN task_logs l ON l.task = $1 AND l.seq = o.seq WHERE o.before < $2 ORDER BY o.seq";

pub(crate) const TOTAL: &str = "SELECT CAST(COALESCE(SUM(LENGTH(bytes)), 0) AS BIGINT) AS total FROM task_logs \
     WHERE task = $1 AND stream IN ('stdout', 'stderr')";

pub(crate) const COUNT: &str = "SELECT COUNT(*) AS pieces FROM task_logs WHERE task = $1";

pub(crate) const INSERT_OF_ACTION: &str = "INSERT INTO action_logs (action, seq, stream, at, bytes) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (action, seq) DO NOTHING";

pub(crate) const PAGE_OF_ACTION: &str = "SELECT action, seq, stream, at, bytes FROM action_logs \
     WHERE action = $1 AND seq > $2 ORDER BY seq LIMIT $3 + 0";

/// The newest pieces, newest first.
pub(crate) const END_OF_ACTION: &str = "SELECT action, seq, stream, at, bytes FROM action_logs \
     WHERE action = $1 ORDER BY seq DESC LIMIT $2 + 0";

/// The same of one stream.
pub(crate) const OUTPUT_OF_ACTION: &str = "SELECT l.bytes AS bytes FROM (SELECT seq, \
     SUM(LENGTH(bytes)) OVER (ORDER BY seq) - LENGTH(bytes) AS before FROM action_logs \
     WHERE action = $1 AND stream = $2) o \
     JOIN action_logs l ON l.action = $1 AND l.seq = o.seq WHERE o.before < $3 ORDER BY o.seq";

pub(crate) const TOTAL_OF_ACTION: &str = "SELECT CAST(COALESCE(SUM(LENGTH(bytes)), 0) AS BIGINT) AS total \
     FROM action_logs WHERE action = $1 AND stream = $2";
