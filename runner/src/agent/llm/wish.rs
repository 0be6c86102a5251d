//! Reads what a model wants to propose, and how it wants to end. An unknown field is refused rather than lost: what a
//! person reads must be all that the model meant.

use crate::agent::driver::Finish;
use domain::{
    action::{Expected, Interpreter},
    wire::ReviseAction,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    interpreter: Interpreter,
    script: Option<String>,
    argv: Option<Vec<String>>,
    cwd: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    title: Option<String>,
    description: String,
    returns: Option<String>,
    expected: Option<Announced>,
    timeout_seconds: Option<u32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Announced {
    Text(String),
    Checks(Checks),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    #[serde(alias = "exitCode")]
    exit_code: Option<i32>,
    #[serde(alias = "outputPattern")]
    output_pattern: Option<String>,
    files: Option<Vec<String>>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    summary: String,
    succeeded: bool,
    expected: Option<Announced>,
}

impl From<Announced> for Expected {
    fn from(announced: Announced) -> Self {
        match announced {
            Announced::Text(text) => Self::Text(text),
            Announced::Checks(Checks { exit_code, output_pattern, files, text }) => {
                Self::Checks { exit_code, output_pattern, files, text }
            }
        }
    }
}

/// Reads the arguments of `propose_action`. The reason why they cannot be read is for the model.
pub(super) fn read(arguments: &Value) -> Result<ReviseAction, String> {
    let wish: Wish =
        serde_json::from_value(arguments.clone()).map_err(|error| error.to_string())?;
    let description = match wish.returns.filter(|returns| !returns.trim().is_empty()) {
        Some(returns) => format!("{}\n\nReturns: {returns}", wish.description.trim_end()),
        None => wish.description,
    };
    Ok(ReviseAction {
        interpreter: Some(wish.interpreter),
        script: wish.script,
        argv: wish.argv,
        cwd: wish.cwd,
        env: wish.env,
        timeout_seconds: wish.timeout_seconds,
        title: wish.title,
        description: Some(description),
        expected: wish.expected.map(Into::into),
        ..ReviseAction::default()
    })
}

/// Reads the arguments of `finish`.
pub(super) fn last(arguments: &Value) -> Result<Finish, String> {
    let last: Last =
        serde_json::from_value(arguments.clone()).map_err(|error| error.to_string())?;
    let expected = last.expected.map(Into::into);
    Ok(Finish { output: last.summary, succeeded: last.succeeded, expected })
}
