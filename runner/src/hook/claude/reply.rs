//! What a hook answers.

use serde_json::{Value, json};

/// What goes to standard output, to standard error, and the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// JSON for Claude; empty for no verdict.
    pub stdout: String,
    /// For Claude where the exit code is 2, else for people who look for trouble.
    pub stderr: String,
    /// 0, 1 for trouble that blocks nothing, or 2, which blocks.
    pub code: u8,
}

impl Reply {
    /// Nothing to say: Claude's own rules decide.
    pub(super) fn none() -> Self {
        Self { stdout: String::new(), stderr: String::new(), code: 0 }
    }

    /// It may go on, with another input where a person changed it.
    pub(super) fn allow(reason: &str, input: Option<Value>) -> Self {
        Self::decision("allow", reason, input)
    }

    /// It may not, and why: Claude's model reads the reason.
    pub(super) fn deny(reason: &str) -> Self {
        Self::decision("deny", reason, None)
    }

    /// Nobody decided yet: the run ends, and the call is asked about again when the session is resumed.
    pub(super) fn defer(reason: &str) -> Self {
        Self::decision("defer", reason, None)
    }

    /// Something does not work, so it may not. Both ways of saying no are used: either alone would do.
    pub fn trouble(why: &str) -> Self {
        let reason = format!(
            "Mission Control could not ask a person, so this was not run: {why}. Tell the person you work for; do not try to \
             do the same in another way."
        );
        Self { stderr: reason.clone(), code: 2, ..Self::deny(&reason) }
    }

    /// Something does not work that decides nothing.
    pub(super) fn note(why: &str) -> Self {
        Self { stdout: String::new(), stderr: format!("mission-control: {why}"), code: 1 }
    }

    fn decision(decision: &str, reason: &str, input: Option<Value>) -> Self {
        let mut output = json!({
            "hookEventName": "PreToolUse",
            "permissionDecision": decision,
            "permissionDecisionReason": reason,
        });
        if let Some(input) = input {
            output["updatedInput"] = input;
        }
        let stdout = json!({ "hookSpecificOutput": output }).to_string();
        Self { stdout, stderr: String::new(), code: 0 }
    }
}
