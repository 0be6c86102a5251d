//! Ways to tell people that something waits for them.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{ChangeChannel, ChannelItem, ConfirmChannel, CreateChannel, Page};
use service::MissionControl;

use super::{body::Json, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// One's own channels, and for an administrator those of teams.
#[utoipa::path(get, path = "/notifications/channels", tag = "notifications",
    responses((status = 200, body = Page<ChannelItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<ChannelItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.channels(&actor).await?, &query)?))
}

/// Adds a channel. To a mailbox a code is mailed, and nothing else before it came back.
#[utoipa::path(post, path = "/notifications/channels", tag = "notifications", request_body = CreateChannel,
    responses((status = 201, body = ChannelItem)))]
pub async fn create(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateChannel>,
) -> Result<(StatusCode, Body<ChannelItem>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.create_channel(&actor, body).await?)))
}

/// Changes the fields that are present.
#[utoipa::path(put, path = "/notifications/channels/{id}", tag = "notifications", request_body = ChangeChannel,
    params(("id" = String, Path)), responses((status = 200, body = ChannelItem)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ChangeChannel>,
) -> Result<Body<ChannelItem>, Problem> {
    Ok(Body(mission.change_channel(&actor, &id, body).await?))
}

/// Nothing is told there any more.
#[utoipa::path(delete, path = "/notifications/channels/{id}", tag = "notifications",
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.remove_channel(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives the code back that was mailed: the mailbox is confirmed.
#[utoipa::path(post, path = "/notifications/channels/{id}/confirm", tag = "notifications",
    request_body = ConfirmChannel, params(("id" = String, Path)), responses((status = 200, body = ChannelItem)))]
pub async fn confirm(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ConfirmChannel>,
) -> Result<Body<ChannelItem>, Problem> {
    Ok(Body(mission.confirm_channel(&actor, &id, body).await?))
}

/// Mails another code to a mailbox that is not confirmed.
#[utoipa::path(post, path = "/notifications/channels/{id}/code", tag = "notifications",
    params(("id" = String, Path)), responses((status = 200, body = ChannelItem)))]
pub async fn send_code(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<ChannelItem>, Problem> {
    Ok(Body(mission.send_code(&actor, &id).await?))
}

/// Sends a test now. Refused with what the other side said when it did not arrive.
#[utoipa::path(post, path = "/notifications/channels/{id}/test", tag = "notifications",
    params(("id" = String, Path)), responses((status = 200, body = ChannelItem)))]
pub async fn test(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<ChannelItem>, Problem> {
    Ok(Body(mission.test_channel(&actor, &id).await?))
}
