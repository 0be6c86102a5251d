//! A script and its columns.

use super::{Fields, Row, json, name_key, party};
use crate::statement::{Arg, args};
use domain::action::Interpreter;
use domain::script::{Script, ScriptVersion};
use domain::{ScriptId, TaskId, Version};
use service::StoreError;

/// All columns of a new script.
pub(crate) fn args(script: &Script) -> Vec<Arg> {
    args![
        script.id.as_str(),
        script.version.0,
        script.name.as_str(),
        name_key(&script.name),
        script.interpreter.as_str(),
        script.body.as_str(),
        script.description.as_str(),
        json(&script.parameters),
        script.created_by.id.as_str(),
        script.created_by.name.as_str(),
        party::word(script.created_by.kind),
        script.created_at,
        script.updated_at,
        script.removed_at,
    ]
}

/// What a change may change, after the id and the version that was read.
pub(crate) fn update_args(script: &Script, read: Version) -> Vec<Arg> {
    args![
        script.id.as_str(),
        read.0,
        script.version.0,
        script.name.as_str(),
        name_key(&script.name),
        script.interpreter.as_str(),
        script.body.as_str(),
        script.description.as_str(),
        json(&script.parameters),
        script.updated_at,
        script.removed_at,
    ]
}

/// A version as it is kept.
pub(crate) fn version_args(script: &ScriptId, version: &ScriptVersion) -> Vec<Arg> {
    args![
        script.as_str(),
        version.version.0,
        version.interpreter.as_str(),
        version.body.as_str(),
        version.at,
        version.by.id.as_str(),
        version.by.name.as_str(),
        party::word(version.by.kind),
    ]
}

pub(crate) fn read_version(row: Row<'_>) -> Result<ScriptVersion, StoreError> {
    let row = Fields::new(row, "script_versions", "", "script");
    Ok(ScriptVersion {
        version: Version(row.int("version")?),
        interpreter: row.word("interpreter", Interpreter::parse)?,
        body: row.text("body")?,
        at: row.time("at")?,
        by: party::read(&row, "by")?,
    })
}

/// The task of a run, and the version it ran.
pub(crate) fn read_run(row: Row<'_>) -> Result<(TaskId, Version), StoreError> {
    let row = Fields::new(row, "script_runs", "", "task");
    Ok((TaskId::new(row.text("task")?), Version(row.int("version")?)))
}

pub(crate) fn read_run_count(row: Row<'_>) -> Result<u32, StoreError> {
    Fields::new(row, "script_runs", "", "runs").number("runs")
}

pub(crate) fn read(row: Row<'_>) -> Result<Script, StoreError> {
    let row = Fields::new(row, "scripts", "", "id");
    Ok(Script {
        id: ScriptId::new(row.text("id")?),
        version: Version(row.int("version")?),
        name: row.text("name")?,
        interpreter: row.word("interpreter", Interpreter::parse)?,
        body: row.text("body")?,
        description: row.text("description")?,
        parameters: row.json("parameters")?,
        created_by: party::read(&row, "created_by")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
        removed_at: row.maybe_time("removed_at")?,
    })
}
