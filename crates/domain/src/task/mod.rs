//! A unit of work for a desktop. Its state is an enum that carries its data; transitions consume the old value.

mod bound;
mod branch;
mod close;
mod lifecycle;
mod purge;
mod result;
mod run;
mod state;

pub use bound::{ResultBound, RunBound};
pub use branch::Branch;
pub use purge::Purged;
pub use result::{Evidence, RunReport};
pub use run::{Dependencies, RunnerClaim};
pub use state::{
    Cancelled, Failure, FailureCode, Pending, Run, Running, TaskState, TaskStatus, TaskType, Worker,
};

use crate::{DesktopId, Digest, Party, TaskId, Timestamp, Version, action::Interpreter};

/// A unit of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Never changes.
    pub id: TaskId,
    /// The number people use (MC-12). Given by the store when the task is first written; 0 before.
    pub number: i64,
    /// Raised by every transition.
    pub version: Version,
    /// A prompt or a command.
    pub kind: TaskType,
    /// What people call it.
    pub title: String,
    /// The command or the prompt: exactly these bytes run, untrimmed.
    pub content: String,
    /// The machine it is for.
    pub desktop: DesktopId,
    /// What reads a command; the desktop's own shell when absent.
    pub interpreter: Option<Interpreter>,
    /// The desktop's own agent that works on it.
    pub agent: Option<String>,
    /// The program that works on it over REST instead of a runner.
    pub external_agent: Option<String>,
    /// Whether its result waits for a person, whatever the global mode says.
    pub requires_approval: bool,
    /// Whether a person is asked before it runs.
    pub approve_before_run: bool,
    /// The tasks that must be done before it starts.
    pub depends_on: Vec<TaskId>,
    /// The working directory inside the desktop's workspace root; its own directory when absent.
    pub cwd: Option<String>,
    /// How long it may run, in seconds.
    pub timeout_seconds: u32,
    /// The task it tries again.
    pub retry_of: Option<TaskId>,
    /// 1, or one more than the task it tries again.
    pub attempt: u32,
    /// What the reviewer of the earlier attempt said.
    pub previous_feedback: Option<String>,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// What an outside system calls it.
    pub external_ref: Option<String>,
    /// Random text that goes into what is approved, so that nobody who has the digest can try out what the content was
    /// once it is erased. Empty in tasks of before.
    pub salt: String,
    /// That its texts were erased.
    pub purged: Option<Purged>,
    /// Where it stands.
    pub state: TaskState,
}

impl Task {
    /// The column it stands in.
    pub const fn status(&self) -> TaskStatus {
        self.state.status()
    }

    /// Who works on it: the external agent, or the desktop's own.
    pub fn agent_name(&self) -> Option<&str> {
        self.external_agent.as_deref().or(self.agent.as_deref())
    }

    /// Who asks a person to decide about it: its agent, or whoever made it.
    pub fn requester(&self) -> Party {
        match &self.external_agent {
            Some(name) => Party {
                id: format!("agent:{name}"),
                name: name.clone(),
                kind: crate::PartyKind::Agent,
            },
            None => self.created_by.clone(),
        }
    }

    /// The digest of what a person approves before the task runs: everything that decides what runs, and where.
    pub fn run_digest(&self) -> Digest {
        RunBound {
            task: self.id.as_str(),
            desktop: &self.desktop,
            kind: self.kind,
            content: &self.content,
            cwd: self.cwd.as_deref(),
            timeout_seconds: self.timeout_seconds,
            agent: self.agent.as_deref(),
            external_agent: self.external_agent.as_deref(),
            interpreter: self.interpreter,
            title: &self.title,
            previous_feedback: self.previous_feedback.as_deref(),
            salt: &self.salt,
        }
        .digest()
    }

    /// The digest of what a person accepts after the run: the exit code, the output and the changed files.
    pub fn result_digest(&self, run: &Run) -> Digest {
        ResultBound {
            task: self.id.as_str(),
            run: self.run_digest(),
            finished_at: run.finished_at,
            exit_code: run.exit_code,
            output: run.output_digest,
            files: run.files_digest,
            branch: run.branch.as_ref(),
        }
        .digest()
    }
}
