//! How people decide, in numbers.

use axum::Json as Body;
use axum::extract::State;
use domain::Gate;
use domain::wire::Insights;
use service::{InsightFilter, MissionControl};

use super::query::Query;
use crate::auth::Who;
use crate::problem::Problem;

/// Decisions of the last 30 days: how many, how fast, how often a no; and what waits longest.
#[utoipa::path(get, path = "/insights", tag = "activity", responses((status = 200, body = Insights)), params(
    ("gate" = Option<Gate>, Query, description = "Only this gate"),
    ("by" = Option<String>, Query, description = "Only what this person decided, by their id"),
))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Insights>, Problem> {
    let query = query.only(&["gate", "by"])?;
    let gate = query.word("gate", "before_run, action or after_run", Gate::parse)?;
    let filter = InsightFilter { gate, by: query.owned("by")? };
    Ok(Body(mission.insights(&actor, filter).await?))
}
