//! Where an approval stands, and the decision it carries.

use crate::{Party, Refusal, Timestamp};
use serde::{Deserialize, Serialize};

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No.
    Reject,
}

impl Verdict {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match text {
            "approve" => Ok(Self::Approve),
            "reject" => Ok(Self::Reject),
            _ => Err(Refusal::InvalidDecision),
        }
    }

    /// `approved`, `rejected`.
    pub const fn past(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Reject => "rejected",
        }
    }
}

/// The reasons for a no that take one tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reason {
    /// Wrong fix.
    WrongFix,
    /// Wrong machine.
    WrongMachine,
    /// Wrong time.
    WrongTime,
    /// I'll handle it.
    HandleManually,
}

impl Reason {
    /// Every reason, in the order of the card.
    pub const ALL: [Self; 4] =
        [Self::WrongFix, Self::WrongMachine, Self::WrongTime, Self::HandleManually];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongFix => "wrong_fix",
            Self::WrongMachine => "wrong_machine",
            Self::WrongTime => "wrong_time",
            Self::HandleManually => "handle_manually",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// The words on the card, which the agent receives as they are.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WrongFix => "Wrong fix",
            Self::WrongMachine => "Wrong machine",
            Self::WrongTime => "Wrong time",
            Self::HandleManually => "I'll handle it",
        }
    }
}

/// What a person decided: who, what, when, and what they said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Yes or no.
    pub verdict: Verdict,
    /// Who.
    pub by: Party,
    /// When.
    pub at: Timestamp,
    /// What they said, word for word.
    pub feedback: Option<String>,
    /// The reason they chose with one tap, for a no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The five lines of the checklist, when it was shown.
    pub checklist: Option<[bool; 5]>,
    /// Whether the attention of whoever decided was low just before: their answers until then had been very quick.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hurried: bool,
}

/// What a person said with their answer: the reason they chose, then their words. None where they said nothing.
pub fn said(reason: Option<Reason>, feedback: Option<&str>) -> Option<String> {
    let reason = reason.map(|reason| format!("{}.", reason.label()));
    let said: Vec<String> = reason.into_iter().chain(feedback.map(str::to_owned)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

impl Decision {
    /// What they said: the reason they chose, then their words.
    pub fn said(&self) -> Option<String> {
        said(self.reason, self.feedback.as_deref())
    }

    /// Who decided what and when, without what they wrote.
    #[must_use]
    pub fn silent(self) -> Self {
        Self { feedback: None, ..self }
    }
}

/// How an approval can end, as on the wire.
pub const ENDS: [&str; 7] =
    ["approved", "rejected", "expired", "withdrawn", "superseded", "revoked", "lapsed"];

/// Reads one of these words.
pub fn end(text: &str) -> Option<&'static str> {
    ENDS.into_iter().find(|word| *word == text)
}

/// Where an approval stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ApprovalState {
    /// Nobody has decided.
    Pending,
    /// A person said yes.
    Approved {
        /// Who, when.
        decision: Decision,
        /// Until when it may be used; `None` when there is nothing to run.
        execute_by: Option<Timestamp>,
        /// When it was used: a used approval cannot be used or taken back again.
        claimed_at: Option<Timestamp>,
    },
    /// A person said no.
    Rejected {
        /// Who, when, why.
        decision: Decision,
    },
    /// The time to decide passed. Not a person's "no".
    Expired {
        /// When.
        at: Timestamp,
    },
    /// What was asked is no longer asked, for example because the task was cancelled.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// Who took it back.
        by: Party,
    },
    /// Something newer took its place.
    Superseded {
        /// When.
        at: Timestamp,
    },
    /// Approved, then taken back before it was used.
    Revoked {
        /// What had been decided.
        decision: Decision,
        /// When it was taken back.
        at: Timestamp,
        /// Who took it back.
        by: Party,
    },
    /// Approved, but not used in time.
    Lapsed {
        /// What had been decided.
        decision: Decision,
        /// When the time was up.
        at: Timestamp,
    },
}

impl ApprovalState {
    /// The state's name on the wire and in the store.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Expired { .. } => "expired",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Superseded { .. } => "superseded",
            Self::Revoked { .. } => "revoked",
            Self::Lapsed { .. } => "lapsed",
        }
    }

    /// The person's decision, if one was made.
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Approved { decision, .. }
            | Self::Rejected { decision }
            | Self::Revoked { decision, .. }
            | Self::Lapsed { decision, .. } => Some(decision),
            _ => None,
        }
    }

    /// When it stopped waiting for a person.
    pub const fn completed_at(&self) -> Option<Timestamp> {
        match self {
            Self::Pending => None,
            Self::Approved { decision, .. }
            | Self::Rejected { decision }
            | Self::Revoked { decision, .. }
            | Self::Lapsed { decision, .. } => Some(decision.at),
            Self::Expired { at } | Self::Withdrawn { at, .. } | Self::Superseded { at } => {
                Some(*at)
            }
        }
    }
}

/// How much could go wrong, by our own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Risk {
    /// Nothing runs, or it can be undone.
    Low,
    /// It changes a machine.
    Medium,
    /// It is costly to reverse.
    High,
}

impl Risk {
    /// The word on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High].into_iter().find(|r| r.as_str() == text)
    }
}
