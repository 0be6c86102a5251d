//! Bodies about what an agent does itself once it is let go on.

use super::{Action, ActionOutcome, Propose, ReviseAction};
use crate::action::{Deed, Edit};
use serde::{Deserialize, Serialize};

/// The kind of an action that its desktop's runner runs.
pub const DEVICE_ACTION: &str = "device_action";
/// The kind of an action that its agent does itself.
pub const AGENT_PERMISSION: &str = "agent_permission";

/// Exactly what an agent would do itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Exact {
    /// A command line that a POSIX shell reads.
    Command(String),
    /// A program and its arguments, which no shell reads.
    Argv(Vec<String>),
    /// Changes of files.
    Edits(Vec<Edit>),
    /// The input of a tool of its own: any JSON.
    Input(serde_json::Value),
    /// Nothing to run: it asks whether it may do what this Markdown says.
    Question(String),
}

/// `POST /actions/{id}/take`: the agent goes on with what it does itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeAction {
    /// Whether it will say how that ended. Then the action is `running` until it does, and its outcome unknown if it does
    /// not within the action's time. Otherwise the action is `released`, and nothing more is told.
    #[serde(default)]
    pub reports: bool,
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Taken {
    /// The action.
    pub action: Action,
    /// The right to report; null where nothing is reported.
    pub lease: Option<String>,
}

/// `POST /actions/{id}/report`: the agent says how what it took ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportAction {
    /// The right to report, from the answer to `take`.
    pub lease: String,
    /// How it ended.
    pub outcome: ActionOutcome,
    /// With `exited`: the exit code, 0 for what went well.
    #[serde(default)]
    pub exit_code: Option<i32>,
    /// With `killed`: the number of the signal.
    #[serde(default)]
    pub signal: Option<i32>,
    /// With `not_started`: why, at most 4 KiB.
    #[serde(default)]
    pub reason: Option<String>,
    /// What it printed, as far as the agent tells: at most 64 KiB.
    #[serde(default)]
    pub output: Option<String>,
}

impl Propose {
    /// Asks for what the agent would do itself. Where it belongs is still to be said.
    pub fn permission(change: ReviseAction) -> Self {
        Self { kind: Some(AGENT_PERMISSION.to_owned()), change, ..Self::default() }
    }
}

impl ReportAction {
    /// That it ended in this way, and nothing more.
    pub fn of(lease: String, outcome: ActionOutcome) -> Self {
        Self { lease, outcome, exit_code: None, signal: None, reason: None, output: None }
    }
}

impl Action {
    /// Whether its agent does it itself: no runner runs it.
    pub fn is_its_agents_own(&self) -> bool {
        self.kind == AGENT_PERMISSION
    }

    /// Whether nothing more happens to it by itself.
    pub fn is_over(&self) -> bool {
        !matches!(self.state.as_str(), "pending" | "approved" | "running")
    }

    /// Whether whoever waits for it has something to do now: it is over, or its agent may go on.
    pub fn is_answered(&self) -> bool {
        self.is_over() || self.is_its_agents_own() && self.state == "approved"
    }

    /// What only its agent can do; none where it is a command.
    pub fn deed(&self) -> Option<Deed> {
        if self.script.is_some() || self.argv.is_some() {
            return None;
        }
        Some(match self.exact.clone()? {
            Exact::Edits(edits) => Deed::Edits(edits),
            Exact::Input(input) => Deed::Input(shown(&input)),
            Exact::Question(text) => Deed::Question(text),
            Exact::Command(_) | Exact::Argv(_) => return None,
        })
    }
}

/// JSON as it is shown and kept: one value a line.
pub fn shown(input: &serde_json::Value) -> String {
    format!("{input:#}")
}
