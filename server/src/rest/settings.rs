//! The settings.

use axum::Json as Body;
use axum::extract::State;
use domain::wire::{ChangeSettings, SettingsItem};
use service::MissionControl;

use super::body::Json;
use crate::auth::Who;
use crate::problem::Problem;

/// The settings.
#[utoipa::path(get, path = "/settings", tag = "settings", responses((status = 200, body = SettingsItem)))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Body<SettingsItem>, Problem> {
    Ok(Body(mission.settings(&actor).await?))
}

/// Changes the fields that are present, at once.
#[utoipa::path(put, path = "/settings", tag = "settings", request_body = ChangeSettings,
    responses((status = 200, body = SettingsItem)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<ChangeSettings>,
) -> Result<Body<SettingsItem>, Problem> {
    Ok(Body(mission.change_settings(&actor, body).await?))
}
