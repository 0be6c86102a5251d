//! API keys: what a program may do, and in whose name.

use crate::{KeyId, PersonId, Refusal, Timestamp, person::Role};
use data_encoding::BASE32_NOPAD_NOCASE;
use serde::{Deserialize, Serialize};

/// The kind of a runner's token, in its text.
pub const TOKEN: &str = "runner";
/// The kind of the token that an agent speaks with which a runner started, in its text.
pub const AGENT_TOKEN: &str = "agent";
/// How many letters the check at the end of a key's text has.
const CHECK: usize = 8;

/// What stands in a token for the server's public key.
pub fn pin(server_key: &[u8; 32]) -> String {
    format!("_{}", BASE32_NOPAD_NOCASE.encode(server_key).to_lowercase())
}

/// The server's public key that a runner's token names. `None` when it names none, as tokens of earlier versions do.
pub fn pinned(token: &str) -> Option<[u8; 32]> {
    let (body, _check) = token.split_at_checked(token.len().checked_sub(CHECK)?)?;
    let mut parts = body.splitn(5, '_');
    let (mc, kind) = (parts.next()?, parts.next()?);
    let pin = parts.nth(2)?;
    let named = (mc, kind) == ("mc", TOKEN);
    BASE32_NOPAD_NOCASE.decode(pin.as_bytes()).ok().filter(|_| named)?.try_into().ok()
}

/// The enrolment that a runner's token stands for: the token's own id. `None` when the text is no token.
pub fn enrolment(token: &str) -> Option<KeyId> {
    let mut parts = token.splitn(4, '_');
    let (mc, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
    ((mc, kind) == ("mc", TOKEN)).then(|| KeyId::new(format!("{}{id}", KeyId::PREFIX)))
}

/// One thing a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Read everything its owner may read.
    Read,
    /// Create, run, cancel and retry tasks.
    Tasks,
    /// Be the agent of the key's own name: propose actions and finish that agent's tasks.
    Propose,
    /// Be a desktop's runner.
    Runner,
    /// Decide in its owner's name.
    Decide,
    /// Change settings, people, keys and desktops.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Tasks, Self::Propose, Self::Runner, Self::Decide, Self::Admin];

    /// The scope's name on the wire and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Tasks => "tasks",
            Self::Propose => "propose",
            Self::Runner => "runner",
            Self::Decide => "decide",
            Self::Admin => "admin",
        }
    }

    /// Reads the name back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A key without its secret: only the secret's hash is kept, beside it in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Part of the key's text, so that it can be found without the secret.
    pub id: KeyId,
    /// What its owner calls it; a key with `propose` is the agent of this name.
    pub name: String,
    /// The person it belongs to.
    pub owner: PersonId,
    /// What it may do; never empty.
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

impl Key {
    /// Whether it is accepted at this moment.
    pub fn works_at(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// The scopes a new key of this owner may have, in order and once each.
    ///
    /// Refuses no scopes, scopes beyond the owner's role, `runner` (a desktop's token carries it), and `decide` or
    /// `admin` together with `propose`: an agent can never decide, nor give itself the right to.
    pub fn allowed_scopes(owner: Role, mut wanted: Vec<Scope>) -> Result<Vec<Scope>, Refusal> {
        wanted.sort_unstable();
        wanted.dedup();
        let has = |scope| wanted.contains(&scope);
        if wanted.is_empty() {
            return Err(Refusal::invalid("scopes", "A key needs at least one scope."));
        }
        if has(Scope::Runner) {
            return Err(Refusal::invalid(
                "scopes",
                "Runner tokens belong to a desktop. Add the desktop instead.",
            ));
        }
        if has(Scope::Propose) && (has(Scope::Decide) || has(Scope::Admin)) {
            return Err(Refusal::invalid(
                "scopes",
                "An agent's key can never decide, so propose goes with neither decide nor admin.",
            ));
        }
        let needed = |scope| match scope {
            Scope::Read => Role::Viewer,
            Scope::Tasks | Scope::Propose | Scope::Runner => Role::Operator,
            Scope::Decide => Role::Approver,
            Scope::Admin => Role::Admin,
        };
        match wanted.iter().find(|scope| owner < needed(**scope)) {
            Some(scope) => Err(Refusal::ScopeBeyondRole { scope: *scope, role: owner }),
            None => Ok(wanted),
        }
    }
}
