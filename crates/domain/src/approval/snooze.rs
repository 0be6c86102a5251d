//! "Not now": one person puts a request aside for themselves. It answers nothing, changes nothing for anybody else, and
//! ends by itself.

use super::{Approval, ApprovalState};
use crate::{ApprovalId, Digest, PersonId, Refusal, Timestamp, limits, policy::nearly};

/// A request that one person has put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// Who.
    pub person: PersonId,
    /// What.
    pub approval: ApprovalId,
    /// What was asked then: another digest is another question.
    pub digest: Digest,
    /// How many had answered then: one more is news.
    pub votes: usize,
    /// When it was put aside.
    pub at: Timestamp,
    /// When it comes back; none is when it changes, and not before.
    pub until: Option<Timestamp>,
}

impl Approval {
    /// This person looks at it later: at `until`, or else when it changes. Either way it comes back when three quarters of
    /// the time to decide are over, and that time goes on running. Refused when nobody is asked any more, when it would
    /// come back at once, or later than [`limits::SNOOZE`] allows.
    pub fn put_aside(
        &self,
        person: PersonId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Snooze, Refusal> {
        if !matches!(self.state, ApprovalState::Pending) {
            return Err(self.closed(&self.state));
        }
        let no = |why: &str| Err(Refusal::invalid("until", why));
        if until.is_some_and(|until| until <= now) {
            return no("It must be later than now.");
        }
        if until.is_some_and(|until| until > now.plus_seconds(limits::SNOOZE)) {
            return no("It must be within 30 days.");
        }
        let soon = self.decide_by.map(|end| nearly(self.requested_at, end));
        if soon.is_some_and(|soon| soon <= now) {
            return no("Its time to decide is nearly up, so it cannot be put aside.");
        }
        Ok(Snooze {
            person,
            approval: self.id.clone(),
            digest: self.digest,
            votes: self.votes.len(),
            at: now,
            until: until.into_iter().chain(soon).min(),
        })
    }
}
