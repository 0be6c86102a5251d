//! Bodies that name people.

use crate::{Party, Timestamp, key::Scope, person::Role};
use serde::{Deserialize, Serialize};

/// A person as other bodies name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// Opaque.
    pub id: String,
    /// The name at that moment.
    pub name: String,
}

impl From<&Party> for PersonRef {
    fn from(party: &Party) -> Self {
        Self { id: party.id.clone(), name: party.name.clone() }
    }
}

/// `GET /me`: who the credential belongs to and what it may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The person, agent or runner.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `person`, `agent` or `runner`.
    pub kind: crate::PartyKind,
    /// A person's role.
    pub role: Option<Role>,
    /// What a key may do; null for a signed-in browser, which may do what its role allows.
    pub scopes: Option<Vec<Scope>>,
    /// Whether it may decide.
    pub can_decide: bool,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionItem {
    /// Opaque.
    pub id: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// What it says it is.
    pub user_agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}
