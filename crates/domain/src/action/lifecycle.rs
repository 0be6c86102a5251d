//! The transitions of an action: the only code that gives it another state.

use super::{Action, ActionRun, ActionState, Allowed, Closed, Findings};
use crate::{
    ActionId, Decision, Lease, Party, Refusal, Reviewer, Timestamp, Verdict, change::FileChange,
    limits, task::RunReport,
};

/// What a runner brings when it takes an action.
#[derive(Clone, Debug)]
pub struct ActionClaim {
    /// The new lease.
    pub lease: Lease,
    /// Now.
    pub at: Timestamp,
}

impl Action {
    /// A person answered.
    pub fn decided(self, decision: &Decision) -> Result<Self, Refusal> {
        let ActionState::Pending { approval } = &self.state else { return Err(self.closed()) };
        let approval = approval.clone();
        let decision = decision.clone();
        let state = match decision.verdict {
            Verdict::Approve => ActionState::Approved {
                at: decision.at,
                execute_by: decision.at.plus_seconds(limits::EXECUTE_WITHIN),
                allowed: Allowed::Person { approval, decision },
            },
            Verdict::Reject => ActionState::Rejected { approval, decision, asked_again: None },
        };
        Ok(self.moved(state))
    }

    /// A person took their yes back; possible until a runner took it.
    pub fn revoked(self, by: &Reviewer, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Approved { allowed: Allowed::Person { approval, decision }, .. } => {
                let state = ActionState::Revoked {
                    approval: approval.clone(),
                    decision: decision.clone(),
                    at,
                    by: by.party().clone(),
                };
                Ok(self.moved(state))
            }
            _ => Err(self.closed()),
        }
    }

    /// Its agent takes it back, or its task ended. Refused once it runs.
    pub fn withdraw(self, by: Party, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Pending { .. } | ActionState::Approved { .. } => {
                let approval = self.state.approval().cloned();
                Ok(self.moved(ActionState::Withdrawn { approval, at, by }))
            }
            _ => Err(self.closed()),
        }
    }

    /// Its agent or a person changed it. Refused once it is answered.
    pub fn supersede(self, by: ActionId, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Pending { approval } => {
                let approval = Some(approval.clone());
                Ok(self.moved(ActionState::Superseded { approval, at, by }))
            }
            _ => Err(self.closed()),
        }
    }

    /// Nobody decided in time.
    pub fn expire(self, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Pending { approval } => {
                let approval = approval.clone();
                Ok(self.moved(ActionState::Expired { approval, at }))
            }
            _ => Err(self.closed()),
        }
    }

    /// No runner took it in time.
    pub fn lapse(self, now: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Approved { allowed, execute_by, .. } if now >= *execute_by => {
                let state = ActionState::Lapsed { allowed: allowed.clone(), at: *execute_by };
                Ok(self.moved(state))
            }
            _ => Err(self.closed()),
        }
    }

    /// The desktop's runner takes it: once, and in time. Never what its agent does itself.
    pub fn claim(self, claim: ActionClaim) -> Result<Self, Refusal> {
        match &self.state {
            _ if self.is_its_agents_own() => Err(Refusal::AgentRunsIt),
            ActionState::Approved { execute_by, .. } if claim.at >= *execute_by => {
                Err(Refusal::Expired { at: *execute_by })
            }
            ActionState::Approved { allowed, .. } => {
                let state = ActionState::Running {
                    allowed: allowed.clone(),
                    lease: claim.lease,
                    lease_until: claim.at.plus_seconds(limits::LEASE_SECONDS),
                    started_at: claim.at,
                    stopping: false,
                };
                Ok(self.moved(state))
            }
            _ => Err(self.closed()),
        }
    }

    /// The runner shows that it lives. Another lease is refused: its holder must stop.
    pub fn renew(self, held: &Lease, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Running { allowed, lease, started_at, stopping, .. } if lease == held => {
                let state = ActionState::Running {
                    allowed: allowed.clone(),
                    lease: lease.clone(),
                    lease_until: at.plus_seconds(limits::LEASE_SECONDS),
                    started_at: *started_at,
                    stopping: *stopping,
                };
                Ok(self.moved(state))
            }
            _ => Err(Refusal::LeaseLost),
        }
    }

    /// Its task was called off: the runner is told to stop it.
    pub fn stop(self) -> Result<Self, Refusal> {
        match self.state.clone() {
            ActionState::Running { allowed, lease, lease_until, started_at, .. } => {
                let stopping = true;
                let state =
                    ActionState::Running { allowed, lease, lease_until, started_at, stopping };
                Ok(self.moved(state))
            }
            _ => Err(self.closed()),
        }
    }

    /// The runner reports the end. After the lease was lost the report is kept beside the unknown outcome and decides
    /// nothing.
    pub fn finish(
        self,
        held: &Lease,
        report: RunReport,
        truncated: bool,
        files: Vec<FileChange>,
        findings: Option<Findings>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let run = |started_at| ActionRun {
            started_at,
            finished_at: at,
            report: report.clone(),
            truncated,
            files,
            findings,
            lease: held.clone(),
        };
        let state = match self.state.clone() {
            ActionState::Running { allowed, lease, started_at, .. } if lease == *held => {
                match report {
                    RunReport::Exited(0) => {
                        ActionState::Succeeded { allowed, run: run(started_at) }
                    }
                    RunReport::Lost => ActionState::OutcomeUnknown {
                        allowed,
                        lease,
                        started_at,
                        since: at,
                        late: None,
                        closed: None,
                    },
                    _ => ActionState::Failed { allowed, run: run(started_at) },
                }
            }
            ActionState::OutcomeUnknown {
                allowed,
                lease,
                started_at,
                since,
                late: None,
                closed,
            } if lease == *held => {
                let late = Some(run(started_at));
                ActionState::OutcomeUnknown { allowed, lease, started_at, since, late, closed }
            }
            _ => return Err(Refusal::LeaseLost),
        };
        Ok(self.moved(state))
    }

    /// The runner fell silent past its lease. It is never run again by itself.
    pub fn lose(self, now: Timestamp) -> Result<Self, Refusal> {
        match self.state.clone() {
            ActionState::Running { allowed, lease, lease_until, started_at, .. }
                if now >= lease_until =>
            {
                let state = ActionState::OutcomeUnknown {
                    allowed,
                    lease,
                    started_at,
                    since: now,
                    late: None,
                    closed: None,
                };
                Ok(self.moved(state))
            }
            _ => Err(self.closed()),
        }
    }

    /// A person looked at the machine and says whether it ran.
    pub fn close(self, by: &Reviewer, ran: bool, at: Timestamp) -> Result<Self, Refusal> {
        match self.state.clone() {
            ActionState::OutcomeUnknown {
                allowed,
                lease,
                started_at,
                since,
                late,
                closed: None,
            } => {
                let closed = Some(Closed { by: by.party().clone(), at, ran });
                let state =
                    ActionState::OutcomeUnknown { allowed, lease, started_at, since, late, closed };
                Ok(self.moved(state))
            }
            _ => Err(Refusal::OutcomeKnown(self.state.as_str())),
        }
    }

    /// A person asks for the same again, after it was rejected, expired, lapsed, revoked, withdrawn or lost.
    pub fn ask_again(self, by: &Party) -> Result<Self, Refusal> {
        match self.state.clone() {
            ActionState::Rejected { approval, decision, .. } => {
                let asked_again = Some(by.clone());
                Ok(self.moved(ActionState::Rejected { approval, decision, asked_again }))
            }
            ActionState::Expired { .. }
            | ActionState::Lapsed { .. }
            | ActionState::Revoked { .. }
            | ActionState::Withdrawn { .. }
            | ActionState::OutcomeUnknown { closed: Some(_), .. } => Ok(self),
            _ => Err(self.closed()),
        }
    }

    pub(super) fn moved(self, state: ActionState) -> Self {
        Self { state, version: self.version.next(), ..self }
    }

    /// Why an action that does not wait takes no answer.
    pub(super) fn closed(&self) -> Refusal {
        match &self.state {
            ActionState::Running { .. }
            | ActionState::Succeeded { .. }
            | ActionState::Failed { .. }
            | ActionState::Released { .. }
            | ActionState::OutcomeUnknown { .. } => Refusal::AlreadyClaimed,
            ActionState::Expired { at, .. } | ActionState::Lapsed { at, .. } => {
                Refusal::Expired { at: *at }
            }
            ActionState::Withdrawn { at, .. } => Refusal::Withdrawn { at: *at },
            ActionState::Superseded { .. } => Refusal::Superseded,
            state => Refusal::ActionNot(state.as_str()),
        }
    }
}
