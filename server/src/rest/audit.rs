//! The audit log.

use axum::Json as Body;
use axum::extract::State;
use domain::wire::{AuditItem, Page};
use service::MissionControl;

use super::query::Query;
use crate::auth::Who;
use crate::problem::Problem;

/// Audit rows, oldest first; each carries the hash of the one before it.
#[utoipa::path(get, path = "/audit", tag = "activity", responses((status = 200, body = Page<AuditItem>)), params(
    ("after" = Option<i64>, Query, description = "Only rows after this number"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<AuditItem>>, Problem> {
    let query = query.only(&["after", "cursor", "limit"])?;
    let after = query.after()?.unwrap_or(0);
    Ok(Body(mission.audit(&actor, after, query.limit()?).await?))
}
