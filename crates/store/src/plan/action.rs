//! Statements about actions and what they wrote and changed.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::change::FileChange;
use domain::log::LogChunk;
use domain::{Action, ActionId, Version};

/// Writes nothing when there is no such task.
pub(super) fn insert(action: &Action) -> Step {
    Step::new(sql::actions::INSERT, row::action::args(action)).guarded("task", action.task.as_str())
}

pub(super) fn update(action: &Action, read: Version) -> Step {
    let mut args = args![action.id.as_str(), read.0, action.version.0];
    args.extend(row::action::state_args(&action.state));
    args.extend(row::action::asked_args(action));
    Step::new(sql::actions::UPDATE, args).guarded("action", action.id.as_str())
}

pub(super) fn expect(id: &ActionId, read: Version) -> Step {
    Step::new(sql::actions::EXPECT, args![id.as_str(), read.0]).guarded("action", id.as_str())
}

pub(super) fn log(action: &ActionId, chunks: &[LogChunk], steps: &mut Vec<Step>) {
    let pieces = chunks.iter().map(|chunk| row::log::args(action.as_str(), chunk));
    steps.extend(pieces.map(|args| Step::new(sql::logs::INSERT_OF_ACTION, args)));
}

pub(super) fn files(action: &ActionId, files: &[FileChange], steps: &mut Vec<Step>) {
    steps.push(Step::new(sql::files::DELETE_OF_ACTION, args![action.as_str()]));
    let rows = files.iter().map(|file| row::file::args(action.as_str(), file));
    steps.extend(rows.map(|args| Step::new(sql::files::INSERT_OF_ACTION, args)));
}
