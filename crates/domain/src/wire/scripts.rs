//! Bodies of the script routes.

use crate::{Party, Timestamp, action::Interpreter, script::Parameter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /scripts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateScript {
    /// 1 to 80 characters, unique.
    pub name: String,
    /// `bash`, `sh` or `powershell`.
    pub interpreter: Interpreter,
    /// The command, at most 64 KiB.
    pub body: String,
    /// What it does and when to use it, at most 4 KiB.
    #[serde(default)]
    pub description: String,
    /// What is filled in before it runs, at most 30.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
}

/// `PUT /scripts/{id}`: the script as it is from now on. `version` is the one that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeScript {
    /// The version that was read; another one is refused with 409.
    pub version: i64,
    /// The script.
    #[serde(flatten)]
    pub script: CreateScript,
}

/// `POST /scripts/{id}/run`: a command task of its own, recorded in the thread it was run from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunScript {
    /// The machine; not needed with `taskId`.
    #[serde(default)]
    pub desktop_id: Option<String>,
    /// The task it is run for: on the same machine, and told in its thread.
    #[serde(default)]
    pub task_id: Option<String>,
    /// What is filled in, by name.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// Whether a person is asked before it runs.
    #[serde(default)]
    pub approve_before_run: bool,
}

/// A script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScriptItem {
    /// Opaque.
    pub id: String,
    /// Raised by every change.
    pub version: i64,
    /// Unique.
    pub name: String,
    /// What reads it.
    pub interpreter: Interpreter,
    /// The command.
    pub body: String,
    /// What it does and when to use it.
    pub description: String,
    /// What is filled in before it runs.
    pub parameters: Vec<Parameter>,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
