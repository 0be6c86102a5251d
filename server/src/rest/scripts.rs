//! Scripts: saved, tested commands that people run by hand.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{ChangeScript, CreateScript, Page, RunScript, ScriptItem, Task};
use service::MissionControl;

use super::{body::Json, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// The scripts, by name.
#[utoipa::path(get, path = "/scripts", tag = "scripts", responses((status = 200, body = Page<ScriptItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<ScriptItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.scripts(&actor).await?, &query)?))
}

/// Saves a script.
#[utoipa::path(post, path = "/scripts", tag = "scripts", request_body = CreateScript,
    responses((status = 201, body = ScriptItem)))]
pub async fn create(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateScript>,
) -> Result<(StatusCode, Body<ScriptItem>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.create_script(&actor, body).await?)))
}

/// A script.
#[utoipa::path(get, path = "/scripts/{id}", tag = "scripts", params(("id" = String, Path)),
    responses((status = 200, body = ScriptItem)))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<ScriptItem>, Problem> {
    Ok(Body(mission.script(&actor, &id).await?))
}

/// Changes a script, if it is still the version that was read.
#[utoipa::path(put, path = "/scripts/{id}", tag = "scripts", params(("id" = String, Path)),
    request_body = ChangeScript, responses((status = 200, body = ScriptItem)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ChangeScript>,
) -> Result<Body<ScriptItem>, Problem> {
    Ok(Body(mission.change_script(&actor, &id, body).await?))
}

/// A script is no longer offered; the tasks it made stay.
#[utoipa::path(delete, path = "/scripts/{id}", tag = "scripts", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.remove_script(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Runs a script as a command task of its own.
#[utoipa::path(post, path = "/scripts/{id}/run", tag = "scripts", params(("id" = String, Path)),
    request_body = RunScript, responses((status = 201, body = Task)))]
pub async fn run(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<RunScript>,
) -> Result<(StatusCode, Body<Task>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.run_script(&actor, &id, body).await?)))
}
