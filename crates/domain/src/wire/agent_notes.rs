//! What is told of agents at their doors.

use crate::{
    Timestamp,
    agent_note::{Door, Held},
};
use serde::{Deserialize, Serialize};

/// `POST /runner/agents`: a runner says which program an agent of its desktop is, and how the test of its gate went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteAgent {
    /// The agent's name, one of those that the runner brings.
    pub agent: String,
    /// What its program calls itself, at most 80 characters; absent for a driver that is part of the runner.
    #[serde(default)]
    pub client: Option<String>,
    /// The program's version, at most 80 characters.
    #[serde(default)]
    pub version: Option<String>,
    /// How the test of its gate went; absent when there was none, which leaves an earlier one as it is.
    #[serde(default)]
    pub canary: Option<NoteCanary>,
}

/// How the test of an agent's gate went, just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteCanary {
    /// Whether it asked before it did what it was told.
    pub passed: bool,
    /// What was seen, at most 4 KiB.
    #[serde(default)]
    pub note: Option<String>,
}

/// An agent at one door, as it was last seen there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentSeen {
    /// The door.
    pub door: Door,
    /// What its program calls itself, if it says so.
    pub client: Option<String>,
    /// The program's version, if it says so.
    pub version: Option<String>,
    /// When, to the minute.
    pub last_seen_at: Timestamp,
    /// What of its doing is held until a person says yes.
    pub held: Held,
    /// What a program of that name is known to run without asking; null where nothing is known.
    pub runs_unasked: Option<String>,
    /// The last test of its gate.
    pub canary: Option<CanaryView>,
}

/// The last test of an agent's gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CanaryView {
    /// Whether it asked.
    pub passed: bool,
    /// When.
    pub at: Timestamp,
    /// What was seen.
    pub note: Option<String>,
}
