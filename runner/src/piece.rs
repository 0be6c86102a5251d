//! A piece of claimed work: a task or an action. Both are held, run and reported in the same way.

use crate::execute::Plan;
use domain::{
    DesktopId, Digest, SignedPermit, TaskType,
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
    /// The server's signed word that it may run.
    pub(crate) permit: Option<SignedPermit>,
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
    /// What it was made from, whose digest a permit names.
    pub(crate) origin: Origin,
}

/// What a command was made from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// A task of its own.
    Task(Box<TaskWork>),
    /// An action, as it was approved.
    Action(Box<Bound>),
}

impl Command {
    /// What an action was approved as; a task's command has none.
    pub(crate) fn bound(&self) -> Option<&Bound> {
        match &self.origin {
            Origin::Action(bound) => Some(bound),
            Origin::Task(_) => None,
        }
    }
}

impl Piece {
    /// Whether it may never be tried again, whatever becomes of it.
    pub(crate) fn once(&self) -> bool {
        matches!(&self.doing, Doing::Command(command) if command.bound().is_some())
    }

    /// Whether this is the work of that id: as it came, and as it was bound.
    pub(crate) fn is_of(&self, work: &str) -> bool {
        let bound = match &self.doing {
            Doing::Command(command) => command.bound(),
            Doing::Prompt(_) => None,
        };
        self.id == work && bound.is_none_or(|bound| bound.action.as_str() == work)
    }

    /// SHA-256 over what decides what would run here, made from what would run.
    pub(crate) fn digest(&self, desktop: &DesktopId) -> Digest {
        match &self.doing {
            Doing::Command(Command { origin: Origin::Action(bound), .. }) => bound.digest(),
            Doing::Command(Command { origin: Origin::Task(task), .. }) | Doing::Prompt(task) => {
                task.run_digest(desktop)
            }
        }
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
        permit: task.permit.clone(),
        lease: task.lease.clone(),
        heartbeat_every_seconds: task.heartbeat_every_seconds,
        doing: match task.task_type {
            TaskType::Prompt => Doing::Prompt(Box::new(task)),
            TaskType::Command => Doing::Command(Command {
                plan: Plan {
                    work: task.id.clone(),
                    number: task.number,
                    code: Code::Script(task.content.clone()),
                    interpreter: task.interpreter,
                    env: BTreeMap::new(),
                    timeout: Duration::from_secs(task.timeout_seconds.into()),
                },
                cwd: task.cwd.clone(),
                look_at_files: true,
                origin: Origin::Task(Box::new(task)),
            }),
        },
    }
}

/// What runs is taken from what was bound, and from nothing else.
fn of_action(action: ActionWork) -> Piece {
    let bound = action.bound;
    Piece {
        run: action.id.clone(),
        permit: action.permit,
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
            origin: Origin::Action(Box::new(bound)),
        }),
        id: action.id,
    }
}
