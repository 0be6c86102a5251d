//! Bodies of the action routes.

use super::{DecisionView, DesktopRef, Exact, PersonRef};
use crate::{
    Party, Timestamp,
    action::{Expected, Fact, Findings, Interpreter, Operand, ToolRef},
    approval::Risk,
    change::FileChange,
    policy::Level,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /actions`: one exact change that an agent proposes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Propose {
    /// The running task it belongs to. Instead, `desktopId` and `title` make a prompt task for it first.
    #[serde(default)]
    pub task_id: Option<String>,
    /// The machine of the task that is made for it.
    #[serde(default)]
    pub desktop_id: Option<String>,
    /// `device_action`, which is also what it is when absent: the desktop's runner runs it. `agent_permission`: the agent
    /// does it itself once it is let go on.
    #[serde(default)]
    pub kind: Option<String>,
    /// What is proposed.
    #[serde(flatten)]
    pub change: ReviseAction,
}

/// `POST /actions/{id}/revisions`, and the part of `POST /actions` that says what runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviseAction {
    /// `bash`, `sh`, `powershell`, or `exec` for a program and its arguments without a shell. Required for a
    /// `device_action`, and not taken with an `agent_permission`.
    #[serde(default)]
    pub interpreter: Option<Interpreter>,
    /// The script, at most 64 KiB. It runs exactly as it is.
    #[serde(default)]
    pub script: Option<String>,
    /// With `exec`: the program and its arguments, at most 64 KiB together.
    #[serde(default)]
    pub argv: Option<Vec<String>>,
    /// With `agent_permission`: what the agent calls the tool that it would use. Required there.
    #[serde(default)]
    pub tool: Option<ToolRef>,
    /// With `agent_permission`: exactly what the agent would do, at most 64 KiB. Null or absent: it does not disclose that,
    /// and a person is always asked.
    #[serde(default)]
    pub exact: Option<Exact>,
    /// With `agent_permission`: whether the agent follows `supersededBy` and runs what a person changed the command to.
    #[serde(default)]
    pub editable: bool,
    /// Where it runs, inside the workspace root; the task's directory when absent. With `agent_permission` the directory
    /// that the agent works in, wherever that is.
    #[serde(default)]
    pub cwd: Option<String>,
    /// What is added to the environment, at most 100 variables.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// How long it may run, 1 to 604800 seconds; 3600 when absent.
    #[serde(default)]
    pub timeout_seconds: Option<u32>,
    /// What to call it, at most 200 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// What it does and what it returns, in plain language; at most 4 KiB. Required.
    #[serde(default)]
    pub description: Option<String>,
    /// What comes back: words, or checks that are made after the run.
    #[serde(default)]
    pub expected: Option<Expected>,
    /// How long somebody may decide, 1 to 2592000 seconds; without a limit when absent.
    #[serde(default)]
    pub decide_within_seconds: Option<u32>,
    /// Where it comes from inside the agent; `agent` names it.
    #[serde(default)]
    pub source: BTreeMap<String, String>,
}

/// `POST /actions/{id}/edit`: a person changes the command of a proposal that waits. All else stays as it was proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditAction {
    /// The whole script as it shall run, at most 64 KiB.
    #[serde(default)]
    pub script: Option<String>,
    /// With `exec`: the program and its arguments, at most 64 KiB together.
    #[serde(default)]
    pub argv: Option<Vec<String>>,
}

/// `POST /actions/{id}/close`: a person looked at the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseAction {
    /// Whether it ran.
    pub ran: bool,
}

/// How a run ended, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionOutcome {
    /// The command ended by itself.
    Exited,
    /// A signal ended it.
    Killed,
    /// It ran longer than it may.
    TimedOut,
    /// Its task was called off while it ran.
    Cancelled,
    /// It could not be started. Nothing ran.
    NotStarted,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionResult {
    /// How it ended.
    pub outcome: ActionOutcome,
    /// Why, when it could not be started.
    pub reason: Option<String>,
    /// The exit code; null when it did not end by itself.
    pub exit_code: Option<i32>,
    /// Standard output, its first 64 KiB; bytes that are not UTF-8 are replaced.
    pub stdout: String,
    /// Standard error, its first 64 KiB.
    pub stderr: String,
    /// How many bytes standard output has.
    pub stdout_bytes: u64,
    /// How many bytes standard error has.
    pub stderr_bytes: u64,
    /// Whether output was left out.
    pub truncated: bool,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Whether it is what was announced; null when nothing was to check.
    pub matches_expected: Option<bool>,
    /// How it differs.
    pub differences: Findings,
    /// What it changed in its working directory.
    pub files: Vec<FileChange>,
}

impl From<&crate::action::Closed> for ClosedView {
    fn from(closed: &crate::action::Closed) -> Self {
        Self { by: (&closed.by).into(), at: closed.at, ran: closed.ran }
    }
}

/// How a person closed an unknown outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosedView {
    /// Who looked.
    pub by: PersonRef,
    /// When.
    pub at: Timestamp,
    /// Whether it ran.
    pub ran: bool,
}

/// What the policy said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgementView {
    /// What happens.
    pub level: Level,
    /// The rule that decided; null when the preset did.
    pub rule_id: Option<String>,
    /// The policy's version.
    pub version: i64,
    /// Why, in a sentence.
    pub reason: String,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Action {
    /// Opaque.
    pub id: String,
    /// The task whose agent proposes it.
    pub task_id: String,
    /// The approval; null when the policy lets it run without asking.
    pub approval_id: Option<String>,
    /// `device_action`: the desktop's runner runs it. `agent_permission`: the agent does it itself, so what is shown is what
    /// the agent disclosed.
    pub kind: String,
    /// `pending`, `approved`, `running`, `released`, `succeeded`, `failed`, `outcome_unknown`, `rejected`, `expired`, `withdrawn`,
    /// `superseded`, `revoked`, `lapsed`.
    pub state: String,
    /// Which version of this proposal, from 1.
    pub revision: i64,
    /// 1, or one more than the rejected action it takes the place of.
    pub attempt: u32,
    /// The revision before it, or the rejected action.
    pub previous_id: Option<String>,
    /// The next revision, once there is one.
    pub superseded_by: Option<String>,
    /// SHA-256 over everything that decides what runs.
    pub digest: String,
    /// What reads the code.
    pub interpreter: Interpreter,
    /// The script; null with `exec`.
    pub script: Option<String>,
    /// The program and its arguments; null with a script.
    pub argv: Option<Vec<String>>,
    /// With `agent_permission`: the agent's tool.
    #[serde(default)]
    pub tool: Option<ToolRef>,
    /// With `agent_permission`: exactly what the agent would do; null where it did not disclose that.
    #[serde(default)]
    pub exact: Option<Exact>,
    /// With `agent_permission`: whether a person can change its command.
    #[serde(default)]
    pub editable: bool,
    /// Where it runs.
    pub cwd: Option<String>,
    /// What is added to the environment.
    pub env: BTreeMap<String, String>,
    /// How long it may run.
    pub timeout_seconds: u32,
    /// The account it runs as.
    pub run_as: String,
    /// What the agent calls it.
    pub title: Option<String>,
    /// What it does, in the agent's words: not checked.
    pub description: String,
    /// What comes back, as the agent announced it.
    pub expected: Option<Expected>,
    /// What the command itself says, by our own rules.
    pub facts: Vec<Fact>,
    /// The files it runs by name, as its desktop found them. They are part of what is approved. Empty for agents and in
    /// lists.
    pub operands: Vec<Operand>,
    /// How much could go wrong.
    pub risk: Risk,
    /// What the policy said.
    pub policy: JudgementView,
    /// The machine it would change.
    pub desktop: DesktopRef,
    /// Which agent asks.
    pub requested_by: Party,
    /// The person who changed the command: this is not what the agent proposed. That is `previousId`. An agent that waits
    /// for a proposal follows its `supersededBy` to here, and reads here what was decided and what ran.
    #[serde(default)]
    pub edited_by: Option<Party>,
    /// When.
    pub proposed_at: Timestamp,
    /// Until when somebody may decide.
    pub decide_by: Option<Timestamp>,
    /// Until when its runner may take it, once it is approved.
    pub execute_by: Option<Timestamp>,
    /// When its runner took it.
    pub started_at: Option<Timestamp>,
    /// When it stopped waiting without a run: withdrawn, expired, superseded, revoked, lapsed, or fell silent.
    pub ended_at: Option<Timestamp>,
    /// The person's decision.
    pub decision: Option<DecisionView>,
    /// Who took it, or the yes to it, back.
    pub taken_back_by: Option<Party>,
    /// What came back.
    pub result: Option<ActionResult>,
    /// How a person closed an unknown outcome.
    pub closed: Option<ClosedView>,
    /// Who asked for it again after it was rejected.
    pub asked_again_by: Option<Party>,
}

impl Action {
    /// The code as a person reads it: a script as it is, arguments one on each line. Of edits: what goes begins with `-`,
    /// what comes with `+`.
    pub fn code(&self) -> String {
        match (&self.script, &self.argv) {
            (Some(script), _) => script.clone(),
            (None, Some(argv)) => argv.join("\n"),
            (None, None) => self.deed().map(|deed| deed.text()).unwrap_or_default(),
        }
    }
}
