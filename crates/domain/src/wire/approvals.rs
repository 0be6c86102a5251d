//! Bodies of the approval routes.

use super::{Action, DesktopRef, Password, PersonRef, Problem, Task};
use crate::{
    Gate, Party, TaskStatus, Timestamp, Verdict,
    action::Noted,
    approval::{Decision, Reason, Risk, said},
};
use serde::{Deserialize, Serialize};

/// `POST /approvals/{id}/resolve`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolve {
    /// `approve` or `reject`.
    pub decision: String,
    /// What went wrong, or what to mind; at most 16 KiB.
    #[serde(default)]
    pub feedback: Option<String>,
    /// The digest of what was read. Required where something will run.
    #[serde(default)]
    pub digest: Option<String>,
    /// The five lines of the checklist, as they were ticked.
    #[serde(default)]
    pub checklist: Option<[bool; 5]>,
    /// One of the four reasons for a no that take one tap.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// The name of the desktop, typed: asked of a person at a browser for a yes to something weighty.
    #[serde(default)]
    pub desktop: Option<String>,
    /// Their password, asked for in the same way when they have not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `POST /approvals/resolve`: many at once, each on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResolve {
    /// 1 to 100 answers.
    pub items: Vec<BulkItem>,
}

/// One answer of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkItem {
    /// The approval.
    pub id: String,
    /// `approve` or `reject`.
    pub decision: String,
    /// The digest of what was read; always required here.
    pub digest: String,
    /// What went wrong, or what to mind.
    #[serde(default)]
    pub feedback: Option<String>,
}

/// What came of many answers, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkAnswer {
    /// One result each.
    pub items: Vec<BulkResult>,
}

/// What came of one of many answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The approval.
    pub id: String,
    /// The HTTP status it would have had alone.
    pub status: u16,
    /// The approval after it, when it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Why not, when it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// `POST /approvals/{id}/snooze`: whoever asks looks at it later. It is not an answer, and nobody else notices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnoozeApproval {
    /// When it comes back, within 30 days; null is when it changes.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// That whoever asks has put a request aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snoozed {
    /// When they did.
    pub at: Timestamp,
    /// When it comes back by itself; null is when it changes.
    pub until: Option<Timestamp>,
}

/// A person's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionView {
    /// Yes or no.
    pub decision: Verdict,
    /// Who.
    pub by: PersonRef,
    /// When.
    pub at: Timestamp,
    /// What they said.
    pub feedback: Option<String>,
    /// The reason they chose with one tap, for a no.
    pub reason: Option<Reason>,
}

impl DecisionView {
    /// What they said: the reason they chose, then their words.
    pub fn said(&self) -> Option<String> {
        said(self.reason, self.feedback.as_deref())
    }
}

impl From<&Decision> for DecisionView {
    fn from(decision: &Decision) -> Self {
        Self {
            decision: decision.verdict,
            by: PersonRef::from(&decision.by),
            at: decision.at,
            feedback: decision.feedback.clone(),
            reason: decision.reason,
        }
    }
}

/// One person's vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vote {
    /// Who.
    pub by: PersonRef,
    /// Yes or no.
    pub decision: Verdict,
    /// When.
    pub at: Timestamp,
}

/// The task an approval is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalTask {
    /// Opaque.
    pub id: String,
    /// The number people use.
    pub number: i64,
    /// What people call it.
    pub title: String,
    /// The column it stands in.
    pub status: TaskStatus,
}

/// One request for a human decision (`MissionApproval`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approval {
    /// Opaque.
    pub id: String,
    /// Which gate asks.
    pub gate: Gate,
    /// `pending`, `approved`, `rejected`, `expired`, `withdrawn`, `superseded`, `revoked`, `lapsed`.
    pub state: String,
    /// Which version of what is asked, from 1.
    pub revision: i64,
    /// SHA-256 over exactly what is being decided.
    pub digest: String,
    /// The task.
    pub task: ApprovalTask,
    /// The target desktop.
    pub desktop: DesktopRef,
    /// Who asks.
    pub requested_by: Party,
    /// When.
    pub requested_at: Timestamp,
    /// When the task's run finished; null before it ran.
    pub completed_at: Option<Timestamp>,
    /// Until when somebody may decide; null when there is no deadline.
    pub decide_by: Option<Timestamp>,
    /// Where the whole output is.
    pub output_url: String,
    /// How many tasks wait behind it, directly or not.
    pub holds: u32,
    /// Since when the oldest of them is there; null when it holds none.
    #[serde(default)]
    pub held_since: Option<Timestamp>,
    /// Whether what ran came back as it was described; null where it did not run, or nothing could be compared.
    #[serde(default)]
    pub matches_expected: Option<bool>,
    /// How many people must say yes. While it waits: as many as it takes for whoever asks.
    pub required: u32,
    /// Who has answered.
    pub votes: Vec<Vote>,
    /// The decision, once there is one.
    pub decision: Option<DecisionView>,
    /// The action it is about; null for tasks.
    pub action: Option<Action>,
    /// What the command says about itself, before a command task runs; null at the other gates, for prompts, and for what
    /// was asked before this was kept. An action has its own facts.
    #[serde(default)]
    pub noted: Option<Noted>,
    /// How much could go wrong.
    pub risk: Risk,
    /// Whether it is approved on its own only: high risk, or characters that cannot be seen in what is asked or, once
    /// it ran, in its output or the files it changed. Lists do not read output and files: there, only what is asked counts.
    #[serde(default)]
    pub alone: bool,
    /// The five lines of the checklist as they were ticked.
    pub checklist: Option<[bool; 5]>,
    /// Whether whoever asks may decide it now.
    pub can_decide: bool,
    /// Whether their yes would count: they have not said it yet, and nobody else has to.
    #[serde(default)]
    pub can_approve: bool,
    /// Why one more person is asked, where somebody's last approvals were very quick.
    #[serde(default)]
    pub hurried: Option<Hurried>,
    /// When people were told again that it waits.
    #[serde(default)]
    pub reminded_at: Option<Timestamp>,
    /// That whoever asks has put it aside for themselves.
    #[serde(default)]
    pub snoozed: Option<Snoozed>,
}

/// That one more person is asked because somebody's last approvals were very quick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hurried {
    /// How many approvals of whoever asks were so; null when it was somebody else who said yes already.
    pub yours: Option<u32>,
}

/// `resolve` and `review` answer with both, since both changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolved {
    /// The approval.
    pub approval: Approval,
    /// Its task.
    pub task: Task,
    /// Present and true when the same person had already said the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replayed: bool,
}
