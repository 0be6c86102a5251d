//! What people say about lines of changed files.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{AddComment, Comment, Page};
use service::MissionControl;

use super::{
    body::Json,
    id::{Id, TwoIds},
    page,
    query::Query,
};
use crate::auth::Who;
use crate::problem::Problem;

/// The comments on lines of the files that a task changed: those that went with an answer, and your own drafts.
#[utoipa::path(get, path = "/tasks/{id}/comments", tag = "tasks", responses((status = 200, body = Page<Comment>)), params(
    ("id" = String, Path),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    query: Query,
) -> Result<Body<Page<Comment>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.comments(&actor, &id).await?, &query)?))
}

/// Says something about a line while the result waits. It is a draft that goes with your answer, word for word.
#[utoipa::path(post, path = "/tasks/{id}/comments", tag = "tasks", params(("id" = String, Path)),
    request_body = AddComment, responses((status = 201, body = Comment)))]
pub async fn add(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<AddComment>,
) -> Result<(StatusCode, Body<Comment>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.add_comment(&actor, &id, body).await?)))
}

/// Takes a draft of yours back.
#[utoipa::path(delete, path = "/tasks/{id}/comments/{comment}", tag = "tasks",
    params(("id" = String, Path), ("comment" = String, Path)), responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    TwoIds(task, comment): TwoIds,
) -> Result<StatusCode, Problem> {
    mission.remove_comment(&actor, &task, &comment).await?;
    Ok(StatusCode::NO_CONTENT)
}
