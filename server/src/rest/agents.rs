//! Agents.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{AgentItem, NoteAgent, Page};
use service::MissionControl;

use super::{body::Json, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// The agents, by name.
#[utoipa::path(get, path = "/agents", tag = "agents", responses((status = 200, body = Page<AgentItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<AgentItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.agents(&actor).await?, &query)?))
}

/// A runner says which program an agent of its desktop is, and how the test of its gate went.
#[utoipa::path(post, path = "/runner/agents", tag = "runner", request_body = NoteAgent, responses((status = 204)))]
pub async fn note(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<NoteAgent>,
) -> Result<StatusCode, Problem> {
    mission.note_agent(&actor, body).await?;
    Ok(StatusCode::NO_CONTENT)
}
