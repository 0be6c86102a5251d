//! One request for a human decision, whichever gate asks. Transitions consume the old value.

mod comments;
mod decide;
mod purge;
mod snooze;
mod state;

pub use snooze::Snooze;
pub use state::{ApprovalState, Decision, ENDS, Reason, Risk, Verdict, end, said};

use crate::{
    ActionId, ApprovalId, DesktopId, Digest, Gate, KeyId, Party, PersonId, TaskId, Timestamp,
    Version,
    action::{Bound, Noted},
};

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
    /// What the digest is over, at the action gate: the action goes on and may bind something else later.
    pub bound: Option<Box<Bound>>,
    /// What the command says about itself, before a command task runs. An action has its own; a prompt says nothing, and
    /// what was asked before this was kept has none.
    pub noted: Option<Noted>,
    /// The enrolment of the machine that was asked about, before a task runs there: a yes does not count for another one.
    /// An action has its own, and a result has none; what was asked before this was kept may have none either.
    pub enrolment: Option<KeyId>,
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
    /// Everybody who answered, in order; the last one decided it, once it is decided.
    pub votes: Vec<Decision>,
    /// When people were told again that it waits.
    pub reminded_at: Option<Timestamp>,
    /// When they are told next.
    pub remind_at: Option<Timestamp>,
    /// Where it stands.
    pub state: ApprovalState,
}

impl Approval {
    /// Everybody who answered, in order. What was decided before votes were kept has one answer.
    pub fn answers(&self) -> impl Iterator<Item = &Decision> {
        let decided = self.state.decision().filter(|_| self.votes.is_empty());
        self.votes.iter().chain(decided)
    }

    /// Everybody whose yes counts.
    pub fn yeses(&self) -> impl Iterator<Item = &Decision> {
        self.answers().filter(|answer| answer.verdict == Verdict::Approve)
    }

    /// Whether this person's yes is one of them.
    pub fn has_yes_of(&self, by: &Party) -> bool {
        self.yeses().any(|yes| yes.by.id == by.id)
    }

    /// How many people must say yes: one more than one, where somebody said it whose attention was low.
    pub fn needed(&self, terms: &Terms) -> u32 {
        if terms.one_of_two && self.yeses().any(|yes| yes.hurried) {
            return self.required.max(2);
        }
        self.required
    }

    /// Whether as many people as it takes have said yes.
    pub fn has_enough(&self, terms: &Terms) -> bool {
        self.yeses().count() >= self.needed(terms) as usize
    }
}

/// What an answer has to stand up to, beside the approval itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The people behind the request: who made the task, and whose agent asks.
    pub behind: Vec<PersonId>,
    /// Whether somebody else has to approve it.
    pub second_person: bool,
    /// Whether the yes of somebody whose attention is low counts as one of two. Never where there are no two who could say
    /// it.
    pub one_of_two: bool,
    /// How many of the last answers of whoever answers now were counted, if their attention is low.
    pub hurried: Option<u32>,
    /// What a person at a browser has to have done before a weighty yes; none for programs.
    pub care: Option<Care>,
}

/// What a weighty yes takes beside the button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Care {
    /// The name of the desktop, to be typed where something will run there.
    pub desktop: String,
    /// Whether they gave their password lately.
    pub confirmed: bool,
}

impl Terms {
    /// Whether this person may say yes. Anybody who may decide may say no.
    pub fn lets_approve(&self, by: &Party) -> bool {
        self.lets_approve_id(&PersonId::new(&by.id))
    }

    /// The same by their id.
    pub fn lets_approve_id(&self, by: &PersonId) -> bool {
        !self.second_person || !self.behind.contains(by)
    }
}

/// What a person's answer came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was decided now.
    Decided(Approval),
    /// It was a yes, and more are needed.
    Voted(Approval),
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
    /// The name of the desktop, as they typed it.
    pub desktop: Option<String>,
}
