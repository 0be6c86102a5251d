//! Who asks.

use axum::Json as Body;
use axum::extract::State;
use domain::wire::Me;
use service::MissionControl;

use crate::auth::Who;
use crate::problem::Problem;

/// Whom the credential belongs to, and what it may do.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = 200, body = Me)))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Body<Me>, Problem> {
    Ok(Body(mission.me(&actor)))
}
