//! One request for a human decision, whichever gate asks. Transitions consume the old value.

mod decide;
mod state;

pub use state::{ApprovalState, Decision, Reason, Risk, Verdict};

use crate::{ActionId, ApprovalId, DesktopId, Digest, Gate, Party, TaskId, Timestamp, Version};

/// One request for a decision (`MissionApproval` in the guides).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Never changes.
    pub id: ApprovalId,
    /// Which gate asks.
    pub gate: Gate,
    /// The task it is about.
    pub task: TaskId,
    /// The action it is about, at the action gate.
    pub action: Option<ActionId>,
    /// The machine it is about.
    pub desktop: DesktopId,
    /// Which version of what is asked, from 1.
    pub revision: i64,
    /// SHA-256 over exactly what is being decided.
    pub digest: Digest,
    /// Who asks: the agent, or whoever made the task.
    pub requested_by: Party,
    /// When.
    pub requested_at: Timestamp,
    /// Until when somebody may decide; no deadline unless one was set.
    pub decide_by: Option<Timestamp>,
    /// How many people must say yes; at least 1.
    pub required: u32,
    /// How much could go wrong.
    pub risk: Risk,
    /// Raised by every transition.
    pub version: Version,
    /// Where it stands.
    pub state: ApprovalState,
}

/// What a person's answer came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was decided now.
    Decided(Approval),
    /// The same person had said the same about the same digest; nothing changes.
    Replayed(Approval),
}

/// A person's answer, as a door hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Yes or no.
    pub verdict: Verdict,
    /// The digest of what their screen showed.
    pub seen: Option<Digest>,
    /// What they said.
    pub feedback: Option<String>,
    /// The reason they chose with one tap; only for a no.
    pub reason: Option<Reason>,
    /// The checklist as they ticked it.
    pub checklist: Option<[bool; 5]>,
}
