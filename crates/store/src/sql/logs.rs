//! What runs wrote.

pub(crate) const INSERT: &str = "INSERT INTO task_logs (task, seq, stream, at, bytes) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (task, seq) DO NOTHING";

pub(crate) const PAGE: &str = "SELECT task, seq, stream, at, bytes FROM task_logs WHERE task = $1 AND seq > $2 \
     ORDER BY seq LIMIT $3";

/// Pieces of output until the ones before them fill the limit.
pub(crate) const OUTPUT: &str = "SELECT l.bytes AS bytes FROM (SELECT seq, \
     SUM(LENGTH(bytes)) OVER (ORDER BY seq) - LENGTH(bytes) AS before FROM task_logs \
     WHERE task = $1 AND stream IN ('stdout', 'stderr')) o \
     JOIN task_logs l ON l.task = $1 AND l.seq = o.seq WHERE o.before < $2 ORDER BY o.seq";

pub(crate) const TOTAL: &str = "SELECT CAST(COALESCE(SUM(LENGTH(bytes)), 0) AS BIGINT) AS total FROM task_logs \
     WHERE task = $1 AND stream IN ('stdout', 'stderr')";

pub(crate) const COUNT: &str = "SELECT COUNT(*) AS pieces FROM task_logs WHERE task = $1";
