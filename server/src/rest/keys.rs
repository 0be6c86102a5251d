//! API keys: list, add, revoke.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{CreateKey, KeyCreated, KeyItem, Page};
use service::MissionControl;

use super::{body::Json, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// The keys, newest first, without their secrets.
#[utoipa::path(get, path = "/keys", tag = "keys", responses((status = 200, body = Page<KeyItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<KeyItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.keys(&actor).await?, &query)?))
}

/// Makes a key. Its secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/keys", tag = "keys", request_body = CreateKey,
    responses((status = 201, body = KeyCreated)))]
pub async fn add(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateKey>,
) -> Result<(StatusCode, Body<KeyCreated>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.add_key(&actor, body).await?)))
}

/// Revokes a key: it is refused from now on.
#[utoipa::path(delete, path = "/keys/{id}", tag = "keys", params(("id" = String, Path)), responses((status = 204)))]
pub async fn revoke(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.revoke_key(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
