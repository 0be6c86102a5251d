//! Files that a command runs by name: what is in them decides what runs, so it belongs to what is approved.

use crate::Digest;
use serde::{Deserialize, Serialize};

/// A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operand {
    /// The name as the command has it.
    pub path: String,
    /// What its desktop found under that name.
    #[serde(flatten)]
    pub seen: Seen,
}

/// What a desktop found under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seen", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Seen {
    /// The desktop has not looked yet.
    NotYet,
    /// A file.
    File {
        /// SHA-256 of its bytes.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        digest: Digest,
        /// How many bytes it has.
        bytes: u64,
        /// Its text; none when it is no text, too long, or outside the workspace. Agents never get it.
        text: Option<String>,
    },
    /// There was no such file.
    Missing,
    /// It could not be looked at, and this is why. It is no part of what is approved.
    Unknown {
        /// Why, for people.
        why: String,
    },
}

/// What an approval binds of an operand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BoundOperand {
    /// The name as the command has it.
    pub path: String,
    /// SHA-256 of the file's bytes; none when there was no such file.
    pub digest: Option<Digest>,
}

impl Operand {
    /// One that nobody has looked at.
    pub fn named(path: String) -> Self {
        Self { path, seen: Seen::NotYet }
    }

    /// The same without the file's text.
    #[must_use]
    pub fn without_text(&self) -> Self {
        let mut short = self.clone();
        if let Seen::File { text, .. } = &mut short.seen {
            *text = None;
        }
        short
    }

    /// What an approval binds of it; none while nothing is known.
    pub fn bound(&self) -> Option<BoundOperand> {
        let digest = match &self.seen {
            Seen::File { digest, .. } => Some(*digest),
            Seen::Missing => None,
            Seen::NotYet | Seen::Unknown { .. } => return None,
        };
        Some(BoundOperand { path: self.path.clone(), digest })
    }
}
