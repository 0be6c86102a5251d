//! The three places where work is held for a person.

use serde::{Deserialize, Serialize};

/// Where an approval holds the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Gate {
    /// Before a task runs.
    BeforeRun,
    /// Before an agent's action touches a desktop.
    Action,
    /// Before a finished result counts as done.
    AfterRun,
}

impl Gate {
    /// Every gate.
    pub const ALL: [Self; 3] = [Self::BeforeRun, Self::Action, Self::AfterRun];

    /// The gate's name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BeforeRun => "before_run",
            Self::Action => "action",
            Self::AfterRun => "after_run",
        }
    }

    /// Reads the name back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == text)
    }

    /// What the gate is called on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BeforeRun => "Before it runs",
            Self::Action => "Action",
            Self::AfterRun => "Result",
        }
    }

    /// A decision lets something run, so it must name the digest of what was read (`428` without it).
    /// After a run nothing more is executed, and the guide's own calls send none.
    pub const fn needs_digest(self) -> bool {
        !matches!(self, Self::AfterRun)
    }
}
