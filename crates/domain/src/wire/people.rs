//! Bodies that name people, and of the routes about them.

use super::Password;
use crate::{Party, Person, Timestamp, key::Scope, person::Role};
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

/// A person with an account, as administrators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonItem {
    /// Opaque.
    pub id: String,
    /// The name they sign in with.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when they may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// When a browser or a key of theirs was last used, as far as it is still known.
    pub last_seen_at: Option<Timestamp>,
    /// How many browsers are signed in.
    pub sessions: u32,
    /// How many keys work.
    pub keys: u32,
    /// How many requests they answered in the last 30 days.
    pub answers: u32,
    /// Until when a link works with which they choose their password, where nobody used it.
    pub link_ends_at: Option<Timestamp>,
    /// Whether it is whoever asks.
    pub you: bool,
}

/// `POST /people`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitePerson {
    /// The name to sign in with.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The password of whoever asks, asked of a person at a browser when they have not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `PUT /people/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePerson {
    /// What they may do from now on.
    pub role: Role,
    /// The password of whoever asks, as for `POST /people`.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `POST /people/{id}/link`, `…/end` and `…/let-in`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmPerson {
    /// The password of whoever asks, as for `POST /people`.
    #[serde(default)]
    pub password: Option<Password>,
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Opaque.
    pub id: String,
    /// The name they sign in with.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when they may not sign in.
    pub disabled_at: Option<Timestamp>,
}

impl From<Person> for Account {
    fn from(person: Person) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name,
            role: person.role,
            created_at: person.created_at,
            disabled_at: person.disabled_at,
        }
    }
}

/// An account and the link with which its person chooses a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonInvited {
    /// Whose password it is for.
    #[serde(flatten)]
    pub person: Account,
    /// What the link ends with, shown this once: `/password?token=` and this. It works once, for three days.
    pub secret: String,
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
