//! A machine with a runner on it: the target of work.

use crate::{DesktopId, KeyId, Timestamp, action::Interpreter, limits};
use serde::{Deserialize, Serialize};

/// The scripted agent that a runner brings when nobody gives it others: it plays a fixed tour and has no model.
pub const TOUR: &str = "Tour";

/// What a runner says about its machine when it claims work. Text from outside: shown only through the display type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SystemFacts {
    /// `linux`, `windows`, `macos`.
    pub os: String,
    /// `x86_64`, `aarch64`.
    pub arch: String,
    /// The machine's own name.
    pub hostname: String,
    /// The account that work runs as.
    pub user: String,
    /// The runner's version.
    pub runner_version: String,
    /// Whether git was found: with it, changed files are read from a git snapshot.
    pub git: bool,
}

impl SystemFacts {
    /// What reads a command that names no interpreter. On anything but Windows that is `sh` where there is no bash; none
    /// while the system is not known.
    pub fn shell(&self) -> Option<Interpreter> {
        match self.os.as_str() {
            "" => None,
            "windows" => Some(Interpreter::Powershell),
            _ => Some(Interpreter::Bash),
        }
    }
}

/// A target of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desktop {
    /// Never changes.
    pub id: DesktopId,
    /// What people call it; unique without regard to case.
    pub name: String,
    /// The group it belongs to, if any.
    pub group: Option<String>,
    /// The key its runner comes in with.
    pub token: KeyId,
    /// The key it was enrolled with. A fresh token for the same machine keeps it; another one means another machine, and
    /// what was approved for the old one never runs there. (Column `enrolment`; rows older than it have their token.)
    pub enrolment: KeyId,
    /// When it was added.
    pub created_at: Timestamp,
    /// When its runner was last heard of.
    pub last_seen_at: Option<Timestamp>,
    /// What its runner said about the machine.
    pub system: Option<SystemFacts>,
    /// The workspace root on that machine.
    pub workspace: Option<String>,
    /// The named agents its runner can start.
    pub agents: Vec<String>,
    /// The names of the secrets its runner can fill in; the values never leave that machine.
    pub secrets: Vec<String>,
    /// How to get hands-on: an address with `{name}`, `{id}` and `{hostname}` to fill in.
    pub remote_access: Option<String>,
    /// Since when it is no longer a target; its history stays.
    pub removed_at: Option<Timestamp>,
}

impl Desktop {
    /// Whether its runner was heard of recently enough to take work.
    pub fn online(&self, now: Timestamp) -> bool {
        self.removed_at.is_none()
            && self
                .last_seen_at
                .is_some_and(|seen| now.seconds_since(seen) < limits::OFFLINE_SECONDS)
    }
}
