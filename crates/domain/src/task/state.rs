//! Where a task stands. `pending → running → (review) → done | failed`, and `cancelled` from any state before those.

use super::Branch;
use crate::{
    ApprovalId, Decision, Digest, Lease, Party, Timestamp,
    action::{Closed, Findings},
};
use serde::{Deserialize, Serialize};

/// What a task's content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TaskType {
    /// Words an agent works on, in a thread.
    Prompt,
    /// A deterministic command.
    Command,
}

impl TaskType {
    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Command => "command",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Prompt, Self::Command].into_iter().find(|t| t.as_str() == text)
    }
}

/// The six columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TaskStatus {
    /// Not started.
    Pending,
    /// Somebody works on it.
    Running,
    /// Its result waits for a person.
    Review,
    /// It counts.
    Done,
    /// It does not count; the failure says why.
    Failed,
    /// Somebody called it off.
    Cancelled,
}

impl TaskStatus {
    /// Every column, from left to right.
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::Running, Self::Review, Self::Done, Self::Failed, Self::Cancelled];

    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Review => "review",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The column's head.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Review => "Review",
            Self::Done => "Done",
            Self::Failed => "Failed",
            Self::Cancelled => "Cancelled",
        }
    }

    /// Whether it stays so.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// Why a task failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FailureCode {
    /// The command ended with another code than 0, or could not be started.
    ExitCode,
    /// A person said no.
    Rejected,
    /// It ran longer than it may.
    Timeout,
    /// Its runner fell silent or was restarted; it may have run in part.
    RunnerLost,
    /// A task it waited for failed or was cancelled.
    DependencyFailed,
    /// Nobody decided, or no runner took it, in time.
    Expired,
    /// Nobody on the desktop can work on it any more.
    NoAgent,
}

impl FailureCode {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExitCode => "exit_code",
            Self::Rejected => "rejected",
            Self::Timeout => "timeout",
            Self::RunnerLost => "runner_lost",
            Self::DependencyFailed => "dependency_failed",
            Self::Expired => "expired",
            Self::NoAgent => "no_agent",
        }
    }

    /// Why, in a sentence that holds nothing of the task.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ExitCode => "It did not end well.",
            Self::Rejected => "A person rejected it.",
            Self::Timeout => "It ran longer than it may.",
            Self::RunnerLost => "Contact with its desktop was lost.",
            Self::DependencyFailed => "A task it waited for did not end well.",
            Self::Expired => "Time was up.",
            Self::NoAgent => "No agent could work on it.",
        }
    }
}

/// Why a task failed, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Failure {
    /// For programs.
    pub code: FailureCode,
    /// For people: what happened and what did not.
    pub message: String,
}

/// How far a task that has not started has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Pending {
    /// Nobody asked it to run.
    Draft,
    /// Asked to run; tasks it depends on are not done.
    Held {
        /// Since when.
        since: Timestamp,
    },
    /// A person is asked before it runs.
    Asking {
        /// The approval that holds it.
        approval: ApprovalId,
        /// Since when.
        since: Timestamp,
    },
    /// Free to run; its runner has not taken it.
    Queued {
        /// Since when.
        since: Timestamp,
        /// The approval it runs on, if one was needed.
        approval: Option<ApprovalId>,
    },
}

/// Who works on a running task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "worker", rename_all = "snake_case")]
pub enum Worker {
    /// The desktop's runner.
    Runner {
        /// Its right to report; another lease is refused.
        lease: Lease,
        /// When the right ends unless it shows that it lives.
        lease_until: Timestamp,
        /// SHA-256 of the secret that the agent of this run speaks with; none for a command. It ends with the run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agent_token: Option<Digest>,
    },
    /// A program over REST.
    External {
        /// The agent's name.
        agent: String,
    },
}

/// A running task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Who works on it.
    #[serde(flatten)]
    pub worker: Worker,
    /// Since when.
    pub started_at: Timestamp,
    /// Somebody asked for it to be stopped; it runs until the runner says that it stopped.
    pub cancel: Option<Cancelled>,
}

/// Who called a task off, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Who.
    pub by: Party,
    /// When.
    pub at: Timestamp,
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// The command's exit code; none when it was killed or an agent ended it.
    pub exit_code: Option<i32>,
    /// SHA-256 of the whole output as stored.
    pub output_digest: Digest,
    /// SHA-256 of the list of changed files as stored.
    pub files_digest: Digest,
    /// Whether output was left out because there was too much.
    pub output_truncated: bool,
    /// How it compares with what was announced; none when nothing could be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Findings>,
    /// The branch that an agent's changes lie on; none where they were made in place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
    /// The lease it was reported under, so that the same report sent again is recognised; none for an external agent.
    pub lease: Option<Lease>,
}

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum TaskState {
    /// Not started.
    Pending(Pending),
    /// Somebody works on it.
    Running(Running),
    /// Its result waits for a person.
    Review {
        /// The run.
        run: Run,
        /// The approval that holds it.
        approval: ApprovalId,
    },
    /// It counts.
    Done {
        /// The run.
        run: Run,
        /// The person's yes, if the gate applied.
        decision: Option<Decision>,
    },
    /// It does not count.
    Failed {
        /// Why.
        failure: Failure,
        /// When.
        at: Timestamp,
        /// When it started, if it did.
        started_at: Option<Timestamp>,
        /// The run, if it ran to an end.
        run: Option<Run>,
        /// The person's no, if one was said.
        decision: Option<Decision>,
        /// Whether the gate after the run applied; none if that was never decided.
        gated: Option<bool>,
        /// How a person closed it, where nobody knew what its command had done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed: Option<Box<Closed>>,
    },
    /// Somebody called it off.
    Cancelled {
        /// Who, when.
        cancel: Cancelled,
        /// When it started, if it did.
        started_at: Option<Timestamp>,
        /// The run, if it had finished.
        run: Option<Run>,
    },
}

impl TaskState {
    /// The column.
    pub const fn status(&self) -> TaskStatus {
        match self {
            Self::Pending(_) => TaskStatus::Pending,
            Self::Running(_) => TaskStatus::Running,
            Self::Review { .. } => TaskStatus::Review,
            Self::Done { .. } => TaskStatus::Done,
            Self::Failed { .. } => TaskStatus::Failed,
            Self::Cancelled { .. } => TaskStatus::Cancelled,
        }
    }

    /// The run that is over, if there is one.
    pub const fn run(&self) -> Option<&Run> {
        match self {
            Self::Review { run, .. } | Self::Done { run, .. } => Some(run),
            Self::Failed { run, .. } | Self::Cancelled { run, .. } => run.as_ref(),
            Self::Pending(_) | Self::Running(_) => None,
        }
    }

    /// When it started, if it did.
    pub const fn started_at(&self) -> Option<Timestamp> {
        match self {
            Self::Running(running) => Some(running.started_at),
            Self::Failed { started_at, .. } | Self::Cancelled { started_at, .. } => *started_at,
            _ => match self.run() {
                Some(run) => Some(run.started_at),
                None => None,
            },
        }
    }

    /// Since when it is over.
    pub fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Done { run, decision } => {
                Some(decision.as_ref().map_or(run.finished_at, |decision| decision.at))
            }
            Self::Failed { at, .. } => Some(*at),
            Self::Cancelled { cancel, .. } => Some(cancel.at),
            Self::Pending(_) | Self::Running(_) | Self::Review { .. } => None,
        }
    }

    /// The person's decision about the result, if one was made.
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Done { decision, .. } | Self::Failed { decision, .. } => decision.as_ref(),
            _ => None,
        }
    }

    /// Whether the gate after the run applied; none until that is decided.
    pub const fn gated(&self) -> Option<bool> {
        match self {
            Self::Review { .. } => Some(true),
            Self::Done { decision, .. } => Some(decision.is_some()),
            Self::Failed { gated, .. } => *gated,
            Self::Pending(_) | Self::Running(_) | Self::Cancelled { .. } => None,
        }
    }

    /// How a person closed a command of unknown outcome.
    pub fn closed(&self) -> Option<&Closed> {
        match self {
            Self::Failed { closed, .. } => closed.as_deref(),
            _ => None,
        }
    }

    /// Whether somebody's word lets it run, so that it waits only for its desktop or for other tasks.
    pub const fn is_let_go(&self) -> bool {
        matches!(self, Self::Pending(Pending::Queued { .. } | Pending::Held { .. }))
    }

    /// The approval that holds it now.
    pub const fn waits_on(&self) -> Option<&ApprovalId> {
        match self {
            Self::Pending(Pending::Asking { approval, .. }) | Self::Review { approval, .. } => {
                Some(approval)
            }
            _ => None,
        }
    }
}
