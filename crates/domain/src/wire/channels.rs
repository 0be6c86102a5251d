//! Bodies of the routes about telling people that something waits.

use crate::{Party, Timestamp, approval::Risk};
use serde::{Deserialize, Serialize};

/// `POST /notifications/channels`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateChannel {
    /// `email`: one's own mailbox, to which a code is mailed. `slack`: a team's incoming webhook, by an administrator.
    pub kind: String,
    /// 1 to 80 characters; a mailbox needs none.
    #[serde(default)]
    pub name: Option<String>,
    /// The mail address, or the webhook's address. A webhook's is a secret and not shown again.
    pub address: String,
}

/// A browser that is to be told, as it describes itself to its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddPushDevice {
    /// 1 to 80 characters.
    pub name: String,
    /// The push service's `https` address for it, at most 2048 bytes.
    pub endpoint: String,
    /// Its public key (`p256dh`), 65 bytes in Base64url.
    pub key: String,
    /// The secret it shares with this server (`auth`), 16 bytes in Base64url.
    pub secret: String,
    /// The mark of the device of one's own that it was until now: what was set there stays.
    #[serde(default)]
    pub instead_of: Option<String>,
}

/// A browser of one's own that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushDeviceItem {
    /// How it stands.
    #[serde(flatten)]
    pub channel: ChannelItem,
    /// By which the browser knows itself: SHA-256 of its address, in hex.
    pub mark: String,
}

/// `PUT /notifications/channels/{id}`: the fields that are present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeChannel {
    /// 1 to 80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether anything is told there.
    #[serde(default)]
    pub on: Option<bool>,
    /// Nothing of less risk is told.
    #[serde(default)]
    pub least_risk: Option<Risk>,
    /// Whether it is told what became of a request that was told. A mailbox is not.
    #[serde(default)]
    pub tell_ends: Option<bool>,
    /// How long to wait for more before telling, in seconds; high risk waits 10 at most.
    #[serde(default)]
    pub gather_seconds: Option<u32>,
    /// The least time between two messages, in seconds; high risk waits 60 at most.
    #[serde(default)]
    pub pause_seconds: Option<u32>,
}

/// `POST /notifications/channels/{id}/confirm`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmChannel {
    /// The code that was mailed.
    pub code: String,
}

/// A way to tell somebody that something waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelItem {
    /// Opaque.
    pub id: String,
    /// `email`, `slack`, `push`.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// The person it is of; null is a team's.
    pub person_id: Option<String>,
    /// Where it leads; of a webhook or a device only the host.
    pub address: String,
    /// Whether anything may be told there: a mailbox has to be confirmed with its code first.
    pub confirmed: bool,
    /// Whether anything is told there.
    pub on: bool,
    /// Nothing of less risk is told.
    pub least_risk: Risk,
    /// Whether it is told what became of a request that was told.
    pub tell_ends: bool,
    /// How long to wait for more before telling, in seconds.
    pub gather_seconds: u32,
    /// The least time between two messages, in seconds.
    pub pause_seconds: u32,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// When something that waits was last told.
    pub told_at: Option<Timestamp>,
    /// Why the last try failed; null once something arrived again.
    pub trouble: Option<ChannelTrouble>,
    /// Why this server cannot send there at all, and what to do about it.
    pub unreachable: Option<String>,
}

/// Why the last try failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelTrouble {
    /// When.
    pub at: Timestamp,
    /// What the other side, or the way to it, said.
    pub error: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next; null once it was given up.
    pub next_at: Option<Timestamp>,
}
