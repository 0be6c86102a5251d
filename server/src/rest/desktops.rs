//! Desktops: list, add, change, remove.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{ChangeDesktop, CreateDesktop, DesktopCreated, DesktopItem, Page};
use service::MissionControl;

use super::{body::Json, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// The desktops, by name.
#[utoipa::path(get, path = "/desktops", tag = "desktops", responses((status = 200, body = Page<DesktopItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<DesktopItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.desktops(&actor).await?, &query)?))
}

/// Adds a desktop. Its runner's token is in this answer and nowhere else.
#[utoipa::path(post, path = "/desktops", tag = "desktops", request_body = CreateDesktop,
    responses((status = 201, body = DesktopCreated)))]
pub async fn add(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateDesktop>,
) -> Result<(StatusCode, Body<DesktopCreated>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.add_desktop(&actor, body).await?)))
}

/// Changes a desktop: the fields that are present.
#[utoipa::path(put, path = "/desktops/{id}", tag = "desktops", params(("id" = String, Path)),
    request_body = ChangeDesktop, responses((status = 200, body = DesktopItem)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ChangeDesktop>,
) -> Result<Body<DesktopItem>, Problem> {
    Ok(Body(mission.change_desktop(&actor, &id, body).await?))
}

/// Enrols a desktop anew: its token is refused from now on, another is in this answer and nowhere else, and what was asked
/// or allowed for it and did not begin is asked again.
#[utoipa::path(post, path = "/desktops/{id}/renew", tag = "desktops", params(("id" = String, Path)),
    responses((status = 200, body = DesktopCreated)))]
pub async fn renew(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<DesktopCreated>, Problem> {
    Ok(Body(mission.renew_desktop(&actor, &id).await?))
}

/// Removes a desktop: its token is refused from now on, its history stays.
#[utoipa::path(delete, path = "/desktops/{id}", tag = "desktops", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.remove_desktop(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
