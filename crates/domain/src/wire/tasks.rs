//! Bodies of the task routes.

use super::Password;
use super::{Action, ClosedView, DesktopRef};
use crate::{
    Party, TaskStatus, TaskType, Timestamp,
    action::{Expected, Findings, Interpreter},
    log::Stream,
    task::{Branch, Failure, FailureCode, Purged},
    usage::Usage,
};
use serde::{Deserialize, Serialize};

/// `POST /tasks`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateTask {
    /// `command` or `prompt`.
    #[serde(rename = "type")]
    pub kind: TaskType,
    /// The command or the prompt, at most 64 KiB. A command runs exactly as it is.
    pub content: String,
    /// The machine it is for.
    pub desktop_id: String,
    /// What to call it, at most 200 characters; the first line of the content when absent.
    #[serde(default)]
    pub title: Option<String>,
    /// Whether its result waits for a person, whatever Task Approval Mode says.
    #[serde(default)]
    pub requires_approval: bool,
    /// Whether a person is asked before it runs.
    #[serde(default)]
    pub approve_before_run: bool,
    /// The tasks that must be done before it starts, at most 50: each by its id, or by its number (`MC-12`).
    #[serde(default)]
    pub depends_on: Vec<String>,
    /// The desktop's own agent that works on it.
    #[serde(default)]
    pub agent: Option<String>,
    /// The program that works on it over REST.
    #[serde(default)]
    pub external_agent: Option<String>,
    /// The working directory, inside the desktop's workspace root.
    #[serde(default)]
    pub cwd: Option<String>,
    /// How long it may run, 1 to 604800 seconds; 3600 when absent.
    #[serde(default)]
    pub timeout_seconds: Option<u32>,
    /// Ask it to run at once.
    #[serde(default)]
    pub run: bool,
    /// What an outside system calls it, at most 500 characters.
    #[serde(default)]
    pub external_ref: Option<String>,
    /// What reads a command: `bash`, `sh` or `powershell`; the desktop's own shell when absent.
    #[serde(default)]
    pub interpreter: Option<Interpreter>,
}

/// `POST /tasks/{id}/retry`. What is absent is taken from the task that is tried again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetryTask {
    /// The revised content.
    #[serde(default)]
    pub content: Option<String>,
    /// The revised title.
    #[serde(default)]
    pub title: Option<String>,
    /// The flag for the new attempt.
    #[serde(default)]
    pub requires_approval: Option<bool>,
}

/// `POST /tasks/{id}/review`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// `approve` or `reject`.
    pub decision: String,
    /// What went wrong, or what to mind; at most 16 KiB.
    #[serde(default)]
    pub feedback: Option<String>,
    /// The digest of what was read.
    #[serde(default)]
    pub digest: Option<String>,
    /// The password, asked of a person at a browser for a yes to something weighty.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `POST /tasks/{id}/purge`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeTask {
    /// The password, asked of a person at a browser when they have not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `POST /tasks/{id}/close`: a person looked at the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseTask {
    /// Whether its command ran.
    pub ran: bool,
}

/// `POST /tasks/{id}/finish`: the external agent says how it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishTask {
    /// `succeeded` or `failed`.
    pub outcome: String,
    /// What it made or found, at most 512 KiB.
    #[serde(default)]
    pub output: Option<String>,
    /// What the agent had announced, for the reviewer to compare with.
    #[serde(default)]
    pub expected: Option<Expected>,
}

/// `POST /tasks/{id}/messages`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostMessage {
    /// Text, at most 16 KiB.
    pub text: String,
}

/// Why a task failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FailureView {
    /// For programs.
    pub code: FailureCode,
    /// For people.
    pub message: String,
}

impl From<&Failure> for FailureView {
    fn from(failure: &Failure) -> Self {
        Self { code: failure.code, message: failure.message.clone() }
    }
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    /// Opaque.
    pub id: String,
    /// The number people use: 12 is MC-12.
    pub number: i64,
    /// `prompt` or `command`.
    #[serde(rename = "type")]
    pub kind: TaskType,
    /// What people call it.
    pub title: String,
    /// The command or the prompt.
    pub content: String,
    /// The column it stands in.
    pub status: TaskStatus,
    /// How far a pending task has come: `draft`, `held`, `asking`, `queued`; `cancelling` for a running one;
    /// `outcome_unknown` for a command whose runner fell silent, until a person closes it; else null.
    pub phase: Option<String>,
    /// Why it failed.
    pub failure: Option<FailureView>,
    /// How a person closed it, where nobody knew what its command had done.
    pub closed: Option<ClosedView>,
    /// The machine it is for.
    pub desktop: DesktopRef,
    /// The desktop's own agent that works on it.
    pub agent: Option<String>,
    /// The program that works on it over REST.
    pub external_agent: Option<String>,
    /// The task's own flag.
    pub requires_approval: bool,
    /// Whether a person is asked before it runs.
    pub approve_before_run: bool,
    /// Whether the gate after the run applied; null until that is decided.
    pub gated: Option<bool>,
    /// Ids of the tasks that must be done before it starts.
    pub depends_on: Vec<String>,
    /// Those of them that are not done.
    pub blocked_by: Vec<String>,
    /// How many tasks wait behind this one, directly or not.
    pub holds: u32,
    /// `technician_approval_required` while something of it waits before it runs.
    pub attention: Option<String>,
    /// The approvals that wait for a person now.
    pub pending_approval_ids: Vec<String>,
    /// The task it tries again.
    pub retry_of: Option<String>,
    /// 1, or one more than the task it tries again.
    pub attempt: u32,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// When it started.
    pub started_at: Option<Timestamp>,
    /// When its run finished.
    pub completed_at: Option<Timestamp>,
    /// When a person decided about its result.
    pub decided_at: Option<Timestamp>,
    /// Who decided, and what.
    pub decided_by: Option<Party>,
    /// The command's exit code.
    pub exit_code: Option<i32>,
    /// The output: standard output and error in the order they were read, its first 64 KiB. Null in lists.
    pub output: Option<String>,
    /// Whether `output` is not all there was.
    pub output_truncated: bool,
    /// What the reviewer said.
    pub feedback: Option<String>,
    /// What the reviewer of the earlier attempt said.
    pub previous_feedback: Option<String>,
    /// What an outside system calls it.
    pub external_ref: Option<String>,
    /// The working directory that was asked for.
    pub cwd: Option<String>,
    /// How long it may run.
    pub timeout_seconds: u32,
    /// What reads a command; the desktop's own shell when null.
    pub interpreter: Option<Interpreter>,
    /// What its agent's model used.
    pub usage: Option<Usage>,
    /// How its result compares with what its agent had announced; empty when it matches, null when nothing was to check.
    pub findings: Option<Findings>,
    /// A hands-on way to its desktop.
    pub remote_access_url: Option<String>,
    /// How many files its run changed; null before it ran.
    pub files_changed: Option<u32>,
    /// The git branch that its agent's changes lie on; null where they were made in place.
    #[serde(default)]
    pub branch: Option<Branch>,
    /// That its texts were erased: by whom, when, and how much there was.
    pub purged: Option<Purged>,
}

impl Task {
    /// `MC-12`.
    pub fn label(&self) -> String {
        format!("MC-{}", self.number)
    }
}

/// A piece of a task's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogItem {
    /// Its number within the run; send the last one as `after`.
    pub seq: i64,
    /// Where it came from.
    pub stream: Stream,
    /// Its text; bytes that are not UTF-8 are replaced.
    pub text: String,
    /// When it was read.
    pub at: Timestamp,
}

/// A message in a task's thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageItem {
    /// Opaque.
    pub id: String,
    /// Its place in the thread.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Party,
    /// What: text, never markup.
    pub text: String,
    /// The action whose card stands here.
    pub action: Option<Action>,
    /// Another task that it tells of.
    pub mentions: Option<MentionedTask>,
}

/// A task that a message tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentionedTask {
    /// Opaque.
    pub id: String,
    /// The number people use.
    pub number: i64,
    /// What people call it.
    pub title: String,
    /// The column it stands in.
    pub status: TaskStatus,
}
