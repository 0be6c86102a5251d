//! What was announced, and how what came back compares with it.

use serde::{Deserialize, Serialize};

/// What an agent says will come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "text, or an object with exitCode, outputPattern, files or text"
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Expected {
    /// In words; nothing can be checked.
    Text(String),
    /// As checks.
    #[serde(rename_all = "camelCase")]
    Checks {
        /// The exit code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exit_code: Option<i32>,
        /// A regular expression that the output matches somewhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        output_pattern: Option<String>,
        /// Every path that is changed, relative to the working directory; none means that it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        files: Option<Vec<String>>,
        /// The same in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
}

impl Expected {
    /// What comes back, in the agent's words.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Checks { text, .. } => text.as_deref(),
        }
    }

    /// Whether anything can be checked.
    pub fn checkable(&self) -> bool {
        matches!(
            self,
            Self::Checks { exit_code, output_pattern, files, .. }
                if exit_code.is_some() || output_pattern.is_some() || files.is_some()
        )
    }
}

/// One way in which the result differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Difference {
    /// It ended with another code.
    ExitCode {
        /// What was announced.
        expected: i32,
        /// What came; none when it was stopped.
        actual: Option<i32>,
    },
    /// Nothing in the output matches.
    Output {
        /// The pattern that was announced.
        pattern: String,
    },
    /// A file changed that was not announced.
    FileNotAnnounced {
        /// Which.
        path: String,
    },
    /// An announced file did not change.
    FileNotChanged {
        /// Which.
        path: String,
    },
}

impl Difference {
    /// The difference in a sentence.
    pub fn text(&self) -> String {
        match self {
            Self::ExitCode { expected, actual: Some(actual) } => {
                format!("Exit code {actual}. Announced was {expected}.")
            }
            Self::ExitCode { expected, actual: None } => {
                format!("It was stopped. Announced was exit code {expected}.")
            }
            Self::Output { pattern } => {
                format!("Nothing in the output matches the announced pattern {pattern}.")
            }
            Self::FileNotAnnounced { path } => {
                format!("{path} changed. That was not announced.")
            }
            Self::FileNotChanged { path } => {
                format!("{path} did not change. It was announced.")
            }
        }
    }
}

/// How what came back compares with what was announced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings(pub Vec<Difference>);

impl Findings {
    /// Whether it is what was announced.
    pub fn matches(&self) -> bool {
        self.0.is_empty()
    }
}
