//! The stop switch.

use axum::Json as Body;
use axum::extract::State;
use domain::wire::{StopList, StopWork};
use service::MissionControl;

use super::body::Json;
use crate::auth::Who;
use crate::problem::Problem;

/// What is stopped now.
#[utoipa::path(get, path = "/stop", tag = "settings", responses((status = 200, body = StopList)))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Body<StopList>, Problem> {
    Ok(Body(mission.stops(&actor).await?))
}

/// Stops everything, or one agent: nothing of it starts any more. What runs goes on.
#[utoipa::path(post, path = "/stop", tag = "settings", request_body = StopWork,
    responses((status = 200, body = StopList)))]
pub async fn stop(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<StopWork>,
) -> Result<Body<StopList>, Problem> {
    Ok(Body(mission.stop(&actor, body).await?))
}

/// Lets everything, or one agent, go on.
#[utoipa::path(post, path = "/resume", tag = "settings", request_body = StopWork,
    responses((status = 200, body = StopList)))]
pub async fn resume(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<StopWork>,
) -> Result<Body<StopList>, Problem> {
    Ok(Body(mission.resume(&actor, body).await?))
}
