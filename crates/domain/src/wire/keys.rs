//! Bodies of the key routes.

use super::{Password, PersonRef};
use crate::{Timestamp, key::Scope};
use serde::{Deserialize, Serialize};

/// `POST /keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateKey {
    /// What to call it; with the scope `propose` it is the agent's name.
    pub name: String,
    /// The name of the person it belongs to; whoever asks when absent.
    #[serde(default)]
    pub user: Option<String>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it stops working by itself.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// The password, asked of a person at a browser when they have not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// A key without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyItem {
    /// Opaque.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The person it belongs to.
    pub owner: PersonRef,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was last accepted, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// Since when it is refused.
    pub revoked_at: Option<Timestamp>,
}

/// The new key and its secret, shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyCreated {
    /// The key.
    #[serde(flatten)]
    pub key: KeyItem,
    /// The secret; only its hash is kept.
    pub secret: String,
}
