//! Webhooks: outside addresses that are told when a task ends.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{CreateWebhook, Page, WebhookCreated, WebhookItem};
use service::MissionControl;

use super::{body::Json, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// The webhooks with their last tellings.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", responses((status = 200, body = Page<WebhookItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<WebhookItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.webhooks(&actor).await?, &query)?))
}

/// Adds a webhook. The secret its tellings are signed with is in this answer and nowhere else.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = CreateWebhook,
    responses((status = 201, body = WebhookCreated)))]
pub async fn create(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateWebhook>,
) -> Result<(StatusCode, Body<WebhookCreated>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.create_webhook(&actor, body).await?)))
}

/// Nothing is told to it any more.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.remove_webhook(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
