//! Files that a command runs by name: what is in them decides what runs, so it belongs to what is approved.

use crate::{Digest, digest::Digester};
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
    /// Random text of the desktop's. It goes into what is approved with what was found, so that nobody who knows the rest
    /// can try out what a file holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
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
        /// Its text; none when it is no text, too long, outside the workspace, or usually secret.
        text: Option<String>,
    },
    /// There was no such file.
    Missing,
    /// Which file it is, or what is in it, is not known, and this is why. It is no part of what is approved.
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
    /// The desktop's random text.
    pub salt: String,
    /// The digest of that text and of what was found.
    pub seal: Digest,
}

impl BoundOperand {
    /// Binds a file of this digest, or that there is none.
    pub fn new(path: String, salt: String, found: Option<Digest>) -> Self {
        let seal = seal(&salt, found);
        Self { path, salt, seal }
    }

    /// Whether a file of this digest, or that there is none, is what was bound.
    pub fn is(&self, found: Option<Digest>) -> bool {
        self.seal == seal(&self.salt, found)
    }
}

fn seal(salt: &str, found: Option<Digest>) -> Digest {
    let found = found.map(|digest| digest.to_string());
    Digester::new("mc-operand-v1").text(salt).maybe(found.as_deref()).finish()
}

impl Operand {
    /// One that nobody has looked at.
    pub fn named(path: String) -> Self {
        Self { path, seen: Seen::NotYet, salt: None }
    }

    /// One that cannot be looked at.
    pub fn unknown(path: String, why: String) -> Self {
        Self { path, seen: Seen::Unknown { why }, salt: None }
    }

    /// The same, to be looked at again.
    #[must_use]
    pub fn forgotten(self) -> Self {
        match self.seen {
            Seen::File { .. } | Seen::Missing => Self::named(self.path),
            Seen::NotYet | Seen::Unknown { .. } => self,
        }
    }

    /// What an approval binds of it; none while nothing is known.
    pub fn bound(&self) -> Option<BoundOperand> {
        let found = match &self.seen {
            Seen::File { digest, .. } => Some(*digest),
            Seen::Missing => None,
            Seen::NotYet | Seen::Unknown { .. } => return None,
        };
        let salt = self.salt.clone().unwrap_or_default();
        Some(BoundOperand::new(self.path.clone(), salt, found))
    }
}
