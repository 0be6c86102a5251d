//! Body of the insights route.

use super::{Approval, PersonRef};
use crate::{
    Timestamp,
    attention::Attention,
    insight::{Day, Pace, percent},
};
use serde::{Deserialize, Serialize};

/// How people decided in the last 30 days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Insights {
    /// Decisions from here on count: 30 days, or fewer when there were more than 20000.
    pub from: Timestamp,
    /// When they were counted.
    pub to: Timestamp,
    /// All of them.
    pub pace: PaceView,
    /// Each of the 30 days, today last. Days are UTC.
    pub days: Vec<DayView>,
    /// Everybody who decided at this gate, whoever is asked about; who decided most, first.
    pub people: Vec<PersonPace>,
    /// What waits longest at this gate, at most five requests, the oldest first.
    pub waiting: Vec<Approval>,
    /// How quick each person's last answers were, at every gate; whoever answered most, first.
    pub attention: Vec<PersonAttention>,
}

/// One person's last answers within 14 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonAttention {
    /// Who.
    pub by: PersonRef,
    /// What they come to.
    pub attention: AttentionView,
}

/// Somebody's last answers, counted. An answer that was one of several counts too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttentionView {
    /// How many there are, at most as many as the settings say.
    pub answers: u32,
    /// How many of them came less than three seconds after the request was asked.
    pub fast: u32,
    /// How many of them were a no.
    pub rejected: u32,
    /// Whether it is low by the rule in the settings.
    pub low: bool,
}

impl AttentionView {
    /// What was counted, and what the rule makes of it.
    pub fn of(attention: Attention, low: bool) -> Self {
        let Attention { answers, fast, rejected } = attention;
        Self { answers, fast, rejected, low }
    }
}

/// Some decisions, summed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaceView {
    /// How many there were.
    pub decisions: u32,
    /// How many of them were a no.
    pub rejected: u32,
    /// The same in percent; null without a decision.
    pub rejected_percent: Option<u32>,
    /// How many were decided less than three seconds after they were asked.
    pub fast: u32,
    /// The same in percent; null without a decision.
    pub fast_percent: Option<u32>,
    /// Half of them took no longer from request to decision, in milliseconds.
    pub median_ms: Option<i64>,
    /// Nine of ten took no longer, in milliseconds.
    pub p90_ms: Option<i64>,
}

/// One person's decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonPace {
    /// Who. A request that several had to approve counts for whose answer decided it.
    pub by: PersonRef,
    /// What they decided.
    pub pace: PaceView,
}

/// The decisions of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayView {
    /// `2026-01-31`, UTC.
    pub date: String,
    /// How many said yes.
    pub approved: u32,
    /// How many said no.
    pub rejected: u32,
}

impl From<Pace> for PaceView {
    fn from(pace: Pace) -> Self {
        Self {
            decisions: pace.decisions,
            rejected: pace.rejected,
            rejected_percent: percent(pace.rejected, pace.decisions),
            fast: pace.fast,
            fast_percent: percent(pace.fast, pace.decisions),
            median_ms: pace.median.map(|micros| micros / 1_000),
            p90_ms: pace.p90.map(|micros| micros / 1_000),
        }
    }
}

impl From<Day> for DayView {
    fn from(day: Day) -> Self {
        Self { date: day.start.date_utc(), approved: day.approved, rejected: day.rejected }
    }
}
