//! A task's thread.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{MessageItem, Page, PostMessage};
use service::MissionControl;

use super::{body::Json, id::Id, query::Query, steps::Steps};
use crate::auth::{StillAccepted, Who};
use crate::problem::Problem;
use crate::state::ServerState;

/// The messages, oldest first.
#[utoipa::path(get, path = "/tasks/{id}/messages", tag = "tasks",
    responses((status = 200, body = Page<MessageItem>)), params(
    ("id" = String, Path), ("after" = Option<i64>, Query, description = "Only messages after this place"),
    ("wait" = Option<u32>, Query, description = "How many seconds to wait for one, at most 50"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(state): State<ServerState>,
    Who(actor): Who,
    accepted: StillAccepted,
    Id(id): Id,
    query: Query,
) -> Result<Body<Page<MessageItem>>, Problem> {
    let query = query.only(&["after", "cursor", "limit", "wait"])?;
    let (after, limit) = (query.after()?.unwrap_or(0), query.limit()?);
    let steps = Steps::of(&query, &state)?;
    loop {
        let page = state.mission.messages(&actor, &id, after, limit, steps.next()).await?;
        if !page.items.is_empty() || steps.are_over() {
            steps.still(&accepted).await?;
            return Ok(Body(page));
        }
    }
}

/// Writes a message.
#[utoipa::path(post, path = "/tasks/{id}/messages", tag = "tasks", params(("id" = String, Path)),
    request_body = PostMessage, responses((status = 201, body = MessageItem)))]
pub async fn post(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<PostMessage>,
) -> Result<(StatusCode, Body<MessageItem>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.post_message(&actor, &id, body).await?)))
}
