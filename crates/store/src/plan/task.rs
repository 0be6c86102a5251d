//! Statements about a task and what belongs to it: approvals, log, changed files.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::change::FileChange;
use domain::log::LogChunk;
use domain::usage::Usage;
use domain::{Approval, Task, TaskId, Version};

pub(super) fn insert(task: &Task, steps: &mut Vec<Step>) {
    // The writer puts the number in the place of the 0.
    steps.push(Step::new(sql::tasks::INSERT, row::task::args(task, 0)));
    for (position, other) in (1_i64..).zip(&task.depends_on) {
        let args = args![task.id.as_str(), position, other.as_str()];
        steps.push(Step::new(sql::tasks::INSERT_DEPENDENCY, args));
    }
}

pub(super) fn update(task: &Task, read: Version) -> Step {
    let mut args = args![task.id.as_str(), read.0, task.version.0];
    args.extend(row::task::state_args(task));
    // Whoever asks a prompt to run fixes which agent works on it.
    args.extend(args![task.agent.as_deref()]);
    Step::new(sql::tasks::UPDATE, args).guarded("task", task.id.as_str())
}

pub(super) fn expect(id: &TaskId, read: Version) -> Step {
    Step::new(sql::tasks::EXPECT, args![id.as_str(), read.0]).guarded("task", id.as_str())
}

pub(super) fn expect_texts(id: &TaskId) -> Step {
    Step::new(sql::tasks::EXPECT_TEXTS, args![id.as_str()]).guarded("texts of task", id.as_str())
}

pub(super) fn log(task: &TaskId, chunks: &[LogChunk], steps: &mut Vec<Step>) {
    let pieces = chunks.iter().map(|chunk| row::log::args(task.as_str(), chunk));
    steps.extend(pieces.map(|args| Step::new(sql::logs::INSERT, args)));
}

pub(super) fn files(task: &TaskId, files: &[FileChange], steps: &mut Vec<Step>) {
    steps.push(Step::new(sql::files::DELETE, args![task.as_str()]));
    let rows = files.iter().map(|file| row::file::args(task.as_str(), file));
    steps.extend(rows.map(|args| Step::new(sql::files::INSERT, args)));
}

pub(super) fn usage(task: &TaskId, usage: &Usage) -> Step {
    Step::new(sql::tasks::PUT_USAGE, row::usage::args(task, usage))
}

/// Writes nothing when there is no such task.
pub(super) fn insert_approval(approval: &Approval) -> Step {
    Step::new(sql::approvals::INSERT, row::approval::args(approval))
        .guarded("task", approval.task.as_str())
}

pub(super) fn update_approval(approval: &Approval, read: Version) -> Step {
    let mut args = args![approval.id.as_str(), read.0, approval.version.0];
    args.extend(row::approval::state_args(approval));
    Step::new(sql::approvals::UPDATE, args).guarded("approval", approval.id.as_str())
}
