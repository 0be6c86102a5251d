//! What Claude Code writes on the standard input of a hook.

use serde::Deserialize;
use serde_json::Value;

/// Which moment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Event {
    /// Before a tool is used: the one that decides.
    PreToolUse,
    /// It was used, and went well.
    PostToolUse,
    /// It was used, and failed.
    PostToolUseFailure,
    /// The session is over.
    SessionEnd,
    /// Any other, which we have nothing to say to.
    #[serde(other)]
    Other,
}

/// The parts that matter here; Claude writes more.
#[derive(Clone, Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "they are Claude's names")]
pub(super) struct Input {
    #[serde(rename = "hook_event_name")]
    pub(super) event: Event,
    pub(super) session_id: String,
    pub(super) cwd: String,
    #[serde(default)]
    tool_name: Option<String>,
    #[serde(default)]
    pub(super) tool_input: Value,
    #[serde(default)]
    tool_use_id: Option<String>,
    /// Set where a sub-agent asks.
    #[serde(default)]
    pub(super) agent_id: Option<String>,
    #[serde(default)]
    pub(super) agent_type: Option<String>,
    #[serde(default)]
    pub(super) permission_mode: Option<String>,
    /// What came of it.
    #[serde(default)]
    pub(super) tool_response: Value,
    /// How it failed.
    #[serde(default)]
    pub(super) error: Option<String>,
    #[serde(default)]
    pub(super) is_interrupt: bool,
}

impl Input {
    /// Reads it, or says what is wrong with it.
    pub(super) fn read(stdin: &[u8]) -> Result<Self, String> {
        let input: Self = serde_json::from_slice(stdin).map_err(|error| {
            format!("the hook was given what is no event of Claude Code: {error}")
        })?;
        let complete = input.tool_name.is_some() && input.tool_use_id.is_some();
        if input.event == Event::PreToolUse && !complete {
            return Err("the hook was not told which tool is to be used for which call".to_owned());
        }
        Ok(input)
    }

    pub(super) fn tool(&self) -> Option<&str> {
        self.tool_name.as_deref()
    }

    pub(super) fn call(&self) -> Option<&str> {
        self.tool_use_id.as_deref()
    }

    /// A text of the tool's input.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.tool_input.get(name)?.as_str()
    }

    /// Whether it goes on after Claude was told that it ended.
    pub(super) fn in_background(&self) -> bool {
        self.tool_input.get("run_in_background") == Some(&Value::Bool(true))
    }
}
