//! A person who can sign in, and what their role lets them do.

use crate::{PersonId, Timestamp, Version};
use serde::{Deserialize, Serialize};

/// What a person may do. Each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// May read everything.
    Viewer,
    /// May also create and run tasks.
    Operator,
    /// May also decide.
    Approver,
    /// May also change settings, people, keys and desktops.
    Admin,
}

impl Role {
    /// Every role, weakest first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Operator, Self::Approver, Self::Admin];

    /// The role's name on the wire and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Approver => "approver",
            Self::Admin => "admin",
        }
    }

    /// Reads the name back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Never changes, even if the name does.
    pub id: PersonId,
    /// The sign-in name, unique without regard to case.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Raised by every write.
    pub version: Version,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when they may not sign in; their keys and sessions died with it.
    pub disabled_at: Option<Timestamp>,
}

impl Person {
    /// Whether a decision of theirs counts now.
    pub fn may_decide(&self) -> bool {
        self.disabled_at.is_none() && self.role >= Role::Approver
    }

    /// With another role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = role;
        self.version = self.version.next();
        self
    }

    /// The account switched off. Doing it twice changes nothing.
    #[must_use]
    pub fn disable(mut self, at: Timestamp) -> Self {
        self.disabled_at.get_or_insert(at);
        self.version = self.version.next();
        self
    }

    /// The account switched on again. Doing it twice changes nothing.
    #[must_use]
    pub fn enable(mut self) -> Self {
        self.disabled_at = None;
        self.version = self.version.next();
        self
    }
}
