//! Bodies of the policy routes.

use super::Password;
use crate::{
    Party, Timestamp, Verdict,
    action::Interpreter,
    policy::{Level, Preset},
};
use serde::{Deserialize, Serialize};

/// `GET /policy`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyItem {
    /// What happens when no rule speaks.
    pub preset: Preset,
    /// Raised by every change.
    pub version: i64,
    /// The product's version.
    pub product_version: String,
    /// The rules, newest first; revoked and expired ones too.
    pub rules: Vec<RuleItem>,
    /// What the preset made ask in the last 30 days.
    pub asked: Asked,
}

/// How often something asked in the last 30 days, and what people said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// How many actions asked.
    pub asked: u32,
    /// How many of them were approved.
    pub approved: u32,
    /// How many of them were rejected.
    pub rejected: u32,
}

/// `GET /policy/test`: what another policy would answer otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyTest {
    /// How many of the actions that agents proposed last were judged again.
    pub judged: u32,
    /// How many could not be: their texts were erased.
    pub erased: u32,
    /// Those that would be answered otherwise than by the policy that holds now, the newest first.
    pub changed: Vec<OtherAnswer>,
}

/// An action that another policy would answer otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherAnswer {
    /// Its task.
    pub task_id: String,
    /// Its approval, where a person was asked.
    pub approval_id: Option<String>,
    /// Its code.
    pub code: String,
    /// Which agent asked.
    pub agent: String,
    /// When.
    pub at: Timestamp,
    /// What a person said; null where nobody was asked or answered.
    pub decision: Option<Verdict>,
    /// What the policy that holds now answers.
    pub now: Level,
    /// What the other one would.
    pub then: Level,
}

/// `PUT /policy`: another preset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePolicy {
    /// What happens when no rule speaks.
    pub preset: Preset,
    /// The password, asked of a person at a browser who loosens it and has not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
}

/// `POST /policy/rules`. What is absent matches everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateRule {
    /// `runs`, `asks` or `blocked`.
    pub level: Level,
    /// Only this agent.
    #[serde(default)]
    pub agent: Option<String>,
    /// Only this desktop.
    #[serde(default)]
    pub desktop_id: Option<String>,
    /// Only what this interpreter reads.
    #[serde(default)]
    pub interpreter: Option<Interpreter>,
    /// Only this command: words, `*` for any one word, a last `*` for any number.
    #[serde(default)]
    pub command: Option<String>,
    /// How many different people must say yes to what it makes ask, 1 to 9; 1 when absent.
    #[serde(default)]
    pub people: Option<u32>,
    /// How many seconds people have to decide what it makes ask, 1 to 2592000. The shortest of this, the settings and the
    /// agent's own wish counts.
    #[serde(default)]
    pub decide_within_seconds: Option<u32>,
    /// The password, asked of a person at a browser who lets something run and has not given it for five minutes.
    #[serde(default)]
    pub password: Option<Password>,
    /// Why it is there, at most 500 characters.
    #[serde(default)]
    pub note: String,
    /// Until when it holds.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleItem {
    /// Opaque.
    pub id: String,
    /// What it does with what it matches.
    pub level: Level,
    /// Only this agent.
    pub agent: Option<String>,
    /// Only this desktop.
    pub desktop_id: Option<String>,
    /// Only what this interpreter reads.
    pub interpreter: Option<Interpreter>,
    /// Only this command.
    pub command: Option<String>,
    /// How many different people must say yes to what it makes ask.
    pub people: u32,
    /// How many seconds people have to decide what it makes ask, if it says so.
    pub decide_within_seconds: Option<u32>,
    /// Why it is there.
    pub note: String,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Option<Timestamp>,
    /// Since when it no longer holds.
    pub revoked_at: Option<Timestamp>,
    /// How often it was used.
    pub uses: u32,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
    /// Whether it holds now.
    pub holds: bool,
    /// What it made ask in the last 30 days.
    pub asked: Asked,
}
