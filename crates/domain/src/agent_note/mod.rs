//! What is known of how an agent comes in: through which door, as which program, and what holds it.

mod known;

pub use known::runs_unasked;

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// The way an agent's requests come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Door {
    /// A desktop's runner starts it.
    Runner,
    /// Its program speaks the Model Context Protocol.
    Mcp,
    /// Its program speaks the API.
    Rest,
    /// Its program asks before each tool, and waits.
    Hook,
}

impl Door {
    /// Every door.
    pub const ALL: [Self; 4] = [Self::Runner, Self::Mcp, Self::Rest, Self::Hook];

    /// The word on the wire and in the column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Runner => "runner",
            Self::Mcp => "mcp",
            Self::Rest => "rest",
            Self::Hook => "hook",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.as_str() == text)
    }
}

/// What of an agent's doing is held until a person says yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Held {
    /// All of it: it has no tools of its own, and a runner runs what was approved.
    Enforced,
    /// What it proposes; what it does with tools of its own is not seen here.
    Proposals,
    /// What it asks about; then it does that itself.
    Cooperative,
}

/// How a start-up test of the gate went: the agent was told to do something that it has to ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canary {
    /// Whether it asked.
    pub passed: bool,
    /// When.
    pub at: Timestamp,
    /// What was seen.
    pub note: Option<String>,
}

/// An agent at one door, as it was last seen there. Text from outside: shown only through the display type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentNote {
    /// The agent's name.
    pub agent: String,
    /// The door.
    pub door: Door,
    /// What its program calls itself, if it says so.
    pub client: Option<String>,
    /// The program's version, if it says so.
    pub version: Option<String>,
    /// When it was last seen, to the minute.
    pub seen_at: Timestamp,
    /// The last test of its gate, if there was one.
    pub canary: Option<Canary>,
}

impl AgentNote {
    /// What of its doing is held. A runner's own drivers have no program of somebody else in them.
    pub const fn held(&self) -> Held {
        match (self.door, &self.client) {
            (Door::Runner, None) => Held::Enforced,
            (Door::Runner, Some(_)) | (Door::Hook, _) => Held::Cooperative,
            (Door::Mcp | Door::Rest, _) => Held::Proposals,
        }
    }
}
