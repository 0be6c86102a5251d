//! Bodies of the webhook routes.

use crate::{Party, Timestamp};
use serde::{Deserialize, Serialize};

/// `POST /webhooks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateWebhook {
    /// 1 to 80 characters.
    pub name: String,
    /// An `https` address that is not on a private network, at most 2048 bytes.
    pub url: String,
}

/// A webhook, with its last tellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookItem {
    /// Opaque.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The address.
    pub url: String,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// The last ten tellings, newest first.
    pub deliveries: Vec<DeliveryItem>,
}

/// The new webhook and the secret its tellings are signed with, shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookCreated {
    /// The webhook.
    #[serde(flatten)]
    pub webhook: WebhookItem,
    /// `whsec_…` (Standard Webhooks).
    pub secret: String,
}

/// One telling of one ended task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryItem {
    /// The same at every try.
    pub id: String,
    /// The task.
    pub task_id: String,
    /// `waiting`, `delivered`, `given_up`.
    pub state: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// Why the last try failed.
    pub error: Option<String>,
}
