//! Devices that somebody is told on. A browser adds itself, on its own page.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{Page, PushDeviceItem};
use service::MissionControl;

use super::{id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// One's own devices, by name.
#[utoipa::path(get, path = "/notifications/devices", tag = "notifications",
    responses((status = 200, body = Page<PushDeviceItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<PushDeviceItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.push_devices(&actor).await?, &query)?))
}

/// Nothing is told on a device any more.
#[utoipa::path(delete, path = "/notifications/devices/{id}", tag = "notifications",
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn remove(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.remove_push_device(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
