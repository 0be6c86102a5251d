//! Agents.

use axum::Json as Body;
use axum::extract::State;
use domain::wire::{AgentItem, Page};
use service::MissionControl;

use super::{page, query::Query};
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
