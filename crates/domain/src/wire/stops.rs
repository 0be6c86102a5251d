//! Bodies of the stop switch.

use crate::{Party, Timestamp, stop::Stop};
use serde::{Deserialize, Serialize};

/// `POST /stop` and `POST /resume`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopWork {
    /// Only this agent; everything when absent.
    #[serde(default)]
    pub agent: Option<String>,
}

/// What is stopped now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopList {
    /// Everything first, then agents by name.
    pub items: Vec<StopItem>,
}

/// Something that is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopItem {
    /// The agent; null for everything.
    pub agent: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Who stopped it.
    pub by: Party,
}

impl From<Stop> for StopItem {
    fn from(Stop { agent, at, by }: Stop) -> Self {
        Self { agent, at, by }
    }
}
