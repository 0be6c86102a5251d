//! Approvals: list, read, decide, take back.

use axum::Json as Body;
use axum::extract::State;
use axum::http::{HeaderName, header};
use domain::wire::{
    Approval, BulkAnswer, BulkResolve, Evidence, Page, Resolve, Resolved, SnoozeApproval,
};
use domain::{Gate, Refusal, Timestamp, approval};
use service::{ApprovalFilter, ApprovalList, ApprovalOrder, ApprovalSearch, MissionControl};

use super::{body::Json, id::Id, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// Approvals: those that wait for a person, unless `state` asks for others.
#[utoipa::path(get, path = "/approvals", tag = "approvals", responses((status = 200, body = Page<Approval>)), params(
    ("state" = Option<String>, Query, description = "`pending` (the default), `decided`, `all`, or one end of those decided, such as `rejected`"),
    ("gate" = Option<Gate>, Query, description = "Only this gate"),
    ("desktopId" = Option<String>, Query, description = "Only this desktop"),
    ("snoozed" = Option<bool>, Query, description = "Only what you have put aside, or only the rest; both when absent"),
    ("q" = Option<String>, Query, description = "The number of its task, or a part of what is asked"),
    ("decidedBy" = Option<String>, Query, description = "A part of the name of somebody who answered, or their whole id"),
    ("askedBy" = Option<String>, Query, description = "A part of the name of who asked"),
    ("from" = Option<Timestamp>, Query, description = "Ended then or later"),
    ("to" = Option<Timestamp>, Query, description = "Ended before then"),
    ("order" = Option<String>, Query, description = "`oldest` (the default), `unblocks` (by risk, then what holds most work) or `newest` (the last decision first)"),
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
        "snoozed",
        "q",
        "decidedBy",
        "askedBy",
        "from",
        "to",
        "order",
        "limit",
        "cursor",
    ])?;
    let state = |text: &str| match text {
        "pending" => Some((ApprovalFilter::Pending, None)),
        "decided" => Some((ApprovalFilter::Decided, None)),
        "all" => Some((ApprovalFilter::All, None)),
        end => approval::end(end).map(|end| (ApprovalFilter::Decided, Some(end))),
    };
    let order = |text: &str| match text {
        "oldest" => Some(ApprovalOrder::Oldest),
        "unblocks" => Some(ApprovalOrder::Unblocks),
        "newest" => Some(ApprovalOrder::NewestDecided),
        _ => None,
    };
    let words = format!("pending, decided, all, {}", approval::ENDS.join(", "));
    let (filter, end) = query.word("state", &words, state)?.unwrap_or_default();
    let search = ApprovalSearch {
        text: query.owned("q")?,
        decided_by: query.owned("decidedBy")?,
        asked_by: query.owned("askedBy")?,
        state: end,
        from: query.word("from", "a time", Timestamp::parse)?,
        to: query.word("to", "a time", Timestamp::parse)?,
    };
    Ok(ApprovalList {
        filter,
        search,
        gate: query.word("gate", "before_run, action or after_run", Gate::parse)?,
        desktop: query.owned("desktopId")?,
        snoozed: query.word("snoozed", "true or false", |text| text.parse().ok())?,
        order: query.word("order", "oldest, unblocks or newest", order)?.unwrap_or_default(),
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

/// Puts an approval aside for you: it waits on, others still see it, and it comes back by itself.
#[utoipa::path(post, path = "/approvals/{id}/snooze", tag = "approvals", params(("id" = String, Path)),
    request_body = SnoozeApproval, responses((status = 200, body = Approval)))]
pub async fn snooze(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<SnoozeApproval>,
) -> Result<Body<Approval>, Problem> {
    Ok(Body(mission.snooze(&actor, &id, body).await?))
}

/// Brings back what you had put aside.
#[utoipa::path(delete, path = "/approvals/{id}/snooze", tag = "approvals", params(("id" = String, Path)),
    responses((status = 200, body = Approval)))]
pub async fn unsnooze(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<Approval>, Problem> {
    Ok(Body(mission.unsnooze(&actor, &id).await?))
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
