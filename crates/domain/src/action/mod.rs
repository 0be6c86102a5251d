//! One exact change that an agent proposes to make on a desktop. A person decides about it; then its runner does it, once.

mod asked;
mod bound;
mod claim_check;
mod facts;
mod lifecycle;
mod operand;
mod own;
mod proposal;
mod purge;
mod reading;
mod secret;
mod state;
mod take;

pub use bound::Bound;
pub use claim_check::{Difference, Expected, Findings};
pub use facts::{Fact, FactKind, Severity};
pub use lifecycle::ActionClaim;
pub use operand::{BoundOperand, Operand, Seen};
pub use own::{Deed, Edit, Own, ToolRef};
pub use proposal::{Code, Interpreter, Proposal};
pub use reading::{Noted, Part, Reading, Word};
pub use secret::{
    Misspelt, fill_secrets, is_secret_name, names_secret, secret_reference, secrets_in, secrets_of,
};
pub use state::{ActionRun, ActionState, Allowed, Closed};

use crate::{
    ActionId, ApprovalId, DesktopId, Digest, KeyId, Party, TaskId, Timestamp, Version,
    approval::Risk, policy::Judgement,
};

/// One exact change that an agent proposes. A changed proposal is another action, of the next revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Never changes.
    pub id: ActionId,
    /// Raised by every transition.
    pub version: Version,
    /// The task whose agent proposes it.
    pub task: TaskId,
    /// That task's number.
    pub task_number: i64,
    /// The machine it would change.
    pub desktop: DesktopId,
    /// The enrolment of that machine when it was proposed: another token is another machine.
    pub enrolment: KeyId,
    /// The account it would run as, as the runner said when it was proposed.
    pub run_as: String,
    /// Which version of this proposal, from 1.
    pub revision: i64,
    /// 1, or one more than the rejected action it takes the place of.
    pub attempt: u32,
    /// What it takes the place of: the revision before it, or the rejected action.
    pub previous: Option<ActionId>,
    /// The exact change, and what the agent says about it.
    pub proposal: Proposal,
    /// Which agent asks.
    pub requested_by: Party,
    /// The person who changed the command, where it is not as the agent proposed it.
    pub edited_by: Option<Party>,
    /// When.
    pub proposed_at: Timestamp,
    /// What the command itself says, by our own rules.
    pub facts: Vec<Fact>,
    /// The files it runs by name, as its desktop found them while a person was asked.
    pub operands: Vec<Operand>,
    /// What the policy said when it was proposed.
    pub judgement: Judgement,
    /// Random text that goes into what is approved, so that nobody who has the digest can try out what the code was once
    /// it is erased. Empty in actions of before.
    pub salt: String,
    /// How much could go wrong.
    pub risk: Risk,
    /// Where it stands.
    pub state: ActionState,
}

impl Action {
    /// Everything that decides what runs, where, as whom and how long.
    pub fn bound(&self) -> Bound {
        let proposal = &self.proposal;
        Bound {
            action: self.id.clone(),
            revision: self.revision,
            requester: self.requested_by.id.clone(),
            editor: self.edited_by.as_ref().map(|by| by.id.clone()),
            desktop: self.desktop.clone(),
            enrolment: self.enrolment.clone(),
            run_as: self.run_as.clone(),
            policy_version: self.judgement.version,
            interpreter: proposal.interpreter,
            code: proposal.code.clone(),
            own: proposal.own.clone(),
            cwd: proposal.cwd.clone(),
            task_number: self.task_number,
            env: proposal.env.clone(),
            timeout_seconds: proposal.timeout_seconds,
            operands: self.operands.iter().filter_map(Operand::bound).collect(),
            salt: self.salt.clone(),
        }
    }

    /// The digest of what a person decides about.
    pub fn digest(&self) -> Digest {
        self.bound().digest()
    }

    /// The digest of the change alone: two proposals of the same change have the same one.
    pub fn content_digest(&self) -> Digest {
        self.bound().content_digest()
    }

    /// Whether its desktop should look at the files it runs by name: a person is asked, and some were not looked at.
    pub fn wants_a_look(&self) -> bool {
        matches!(self.state, ActionState::Pending { .. }) && self.has_unseen()
    }

    /// Whether its desktop has not looked at all the files it runs by name.
    pub fn has_unseen(&self) -> bool {
        self.operands.iter().any(|operand| operand.seen == Seen::NotYet)
    }

    /// Whether its agent does it itself once it is let go on: no runner runs it.
    pub const fn is_its_agents_own(&self) -> bool {
        self.proposal.own.is_some()
    }

    /// The approval that it waits on, runs on, or was answered by; none when the policy lets it run.
    pub fn approval(&self) -> Option<&ApprovalId> {
        self.state.approval()
    }
}
