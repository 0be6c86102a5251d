//! Approvals: list, read, decide, take back.

use axum::Json as Body;
use axum::extract::State;
use axum::http::{HeaderName, header};
use domain::wire::{Approval, BulkAnswer, BulkResolve, Evidence, Page, Resolve, Resolved};
use domain::{Gate, Refusal};
use service::{ApprovalFilter, ApprovalList, ApprovalOrder, MissionControl};

use super::{body::Json, id::Id, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// Approvals: those that wait for a person, unless `state` asks for others.
#[utoipa::path(get, path = "/approvals", tag = "approvals", responses((status = 200, body = Page<Approval>)), params(
    ("state" = Option<String>, Query, description = "`pending` (the default), `decided` or `all`"),
    ("gate" = Option<Gate>, Query, description = "Only this gate"),
    ("desktopId" = Option<String>, Query, description = "Only this desktop"),
    ("order" = Option<String>, Query, description = "`oldest` (the default) or `unblocks`: what holds most work first"),
    ("by" = Option<String>, Query, description = "Only those that this person, by id or by name, answered"),
    ("from" = Option<String>, Query, description = "Only those that stopped waiting then or later, RFC 3339"),
    ("to" = Option<String>, Query, description = "Only those that stopped waiting before then, RFC 3339"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<Approval>>, Problem> {
    Ok(Body(mission.approvals(&actor, which(query)?).await?))
}

fn which(query: Query) -> Result<ApprovalList, Refusal> {
    let query = query.only(&[
        "state",
        "gate",
        "desktopId",
        "by",
        "from",
        "to",
        "order",
        "limit",
        "cursor",
    ])?;
    let state = |text: &str| match text {
        "pending" => Some(ApprovalFilter::Pending),
        "decided" => Some(ApprovalFilter::Decided),
        "all" => Some(ApprovalFilter::All),
        _ => None,
    };
    let order = |text: &str| match text {
        "oldest" => Some(ApprovalOrder::Oldest),
        "unblocks" => Some(ApprovalOrder::Unblocks),
        _ => None,
    };
    Ok(ApprovalList {
        filter: query.word("state", "pending, decided or all", state)?.unwrap_or_default(),
        gate: query.word("gate", "before_run, action or after_run", Gate::parse)?,
        desktop: query.owned("desktopId")?,
        decided: query.deeds()?,
        order: query.word("order", "oldest or unblocks", order)?.unwrap_or_default(),
        cursor: query.owned("cursor")?,
        limit: query.limit()?,
    })
}

/// One approval. The `ETag` is the digest to decide with.
#[utoipa::path(get, path = "/approvals/{id}", tag = "approvals", params(("id" = String, Path)),
    responses((status = 200, body = Approval, headers(("ETag" = String, description = "The digest")))))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<([(HeaderName, String); 1], Body<Approval>), Problem> {
    let approval = mission.approval(&actor, &id).await?;
    Ok(([(header::ETAG, format!("\"{}\"", approval.digest))], Body(approval)))
}

/// Decides. The digest is required where something will run.
#[utoipa::path(post, path = "/approvals/{id}/resolve", tag = "approvals", params(("id" = String, Path)),
    request_body = Resolve, responses((status = 200, body = Resolved)))]
pub async fn resolve(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<Resolve>,
) -> Result<Body<Resolved>, Problem> {
    Ok(Body(mission.resolve(&actor, &id, body).await?))
}

/// Decides many at once; each stands alone.
#[utoipa::path(post, path = "/approvals/resolve", tag = "approvals", request_body = BulkResolve,
    responses((status = 200, body = BulkAnswer)))]
pub async fn resolve_many(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<BulkResolve>,
) -> Result<Body<BulkAnswer>, Problem> {
    Ok(Body(mission.resolve_many(&actor, body).await?))
}

/// Takes an approval back before it is used.
#[utoipa::path(post, path = "/approvals/{id}/revoke", tag = "approvals", params(("id" = String, Path)),
    responses((status = 200, body = Resolved)))]
pub async fn revoke(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<Resolved>, Problem> {
    Ok(Body(mission.revoke(&actor, &id).await?))
}

/// Everything that was shown, decided and run, signed: `mission-control verify` checks it without a server.
#[utoipa::path(get, path = "/approvals/{id}/evidence", tag = "approvals", params(("id" = String, Path)),
    responses((status = 200, body = Evidence)))]
pub async fn evidence(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<Evidence>, Problem> {
    Ok(Body(mission.evidence(&actor, &id).await?))
}
