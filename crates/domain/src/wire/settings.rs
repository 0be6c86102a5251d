//! Bodies of the settings route.

use serde::{Deserialize, Serialize};

/// `PUT /settings`: the fields that are present change, at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeSettings {
    /// Task Approval Mode.
    #[serde(default)]
    pub task_approval_mode: Option<bool>,
}

/// `GET /settings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsItem {
    /// Task Approval Mode: when on, every finished task waits in Review.
    pub task_approval_mode: bool,
}
