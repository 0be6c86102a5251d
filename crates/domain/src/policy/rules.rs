//! What may run without asking: a preset, and rules that widen or narrow it.

use super::CommandPattern;
use crate::{DesktopId, Party, RuleId, Timestamp, Version, action::Interpreter};
use serde::{Deserialize, Serialize};

/// What happens with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Level {
    /// It runs without asking.
    Runs,
    /// A person is asked.
    Asks,
    /// It is refused.
    Blocked,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Runs, Self::Asks, Self::Blocked];

    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Asks => "asks",
            Self::Blocked => "blocked",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }

    /// What it is called on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Runs => "Runs without asking",
            Self::Asks => "Asks",
            Self::Blocked => "Blocked",
        }
    }
}

/// What happens with an action that no rule speaks about. A looser preset is less than a stricter one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Preset {
    /// Everything runs.
    Autonomous,
    /// What our rules find weighty asks; the rest runs.
    Permissive,
    /// What only reads runs; the rest asks.
    Balanced,
    /// Everything asks.
    #[default]
    Restrictive,
}

impl Preset {
    /// Every preset, from the loosest.
    pub const ALL: [Self; 4] =
        [Self::Autonomous, Self::Permissive, Self::Balanced, Self::Restrictive];

    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Autonomous => "autonomous",
            Self::Permissive => "permissive",
            Self::Balanced => "balanced",
            Self::Restrictive => "restrictive",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == text)
    }

    /// What it is called on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Autonomous => "Autonomous",
            Self::Permissive => "Permissive",
            Self::Balanced => "Balanced",
            Self::Restrictive => "Restrictive",
        }
    }
}

/// A rule. What is absent matches everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Never changes.
    pub id: RuleId,
    /// What it does with what it matches.
    pub level: Level,
    /// Only this agent.
    pub agent: Option<String>,
    /// Only this desktop.
    pub desktop: Option<DesktopId>,
    /// Only what this interpreter reads.
    pub interpreter: Option<Interpreter>,
    /// Only these commands.
    pub command: Option<CommandPattern>,
    /// How many different people must say yes to what it makes ask; at least 1.
    pub people: u32,
    /// How many seconds people have to decide what it makes ask; none leaves that to the settings.
    pub decide_within: Option<u32>,
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
}

impl Rule {
    /// Whether it holds at this moment.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// The preset and the rules that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What happens when no rule speaks.
    pub preset: Preset,
    /// Raised by every change; part of each action's digest.
    pub version: Version,
    /// The rules, revoked and expired ones too.
    pub rules: Vec<Rule>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { preset: Preset::default(), version: Version::FIRST, rules: Vec::new() }
    }
}
