//! What an agent hands in: the exact code, how it is run, and what the agent says about it.

use super::{Deed, Expected, Own};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What reads the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Interpreter {
    /// GNU bash.
    Bash,
    /// The POSIX shell.
    Sh,
    /// PowerShell: `pwsh`, or `powershell` where there is no other.
    Powershell,
    /// None: a program and its arguments, which no shell reads.
    Exec,
}

impl Interpreter {
    /// Every interpreter.
    pub const ALL: [Self; 4] = [Self::Bash, Self::Sh, Self::Powershell, Self::Exec];

    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Sh => "sh",
            Self::Powershell => "powershell",
            Self::Exec => "exec",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// What it is called on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bash => "Bash",
            Self::Sh => "POSIX shell",
            Self::Powershell => "PowerShell",
            Self::Exec => "No shell",
        }
    }
}

/// The code, exactly as it was handed in: it is never trimmed, normalised or quoted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A script for an interpreter.
    Script(String),
    /// A program and its arguments.
    Argv(Vec<String>),
    /// What only the agent itself can do. No shell reads it, and no runner takes it.
    Deed(Deed),
}

impl Code {
    /// How many bytes it is.
    pub fn len(&self) -> usize {
        match self {
            Self::Script(script) => script.len(),
            Self::Argv(argv) => argv.iter().map(String::len).sum(),
            Self::Deed(deed) => deed.len(),
        }
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Script(script) => script.trim().is_empty(),
            Self::Argv(argv) => argv.first().is_none_or(|program| program.trim().is_empty()),
            Self::Deed(deed) => deed.is_empty(),
        }
    }

    /// The code as a person reads it: a script as it is, arguments one on each line.
    pub fn text(&self) -> String {
        match self {
            Self::Script(script) => script.clone(),
            Self::Argv(argv) => argv.join("\n"),
            Self::Deed(deed) => deed.text(),
        }
    }
}

/// The exact change, and what the agent says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What reads the code.
    pub interpreter: Interpreter,
    /// The code.
    pub code: Code,
    /// That the agent does it itself. None for what the desktop's runner runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
    /// Where it runs: inside the workspace root, the task's directory when absent. Of what the agent does itself: where the
    /// agent says that it works.
    pub cwd: Option<String>,
    /// What is added to the environment.
    pub env: BTreeMap<String, String>,
    /// How long it may run, in seconds.
    pub timeout_seconds: u32,
    /// What the agent calls it.
    pub title: Option<String>,
    /// What it does, in the agent's words: a claim.
    pub description: String,
    /// What comes back, in the agent's words or as checks: a claim.
    pub expected: Option<Expected>,
    /// How long somebody may decide, in seconds.
    pub decide_within: Option<u32>,
    /// Where it comes from inside the agent, for example the chain of sub-agents.
    pub source: BTreeMap<String, String>,
}
