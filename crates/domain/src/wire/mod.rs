//! The REST bodies: what travels between server, runner, programs and tests. JSON in camelCase.
//!
//! Requests refuse unknown fields; answers may gain fields. Times are RFC 3339 UTC with microseconds, ids opaque.

mod activity;
mod approvals;
mod desktops;
mod keys;
mod people;
mod problem;
mod runner;
mod settings;
mod tasks;

pub use activity::{ActivityItem, AuditItem, Subject};
pub use approvals::{
    Approval, ApprovalTask, BulkAnswer, BulkItem, BulkResolve, BulkResult, DecisionView, Resolve,
    Resolved, Vote,
};
pub use desktops::{CreateDesktop, DesktopCreated, DesktopItem, DesktopRef};
pub use keys::{CreateKey, KeyCreated, KeyItem};
pub use people::{Me, PersonRef, SessionItem};
pub use problem::Problem;
pub use runner::{
    Claim, Heartbeat, HeartbeatAnswer, LogPiece, PushFiles, PushLogs, ReportResult, RunOutcome,
    Work, WorkAnswer,
};
pub use settings::{ChangeSettings, SettingsItem};
pub use tasks::{
    CreateTask, FailureView, FinishTask, LogItem, MessageItem, PostMessage, RetryTask, Review, Task,
};

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
