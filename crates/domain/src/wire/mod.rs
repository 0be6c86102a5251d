//! The REST bodies: what travels between server, runner, programs and tests. JSON in camelCase.
//!
//! Requests refuse unknown fields; answers may gain fields. Times are RFC 3339 UTC with microseconds, ids opaque.

mod actions;
mod activity;
mod agent_notes;
mod approvals;
mod channels;
mod comments;
mod desktops;
mod evidence;
mod insights;
mod keys;
mod own;
mod password;
mod people;
mod policy;
mod problem;
mod runner;
mod scripts;
mod settings;
mod stops;
mod tasks;
mod webhooks;

pub use actions::{
    Action, ActionOutcome, ActionResult, CloseAction, ClosedView, EditAction, JudgementView,
    Propose, ReviseAction,
};
pub use activity::{ActivityItem, AuditItem, CheckpointItem, Subject};
pub use agent_notes::{AgentSeen, CanaryView, NoteAgent, NoteCanary};
pub use approvals::{
    Approval, ApprovalTask, BulkAnswer, BulkItem, BulkResolve, BulkResult, DecisionView, Hurried,
    Resolve, Resolved, SnoozeApproval, Snoozed, Vote,
};
pub use channels::{
    AddPushDevice, ChangeChannel, ChannelItem, ChannelTrouble, ConfirmChannel, CreateChannel,
    PushDeviceItem,
};
pub use comments::{AddComment, Comment};
pub use desktops::{
    AgentItem, ChangeDesktop, CreateDesktop, DesktopCreated, DesktopItem, DesktopRef,
};
pub use evidence::{
    ActionEvidence, ApprovalEvidence, EVIDENCE, Evidence, RunEvidence, Statement, TaskEvidence,
};
pub use insights::{AttentionView, DayView, Insights, PaceView, PersonAttention, PersonPace};
pub use keys::{CreateKey, KeyCreated, KeyItem};
pub use own::{AGENT_PERMISSION, DEVICE_ACTION, Exact, ReportAction, TakeAction, Taken, shown};
pub use password::Password;
pub use people::{
    Account, ChangePerson, ConfirmPerson, InvitePerson, Me, PersonInvited, PersonItem, PersonRef,
    SessionItem,
};
pub use policy::{Asked, ChangePolicy, CreateRule, OtherAnswer, PolicyItem, PolicyTest, RuleItem};
pub use problem::Problem;
pub use runner::{
    ActionWork, AgentToken, Claim, Heartbeat, HeartbeatAnswer, LogPiece, LookWork, PushFiles,
    PushLogs, PushLook, PushUsage, ReportResult, Reported, RunOutcome, TaskWork, Work, WorkAnswer,
};
pub use scripts::{ChangeScript, CreateScript, RunScript, ScriptItem};
pub use settings::{ChangeSettings, SettingsItem};
pub use stops::{StopItem, StopList, StopWork};
pub use tasks::{
    CloseTask, CreateTask, FailureView, FinishTask, LogItem, MentionedTask, MessageItem,
    PostMessage, PurgeTask, RetryTask, Review, Task,
};
pub use webhooks::{CreateWebhook, DeliveryItem, WebhookCreated, WebhookItem};

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; null on the last one.
    pub next_cursor: Option<String>,
}
