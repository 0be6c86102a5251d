//! The transitions of an approval: the only code that gives it another state.

use super::{Answer, Approval, ApprovalState, Decision, Reply, Risk, Terms, Verdict};
use crate::{Party, Refusal, Reviewer, Timestamp, policy::nearly, refusal::Decided};

impl Approval {
    /// A person answers.
    ///
    /// The answer counts only if nobody was faster, the time is not up, and the digest is the stored one. It is
    /// required where something will run. The same person repeating the same answer gets the first one back. A no
    /// decides at once; a yes when as many different people as it takes have said it.
    pub fn decide(
        self,
        reply: Reply,
        by: &Reviewer,
        terms: &Terms,
        at: Timestamp,
    ) -> Result<Answer, Refusal> {
        if reply.seen.is_none() && self.gate.needs_digest() {
            return Err(Refusal::DigestRequired(self.gate));
        }
        if matches!(self.state, ApprovalState::Superseded { .. }) {
            return Err(Refusal::Superseded);
        }
        if reply.seen.is_some_and(|seen| seen != self.digest) {
            return Err(Refusal::DigestMismatch { current: self.digest });
        }
        match &self.state {
            ApprovalState::Pending => {}
            ApprovalState::Approved { decision, .. } | ApprovalState::Rejected { decision }
                if decision.by.id == by.party().id && decision.verdict == reply.verdict =>
            {
                return Ok(Answer::Replayed(self));
            }
            // One of several whose yes was counted says it again after the last one came.
            ApprovalState::Approved { .. }
                if reply.verdict == Verdict::Approve && self.has_yes_of(by.party()) =>
            {
                return Ok(Answer::Replayed(self));
            }
            state => return Err(self.closed(state)),
        }
        if let Some(end) = self.decide_by.filter(|end| at >= *end) {
            return Err(Refusal::Expired { at: end });
        }
        let verdict = reply.verdict;
        if verdict == Verdict::Approve {
            if !terms.lets_approve(by.party()) {
                return Err(Refusal::SelfApproval);
            }
            // Where it waited for one person more and does not any longer, saying it again decides.
            if self.has_yes_of(by.party()) && !self.has_enough(terms) {
                return Ok(Answer::Replayed(self));
            }
            self.weighed(&reply, terms)?;
        }
        let decision = Decision {
            verdict,
            by: by.party().clone(),
            at,
            feedback: reply.feedback,
            reason: reply.reason.filter(|_| verdict == Verdict::Reject),
            checklist: reply.checklist,
            hurried: terms.hurried.is_some(),
        };
        let mut me = self;
        if verdict == Verdict::Approve {
            me.votes.retain(|vote| vote.by.id != by.party().id);
        }
        me.votes.push(decision.clone());
        if verdict == Verdict::Approve && !me.has_enough(terms) {
            return Ok(Answer::Voted(me.moved(ApprovalState::Pending)));
        }
        let state = match verdict {
            Verdict::Approve => ApprovalState::Approved {
                decision,
                execute_by: me
                    .gate
                    .needs_digest()
                    .then(|| at.plus_seconds(crate::limits::EXECUTE_WITHIN)),
                claimed_at: None,
            },
            Verdict::Reject => ApprovalState::Rejected { decision },
        };
        Ok(Answer::Decided(me.moved(state)))
    }

    /// While it waits, only the yes of somebody who may still give one is counted. What they said stays in the log.
    #[must_use]
    pub fn counting(mut self, may: impl Fn(&Party) -> bool) -> Self {
        if matches!(self.state, ApprovalState::Pending) {
            self.votes.retain(|vote| may(&vote.by));
        }
        self
    }

    /// Takes a yes back, as long as nothing ran on it.
    pub fn revoke(self, by: &Reviewer, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Approved { claimed_at: Some(_), .. } => Err(Refusal::AlreadyClaimed),
            ApprovalState::Approved { decision, execute_by: Some(_), claimed_at: None } => {
                let state = ApprovalState::Revoked {
                    decision: decision.clone(),
                    at,
                    by: by.party().clone(),
                };
                Ok(self.moved(state))
            }
            ApprovalState::Approved { .. } => {
                // The result was accepted and whatever waited for it has started: a decision is final.
                Err(Refusal::AlreadyClaimed)
            }
            state => Err(Refusal::NotApproved(state.as_str())),
        }
    }

    /// A yes no longer counts: whoever said it may no longer decide, or it may have been used already. A used one stays
    /// used.
    pub fn void(self, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Approved { claimed_at: Some(_), .. } => Err(Refusal::AlreadyClaimed),
            ApprovalState::Approved { decision, execute_by: Some(_), claimed_at: None } => {
                let (decision, by) = (decision.clone(), Party::system());
                Ok(self.moved(ApprovalState::Revoked { decision, at, by }))
            }
            state => Err(Refusal::NotApproved(state.as_str())),
        }
    }

    /// The runner takes what was approved: once, and in time.
    pub fn claim(self, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Approved { claimed_at: Some(_), .. } => Err(Refusal::AlreadyClaimed),
            ApprovalState::Approved { execute_by: Some(end), .. } if at >= *end => {
                Err(Refusal::Expired { at: *end })
            }
            ApprovalState::Approved { decision, execute_by: Some(end), claimed_at: None } => {
                let state = ApprovalState::Approved {
                    decision: decision.clone(),
                    execute_by: Some(*end),
                    claimed_at: Some(at),
                };
                Ok(self.moved(state))
            }
            // An accepted result has nothing to run.
            ApprovalState::Approved { .. } => Err(Refusal::AlreadyClaimed),
            state => Err(Refusal::NotApproved(state.as_str())),
        }
    }

    /// What was asked is no longer asked.
    pub fn withdraw(self, by: Party, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Pending
            | ApprovalState::Approved { claimed_at: None, execute_by: Some(_), .. } => {
                Ok(self.moved(ApprovalState::Withdrawn { at, by }))
            }
            state => Err(self.closed(state)),
        }
    }

    /// Something newer takes its place.
    pub fn supersede(self, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Pending => Ok(self.moved(ApprovalState::Superseded { at })),
            state => Err(self.closed(state)),
        }
    }

    /// People are told again that it waits. What has a deadline is told of once more when its time is nearly up.
    pub fn remind(self, now: Timestamp) -> Result<Self, Refusal> {
        if !matches!(self.state, ApprovalState::Pending) {
            return Err(self.closed(&self.state));
        }
        if self.remind_at.is_none_or(|at| now < at) {
            return Err(Refusal::invalid("remindAt", "It is not time to remind of it."));
        }
        let soon = self.decide_by.map(|end| nearly(self.requested_at, end));
        let remind_at = soon.filter(|at| *at > now);
        Ok(Self { reminded_at: Some(now), remind_at, version: self.version.next(), ..self })
    }

    /// The time to decide passed.
    pub fn expire(self, now: Timestamp) -> Result<Self, Refusal> {
        match (&self.state, self.decide_by) {
            (ApprovalState::Pending, Some(end)) if now >= end => {
                Ok(self.moved(ApprovalState::Expired { at: end }))
            }
            (ApprovalState::Pending, _) => {
                Err(Refusal::invalid("decideBy", "The time to decide is not up."))
            }
            (state, _) => Err(self.closed(state)),
        }
    }

    /// The time to use it passed.
    pub fn lapse(self, now: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ApprovalState::Approved { decision, execute_by: Some(end), claimed_at: None }
                if now >= *end =>
            {
                let state = ApprovalState::Lapsed { decision: decision.clone(), at: *end };
                Ok(self.moved(state))
            }
            ApprovalState::Approved { claimed_at: Some(_), .. } => Err(Refusal::AlreadyClaimed),
            state => Err(Refusal::NotApproved(state.as_str())),
        }
    }

    /// A yes to something weighty takes more than a button: the name of the machine it will change, and the password.
    fn weighed(&self, reply: &Reply, terms: &Terms) -> Result<(), Refusal> {
        let Some(care) = terms.care.as_ref().filter(|_| self.risk == Risk::High) else {
            return Ok(());
        };
        let typed = reply.desktop.as_deref().map(str::trim);
        if self.gate.needs_digest() && typed != Some(care.desktop.trim()) {
            return Err(Refusal::DesktopNotTyped { desktop: care.desktop.clone() });
        }
        if care.confirmed { Ok(()) } else { Err(Refusal::ConfirmationNeeded) }
    }

    fn moved(self, state: ApprovalState) -> Self {
        Self { state, version: self.version.next(), ..self }
    }

    /// Why an approval that no longer waits takes no answer.
    pub(super) fn closed(&self, state: &ApprovalState) -> Refusal {
        match state {
            ApprovalState::Expired { at } => Refusal::Expired { at: *at },
            ApprovalState::Withdrawn { at, .. } => Refusal::Withdrawn { at: *at },
            ApprovalState::Pending | ApprovalState::Superseded { .. } => Refusal::Superseded,
            ApprovalState::Approved { decision, .. }
            | ApprovalState::Rejected { decision }
            | ApprovalState::Revoked { decision, .. }
            | ApprovalState::Lapsed { decision, .. } => {
                Refusal::AlreadyDecided(Box::new(Decided {
                    approval: self.id.clone(),
                    state: state.as_str(),
                    decision: decision.clone(),
                }))
            }
        }
    }
}
