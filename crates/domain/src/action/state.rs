//! Where an action stands. Only a person leaves `outcome_unknown`.

use super::Findings;
use crate::{
    ActionId, ApprovalId, Decision, Lease, Party, Timestamp, change::FileChange, task::RunReport,
};
use serde::{Deserialize, Serialize};

/// Why it may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "allowed", rename_all = "snake_case")]
pub enum Allowed {
    /// A person said yes.
    Person {
        /// The approval.
        approval: ApprovalId,
        /// Who, when.
        decision: Decision,
    },
    /// The policy lets it run without asking.
    Policy {
        /// The rule, or none when the preset does.
        rule: Option<String>,
        /// The policy's version.
        version: i64,
    },
}

impl Allowed {
    /// The person's decision, if one was made.
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Person { decision, .. } => Some(decision),
            Self::Policy { .. } => None,
        }
    }
}

/// A run that is over, as its runner reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRun {
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// How it ended.
    pub report: RunReport,
    /// Whether output was left out because there was too much.
    pub truncated: bool,
    /// What it changed in its working directory, without diffs.
    pub files: Vec<FileChange>,
    /// How it compares with what was announced; none when nothing could be checked.
    pub findings: Option<Findings>,
    /// The lease it was reported under, so that the same report sent again is recognised.
    pub lease: Lease,
}

/// How a person closed an action, or the command of a task, whose outcome is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Who looked.
    pub by: Party,
    /// When.
    pub at: Timestamp,
    /// Whether it ran, as far as they can tell.
    pub ran: bool,
}

/// Where an action stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ActionState {
    /// A person is asked.
    Pending {
        /// The approval that holds it.
        approval: ApprovalId,
    },
    /// It may run; its runner has not taken it.
    Approved {
        /// Why it may.
        allowed: Allowed,
        /// Since when.
        at: Timestamp,
        /// Until when its runner may take it.
        execute_by: Timestamp,
    },
    /// Its runner works on it.
    Running {
        /// Why it may.
        allowed: Allowed,
        /// The runner's right to report.
        lease: Lease,
        /// When the right ends unless it shows that it lives.
        lease_until: Timestamp,
        /// Since when.
        started_at: Timestamp,
        /// Its task was cancelled, so it is being stopped.
        stopping: bool,
    },
    /// Its agent was let go on and does it itself. What comes of it is not told.
    Released {
        /// Why it might.
        allowed: Allowed,
        /// When.
        at: Timestamp,
    },
    /// It ran and ended with exit code 0.
    Succeeded {
        /// Why it might.
        allowed: Allowed,
        /// The run.
        run: ActionRun,
    },
    /// It ended in another way; the run says how, also when nothing ran.
    Failed {
        /// Why it might.
        allowed: Allowed,
        /// The run.
        run: ActionRun,
    },
    /// Its runner took it and then fell silent. It may have run, in whole or in part.
    OutcomeUnknown {
        /// Why it might.
        allowed: Allowed,
        /// The lease it was taken under.
        lease: Lease,
        /// When it started.
        started_at: Timestamp,
        /// When contact was lost.
        since: Timestamp,
        /// A report that came after all: evidence, not an answer.
        late: Option<ActionRun>,
        /// How a person closed it.
        closed: Option<Closed>,
    },
    /// A person said no. Nothing ran.
    Rejected {
        /// The approval.
        approval: ApprovalId,
        /// Who, when, why.
        decision: Decision,
        /// Who asked for the same again since, so that it may be proposed again.
        asked_again: Option<Party>,
    },
    /// Nobody decided in time. Nothing ran.
    Expired {
        /// The approval.
        approval: ApprovalId,
        /// When.
        at: Timestamp,
    },
    /// It is no longer asked: its agent took it back, or its task ended.
    Withdrawn {
        /// The approval, if a person had been asked.
        approval: Option<ApprovalId>,
        /// When.
        at: Timestamp,
        /// Who took it back.
        by: Party,
    },
    /// The agent changed its proposal.
    Superseded {
        /// The approval, if a person had been asked.
        approval: Option<ApprovalId>,
        /// When.
        at: Timestamp,
        /// The next revision.
        by: ActionId,
    },
    /// A person took their yes back before it was used.
    Revoked {
        /// The approval.
        approval: ApprovalId,
        /// What had been decided.
        decision: Decision,
        /// When it was taken back.
        at: Timestamp,
        /// Who took it back.
        by: Party,
    },
    /// It might run, but no runner took it in time.
    Lapsed {
        /// Why it might.
        allowed: Allowed,
        /// When.
        at: Timestamp,
    },
}

impl ActionState {
    /// Every name that a state has.
    pub const NAMES: [&'static str; 13] = [
        "pending",
        "approved",
        "running",
        "succeeded",
        "failed",
        "outcome_unknown",
        "released",
        "rejected",
        "expired",
        "withdrawn",
        "superseded",
        "revoked",
        "lapsed",
    ];

    /// The state's name on the wire and in the store.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Approved { .. } => "approved",
            Self::Running { .. } => "running",
            Self::Succeeded { .. } => "succeeded",
            Self::Failed { .. } => "failed",
            Self::OutcomeUnknown { .. } => "outcome_unknown",
            Self::Released { .. } => "released",
            Self::Rejected { .. } => "rejected",
            Self::Expired { .. } => "expired",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Superseded { .. } => "superseded",
            Self::Revoked { .. } => "revoked",
            Self::Lapsed { .. } => "lapsed",
        }
    }

    /// Why it may or might run, if anybody said so.
    pub const fn allowed(&self) -> Option<&Allowed> {
        match self {
            Self::Approved { allowed, .. }
            | Self::Running { allowed, .. }
            | Self::Succeeded { allowed, .. }
            | Self::Failed { allowed, .. }
            | Self::OutcomeUnknown { allowed, .. }
            | Self::Released { allowed, .. }
            | Self::Lapsed { allowed, .. } => Some(allowed),
            _ => None,
        }
    }

    /// The person's decision, if one was made.
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Rejected { decision, .. } | Self::Revoked { decision, .. } => Some(decision),
            _ => match self.allowed() {
                Some(allowed) => allowed.decision(),
                None => None,
            },
        }
    }

    /// The approval it waits on, runs on, or was answered by.
    pub const fn approval(&self) -> Option<&ApprovalId> {
        match self {
            Self::Pending { approval }
            | Self::Rejected { approval, .. }
            | Self::Expired { approval, .. }
            | Self::Revoked { approval, .. } => Some(approval),
            Self::Withdrawn { approval, .. } | Self::Superseded { approval, .. } => {
                approval.as_ref()
            }
            _ => match self.allowed() {
                Some(Allowed::Person { approval, .. }) => Some(approval),
                _ => None,
            },
        }
    }

    /// The run that is over, if there is one; of an unknown outcome, what was reported too late.
    pub const fn run(&self) -> Option<&ActionRun> {
        match self {
            Self::Succeeded { run, .. } | Self::Failed { run, .. } => Some(run),
            Self::OutcomeUnknown { late, .. } => late.as_ref(),
            _ => None,
        }
    }

    /// Whether its agent ended it: by taking it back or by changing it.
    pub const fn is_its_agents_own_end(&self) -> bool {
        matches!(self, Self::Withdrawn { .. } | Self::Superseded { .. })
    }

    /// Whether it ended without being known to have run: what is proposed next takes its place.
    pub const fn came_to_nothing(&self) -> bool {
        matches!(
            self,
            Self::Rejected { .. }
                | Self::Expired { .. }
                | Self::Revoked { .. }
                | Self::Lapsed { .. }
                | Self::OutcomeUnknown { .. }
        )
    }

    /// Whether nothing more happens to it by itself.
    pub const fn is_over(&self) -> bool {
        !matches!(self, Self::Pending { .. } | Self::Approved { .. } | Self::Running { .. })
    }
}
