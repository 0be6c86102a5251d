//! Bodies of the settings route.

use super::Password;
use serde::{Deserialize, Serialize};

/// `PUT /settings`: the fields that are present change, at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeSettings {
    /// Task Approval Mode.
    #[serde(default)]
    pub task_approval_mode: Option<bool>,
    /// Whether somebody else has to approve what a person, or an agent of theirs, asked for.
    #[serde(default)]
    pub second_person: Option<bool>,
    /// After how many minutes people are told again that something waits, 0 to 43200; 0 is never.
    #[serde(default)]
    pub remind_after_minutes: Option<u32>,
    /// How many minutes people have to decide at every gate, 0 to 43200; 0 is as long as they like.
    #[serde(default)]
    pub decide_within_minutes: Option<u32>,
    /// The same for one gate, before a task runs. It wins over what is said for every gate.
    #[serde(default)]
    pub decide_before_run_minutes: Option<u32>,
    /// The same for one gate, about an action of an agent.
    #[serde(default)]
    pub decide_action_minutes: Option<u32>,
    /// The same for one gate, about the result of a run.
    #[serde(default)]
    pub decide_result_minutes: Option<u32>,
    /// After how many days the texts of tasks that are over are erased, 0 to 36500; 0 is never. Who decided what stays.
    #[serde(default)]
    pub keep_payloads_days: Option<u32>,
    /// After how many days what happened, and what webhooks were told, is forgotten, 0 to 36500; 0 is never. Tasks,
    /// approvals and the audit log stay.
    #[serde(default)]
    pub keep_activity_days: Option<u32>,
    /// Whether, while somebody's attention is low, their yes counts as one of two.
    #[serde(default)]
    pub attention_second_person: Option<bool>,
    /// From which share of answers under three seconds on attention is low, in percent, 1 to 100.
    #[serde(default)]
    pub attention_share_percent: Option<u32>,
    /// How many of somebody's last answers within 14 days count, 10 to 200.
    #[serde(default)]
    pub attention_answers: Option<u32>,
    /// The password, asked of a person at a browser when they have not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `GET /settings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsItem {
    /// Task Approval Mode: when on, every finished task waits in Review.
    pub task_approval_mode: bool,
    /// Whether somebody else has to approve what a person, or an agent of theirs, asked for.
    pub second_person: bool,
    /// After how many minutes people are told again that something waits; 0 is never.
    pub remind_after_minutes: u32,
    /// How many minutes people have to decide before a task runs; 0 is as long as they like.
    pub decide_before_run_minutes: u32,
    /// How many minutes they have for an action of an agent. A rule and the agent can only make it shorter.
    pub decide_action_minutes: u32,
    /// How many minutes they have for the result of a run.
    pub decide_result_minutes: u32,
    /// After how many days the texts of tasks that are over are erased; 0 is never.
    pub keep_payloads_days: u32,
    /// After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
    pub keep_activity_days: u32,
    /// Whether, while somebody's attention is low, their yes counts as one of two. It does not while only one person may
    /// decide.
    pub attention_second_person: bool,
    /// From which share of answers under three seconds on attention is low, in percent. It takes ten answers, and one no
    /// among them brings it back.
    pub attention_share_percent: u32,
    /// How many of somebody's last answers within 14 days count.
    pub attention_answers: u32,
}
