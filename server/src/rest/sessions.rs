//! A person's signed-in browsers.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{Page, SessionItem};
use service::MissionControl;

use super::{id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// One's own sessions, newest first.
#[utoipa::path(get, path = "/me/sessions", tag = "me", responses((status = 200, body = Page<SessionItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<SessionItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.my_sessions(&actor).await?, &query)?))
}

/// Signs every other browser out.
#[utoipa::path(delete, path = "/me/sessions", tag = "me", responses((status = 204)))]
pub async fn end_others(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<StatusCode, Problem> {
    mission.end_other_sessions(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs one browser out.
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "me", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn end(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.end_session(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
