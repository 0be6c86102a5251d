//! A piece of claimed work: a task or an action. Both are held, run and reported in the same way.

use crate::execute::Plan;
use domain::{
    TaskType,
    action::{Bound, Code},
    wire::{ActionWork, LookWork, TaskWork, Work},
};
use std::{collections::BTreeMap, time::Duration};

/// Claimed work with the right to report about it.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The task's or the action's id.
    pub(crate) id: String,
    /// The run's name: the task and its attempt, or the action, which has only one.
    pub(crate) run: String,
    /// SHA-256 over what decides what runs and where.
    pub(crate) digest: String,
    /// The right to report.
    pub(crate) lease: String,
    /// How often to renew it.
    pub(crate) heartbeat_every_seconds: u32,
    /// What there is to do.
    pub(crate) doing: Doing,
}

/// What there is to do.
#[derive(Clone, Debug)]
pub(crate) enum Doing {
    /// To run a command.
    Command(Command),
    /// To let an agent work.
    Prompt(Box<TaskWork>),
}

/// A command to run.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// What runs.
    pub(crate) plan: Plan,
    /// The working directory that was asked for; the task's own when absent.
    pub(crate) cwd: Option<String>,
    /// Whether to look which files change.
    pub(crate) look_at_files: bool,
    /// What an action was approved as; a task's command has none.
    pub(crate) bound: Option<Box<Bound>>,
}

impl Piece {
    /// Whether it may never be tried again, whatever becomes of it.
    pub(crate) fn once(&self) -> bool {
        matches!(&self.doing, Doing::Command(command) if command.bound.is_some())
    }

    /// Whether its names can be part of paths and addresses.
    pub(crate) fn is_named(&self) -> bool {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        self.run.len() <= 100 && !self.id.is_empty() && self.run.bytes().all(plain)
    }
}

impl TryFrom<Work> for Piece {
    /// Files to look at are no piece of work: nothing is held, run or reported.
    type Error = LookWork;

    fn try_from(work: Work) -> Result<Self, LookWork> {
        match work {
            Work::Task(task) => Ok(of_task(task)),
            Work::Action(action) => Ok(of_action(action)),
            Work::Look(look) => Err(look),
        }
    }
}

fn of_task(task: TaskWork) -> Piece {
    Piece {
        id: task.id.clone(),
        run: format!("{}-{}", task.id, task.attempt),
        digest: task.digest.clone(),
        lease: task.lease.clone(),
        heartbeat_every_seconds: task.heartbeat_every_seconds,
        doing: match task.task_type {
            TaskType::Prompt => Doing::Prompt(Box::new(task)),
            TaskType::Command => Doing::Command(Command {
                plan: Plan {
                    work: task.id,
                    number: task.number,
                    code: Code::Script(task.content),
                    interpreter: task.interpreter,
                    env: BTreeMap::new(),
                    timeout: Duration::from_secs(task.timeout_seconds.into()),
                },
                cwd: task.cwd,
                look_at_files: true,
                bound: None,
            }),
        },
    }
}

/// What runs is taken from what was bound, and from nothing else.
fn of_action(action: ActionWork) -> Piece {
    let bound = action.bound;
    Piece {
        run: action.id.clone(),
        digest: action.digest,
        lease: action.lease,
        heartbeat_every_seconds: action.heartbeat_every_seconds,
        doing: Doing::Command(Command {
            plan: Plan {
                work: action.id.clone(),
                number: bound.task_number,
                code: bound.code.clone(),
                interpreter: Some(bound.interpreter),
                env: bound.env.clone(),
                timeout: Duration::from_secs(bound.timeout_seconds.into()),
            },
            cwd: bound.cwd.clone(),
            look_at_files: action.look_at_files,
            bound: Some(Box::new(bound)),
        }),
        id: action.id,
    }
}
