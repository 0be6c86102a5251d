//! The audit log.

use axum::Json as Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::wire::{AuditItem, CheckpointItem, Page};
use futures::stream;
use service::MissionControl;

use super::query::Query;
use crate::auth::Who;
use crate::problem::Problem;

/// Audit rows, oldest first; each carries the hash of the one before it.
#[utoipa::path(get, path = "/audit", tag = "activity", responses((status = 200, body = Page<AuditItem>)), params(
    ("after" = Option<i64>, Query, description = "Only rows after this number"),
    ("by" = Option<String>, Query, description = "Only what this person or program, by id or by name, did"),
    ("from" = Option<String>, Query, description = "Only what was done then or later, RFC 3339"),
    ("to" = Option<String>, Query, description = "Only what was done before then, RFC 3339"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<AuditItem>>, Problem> {
    let query = query.only(&["by", "from", "to", "after", "cursor", "limit"])?;
    let after = query.after()?.unwrap_or(0);
    Ok(Body(mission.audit(&actor, &query.deeds()?, after, query.limit()?).await?))
}

/// A signed statement of how far the log has come. Keep it elsewhere: it shows later whether anything before it changed.
#[utoipa::path(get, path = "/audit/checkpoint", tag = "activity", responses((status = 200, body = CheckpointItem)))]
pub async fn checkpoint(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Body<CheckpointItem>, Problem> {
    Ok(Body(mission.audit_checkpoint(&actor).await?))
}

/// The whole log as JSON lines: every row, then the checkpoint. `mission-control verify` reads it.
#[utoipa::path(get, path = "/audit/export", tag = "activity", responses((status = 200, body = String,
    content_type = "application/jsonl")))]
pub async fn export(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Response, Problem> {
    let export = mission.audit_export(&actor).await?;
    let lines = stream::try_unfold(export, async |mut export| {
        Ok::<_, service::Error>(export.next().await?.map(|lines| (lines, export)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mission-control-audit.jsonl\""),
    ];
    // A client that is cut off in the middle has no checkpoint at the end, and `verify` says so.
    Ok((headers, axum::body::Body::from_stream(lines)).into_response())
}
