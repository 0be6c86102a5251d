//! Bodies of the desktop routes.

use super::AgentSeen;
use crate::desktop::SystemFacts;
use serde::{Deserialize, Serialize};

/// A desktop as other bodies name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesktopRef {
    /// Opaque.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The group it belongs to.
    pub group: Option<String>,
    /// Whether its runner was heard of in the last minute.
    pub online: bool,
}

/// A desktop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesktopItem {
    /// Opaque.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The group it belongs to.
    pub group: Option<String>,
    /// Whether its runner was heard of in the last minute.
    pub online: bool,
    /// When its runner was last heard of.
    pub last_seen_at: Option<crate::Timestamp>,
    /// What its runner says about the machine.
    pub system: Option<SystemFacts>,
    /// The workspace root on that machine.
    pub workspace: Option<String>,
    /// The named agents its runner can start.
    pub agents: Vec<String>,
    /// The names of the secrets its runner can fill in.
    pub secrets: Vec<String>,
    /// A hands-on way in.
    pub remote_access_url: Option<String>,
}

/// `POST /desktops`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateDesktop {
    /// What to call it, 1 to 80 characters, unique.
    pub name: String,
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
}

/// The new desktop and its runner's token, shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesktopCreated {
    /// The desktop.
    #[serde(flatten)]
    pub desktop: DesktopItem,
    /// The token; only its hash is kept.
    pub token: String,
}

/// `PUT /desktops/{id}`: the fields that are present change. An empty text takes a field away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeDesktop {
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// How to get hands-on: an `https:`, `http:`, `ssh:`, `rdp:` or `vnc:` address with `{name}`, `{id}` and `{hostname}`.
    #[serde(default)]
    pub remote_access_url: Option<String>,
}

/// An agent that can work, as `GET /agents` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentItem {
    /// Its name.
    pub name: String,
    /// The desktops whose runners can start it; empty for one that comes in with a key of its own.
    pub desktops: Vec<DesktopRef>,
    /// Whether it comes in with a key of its own.
    pub external: bool,
    /// Its tasks that run now.
    pub running: u32,
    /// Its actions that wait for a person.
    pub waiting: u32,
    /// Whether a person stopped it.
    pub stopped: bool,
    /// The doors it was seen at, and what holds it there.
    #[serde(default)]
    pub seen: Vec<AgentSeen>,
}
