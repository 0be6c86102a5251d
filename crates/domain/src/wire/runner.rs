//! Bodies of the runner's routes. Every write carries the lease it holds: another one is refused with 409.

use crate::{
    DesktopId, Digest, SignedPermit, TaskType, Timestamp,
    action::{Bound, Expected, Interpreter, Operand},
    change::FileChange,
    desktop::SystemFacts,
    log::Stream,
    task::{Branch, RunBound},
    usage::Usage,
};
use serde::{Deserialize, Serialize};

/// `POST /runner/claim?wait=45`: waits up to that many seconds (at most 50) for work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claim {
    /// What the machine is.
    #[serde(default)]
    pub system: SystemFacts,
    /// The workspace root, absolute.
    #[serde(default)]
    pub workspace: String,
    /// The named agents it can start.
    #[serde(default)]
    pub agents: Vec<String>,
    /// The names of the secrets it can fill in.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// How many more tasks it can take now.
    #[serde(default)]
    pub free_slots: u32,
    /// How many more actions it can take now. They have places of their own, or a task that waits for its action would
    /// hold the place the action needs. With no place of either kind a runner only says that it lives.
    #[serde(default)]
    pub free_action_slots: u32,
    /// Whether it looks at files for people who are about to decide.
    #[serde(default)]
    pub looks: bool,
}

/// The answer to a claim: 204 without a body when there was no work in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkAnswer {
    /// The work; it is this runner's until the lease ends.
    pub work: Work,
}

/// What a runner does next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Work {
    /// A task.
    Task(TaskWork),
    /// An action of a running task.
    Action(ActionWork),
    /// Files to look at. Nothing runs, so there is no lease; it is offered until it is answered.
    Look(LookWork),
}

/// Files that an action would run by name, for the person who is asked about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookWork {
    /// The action's id.
    pub id: String,
    /// The names, as the command has them.
    pub paths: Vec<String>,
    /// Where the action would run; its task's own directory when absent.
    pub cwd: Option<String>,
    /// Its task's number, which names that directory.
    pub task_number: i64,
}

/// `POST /runner/work/{id}/look`: what was found, in the order that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushLook {
    /// The files.
    pub operands: Vec<Operand>,
}

/// An action to run, exactly once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionWork {
    /// The action's id.
    pub id: String,
    /// Everything that decides what runs, where, as whom and how long.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bound: Bound,
    /// SHA-256 over `bound`; a runner makes it again and refuses another.
    pub digest: String,
    /// The server's signed word that it may run. A runner starts nothing without it.
    #[serde(default)]
    pub permit: Option<SignedPermit>,
    /// Whether to look which files change.
    pub look_at_files: bool,
    /// The right to report.
    pub lease: String,
    /// When the right ends unless renewed.
    pub lease_expires_at: Timestamp,
    /// How often to renew it.
    pub heartbeat_every_seconds: u32,
}

/// What an agent that the runner starts speaks with: as the task's agent, about this task alone, until the run ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentToken(pub String);

/// Secrets do not belong into logs.
impl std::fmt::Debug for AgentToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AgentToken(…)")
    }
}

/// A task to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskWork {
    /// The task's id.
    pub id: String,
    /// The task's number.
    pub number: i64,
    /// The task's attempt.
    pub attempt: u32,
    /// `command` or `prompt`.
    #[serde(rename = "type")]
    pub task_type: TaskType,
    /// Exactly the bytes to run.
    pub content: String,
    /// The working directory that was asked for; the task's own directory when absent.
    pub cwd: Option<String>,
    /// How long it may run.
    pub timeout_seconds: u32,
    /// What reads the content; the desktop's own shell when absent.
    pub interpreter: Option<Interpreter>,
    /// What people call it.
    pub title: String,
    /// What the reviewer of the earlier attempt said.
    pub previous_feedback: Option<String>,
    /// The desktop's own agent that works on it.
    pub agent: Option<String>,
    /// With a prompt: what its agent sends as `Authorization: Bearer` to `/mcp` and the API. Only its hash is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_token: Option<AgentToken>,
    /// The task's random text, which goes into the digest; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub salt: String,
    /// SHA-256 over what decides what runs and where; a runner makes it again and refuses another.
    pub digest: String,
    /// The server's signed word that it may run. A runner starts nothing without it.
    #[serde(default)]
    pub permit: Option<SignedPermit>,
    /// The right to report.
    pub lease: String,
    /// When the right ends unless renewed.
    pub lease_expires_at: Timestamp,
    /// How often to renew it.
    pub heartbeat_every_seconds: u32,
}

impl TaskWork {
    /// The digest of what came here, for this machine: the one that a permit must name.
    pub fn run_digest(&self, desktop: &DesktopId) -> Digest {
        RunBound {
            task: &self.id,
            desktop,
            kind: self.task_type,
            content: &self.content,
            cwd: self.cwd.as_deref(),
            timeout_seconds: self.timeout_seconds,
            agent: self.agent.as_deref(),
            // Its own program works on such a task, never a runner.
            external_agent: None,
            interpreter: self.interpreter,
            title: &self.title,
            previous_feedback: self.previous_feedback.as_deref(),
            salt: &self.salt,
        }
        .digest()
    }
}

/// `POST /runner/work/{id}/heartbeat?wait=SECONDS`: renews the lease and waits up to that long for a cancel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heartbeat {
    /// The right to report.
    pub lease: String,
}

/// The answer to a heartbeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeartbeatAnswer {
    /// Whether the task is to be stopped.
    pub cancel: bool,
    /// When the right to report ends unless renewed.
    pub lease_expires_at: Timestamp,
}

/// `POST /runner/work/{id}/logs`. A piece whose number is already stored is skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushLogs {
    /// The right to report.
    pub lease: String,
    /// Pieces in order.
    pub pieces: Vec<LogPiece>,
}

/// A piece of output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogPiece {
    /// Its number within the run, from 1, over all streams.
    pub seq: i64,
    /// Where it came from.
    pub stream: Stream,
    /// The bytes, in base64: they need not be text.
    pub data_b64: String,
    /// When the runner read it.
    pub at: Timestamp,
}

/// `POST /runner/work/{id}/files`: the whole list, in place of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushFiles {
    /// The right to report.
    pub lease: String,
    /// What changed.
    pub files: Vec<FileChange>,
}

/// `POST /runner/work/{id}/result`. Sending the same again gets the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportResult {
    /// The right to report.
    pub lease: String,
    /// How it ended.
    pub outcome: RunOutcome,
    /// Whether output was left out because there was too much.
    #[serde(default)]
    pub output_truncated: bool,
    /// What an agent had announced about its task.
    #[serde(default)]
    pub expected: Option<Expected>,
    /// The branch that an agent's changes lie on.
    #[serde(default)]
    pub branch: Option<Branch>,
}

/// `POST /runner/work/{id}/usage`: what the agent's model used so far, over the whole task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushUsage {
    /// The right to report.
    pub lease: String,
    /// The counts.
    pub usage: Usage,
}

/// The answer to a report: what it ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reported {
    /// A task.
    Task(Box<super::Task>),
    /// An action.
    Action(Box<super::Action>),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RunOutcome {
    /// The command ended by itself.
    Exited {
        /// Its exit code.
        exit_code: i32,
    },
    /// The command was killed by a signal that nobody here sent.
    Killed {
        /// The signal's number.
        signal: i32,
    },
    /// It ran longer than it may and was stopped.
    TimedOut,
    /// It was stopped because the heartbeat said so, or the runner was told to stop.
    Cancelled,
    /// It could not be started; nothing ran.
    NotStarted {
        /// Why.
        reason: String,
    },
    /// The runner was restarted in the middle; it may have run in whole or in part.
    Lost,
}

impl From<RunOutcome> for crate::task::RunReport {
    fn from(outcome: RunOutcome) -> Self {
        match outcome {
            RunOutcome::Exited { exit_code } => Self::Exited(exit_code),
            RunOutcome::Killed { signal } => Self::Killed(signal),
            RunOutcome::TimedOut => Self::TimedOut,
            RunOutcome::Cancelled => Self::Cancelled,
            RunOutcome::NotStarted { reason } => Self::NotStarted(reason),
            RunOutcome::Lost => Self::Lost,
        }
    }
}
