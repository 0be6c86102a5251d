//! From asked-to-run to running: dependencies, the gate before the run, the claim, and what undoes them.

use super::{
    Failure, FailureCode, Pending, Running, Task, TaskState, TaskStatus, TaskType, Worker,
};
use crate::{
    ApprovalId, Decision, Digest, Lease, NamedAgent, Operator, Refusal, Timestamp, Verdict, limits,
};

/// How the tasks that a task depends on stand, together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependencies {
    /// All are done, or there are none.
    Done,
    /// At least one is not over.
    Waiting,
    /// One failed or was cancelled: its number and how it ended.
    Failed(i64, TaskStatus),
}

impl Dependencies {
    /// What these tasks come to: a failed one outweighs a waiting one.
    pub fn of<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Self {
        let mut answer = Self::Done;
        for task in tasks {
            match task.status() {
                TaskStatus::Done => {}
                status @ (TaskStatus::Failed | TaskStatus::Cancelled) => {
                    return Self::Failed(task.number, status);
                }
                _ => answer = Self::Waiting,
            }
        }
        answer
    }
}

/// What a runner brings when it takes a task.
#[derive(Clone, Debug)]
pub struct RunnerClaim {
    /// The new lease.
    pub lease: Lease,
    /// SHA-256 of the secret that the agent of this run speaks with, if it has one.
    pub agent_token: Option<Digest>,
    /// Now.
    pub at: Timestamp,
}

impl Task {
    /// Somebody asks it to run. `agents` are the named agents of its desktop, `approval` the id for the gate before
    /// the run, should it apply. Refused unless it is a draft, and when nobody could work on it.
    pub fn run(
        self,
        by: &Operator,
        agents: &[String],
        desktop: &str,
        dependencies: &Dependencies,
        approval: ApprovalId,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        // Whoever may create may run; the proof is asked for so that no caller can forget to.
        let _ = by.party();
        match &self.state {
            TaskState::Pending(Pending::Draft) => {}
            TaskState::Pending(_) => return Err(Refusal::AlreadyQueued),
            other => return Err(Refusal::NotPending(other.status())),
        }
        let served = match (&self.kind, &self.external_agent, &self.agent) {
            (TaskType::Command, ..) | (_, Some(_), _) => true,
            (_, _, Some(agent)) => agents.contains(agent),
            (_, _, None) => !agents.is_empty(),
        };
        if !served {
            return Err(Refusal::NoAgent { desktop: desktop.to_owned() });
        }
        // Which agent works on it is part of what is asked, so it is fixed here, not by whoever takes it.
        let agent = match (self.kind, &self.external_agent, &self.agent) {
            (TaskType::Prompt, None, None) => agents.first().cloned(),
            (_, _, agent) => agent.clone(),
        };
        Ok(Self { agent, ..self }.start_when(dependencies, approval, at))
    }

    /// An agent with a key of its own begins with a task that it made for itself.
    pub fn begin(self, by: &NamedAgent, at: Timestamp) -> Result<Self, Refusal> {
        match (&self.state, &self.external_agent) {
            (TaskState::Pending(Pending::Draft), Some(agent)) if *agent == by.party().name => {
                let state = self.freed(None, at);
                Ok(self.moved(state))
            }
            (TaskState::Pending(_), _) => Err(Refusal::NotYourTask),
            (other, _) => Err(Refusal::NotPending(other.status())),
        }
    }

    /// The tasks it waited for changed: it starts, stays held, or fails without starting. Refused unless it is held
    /// or, when one failed, not yet started.
    pub fn dependencies_changed(
        self,
        dependencies: &Dependencies,
        approval: ApprovalId,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        match (&self.state, dependencies) {
            (TaskState::Pending(Pending::Held { .. }), _)
            | (TaskState::Pending(Pending::Draft), Dependencies::Failed(..)) => {
                Ok(self.start_when(dependencies, approval, at))
            }
            (TaskState::Pending(Pending::Draft), _) => Ok(self),
            (other, _) => Err(Refusal::NotPending(other.status())),
        }
    }

    fn start_when(self, dependencies: &Dependencies, approval: ApprovalId, at: Timestamp) -> Self {
        let state = match dependencies {
            Dependencies::Waiting => TaskState::Pending(Pending::Held { since: at }),
            Dependencies::Failed(number, status) => TaskState::Failed {
                failure: Failure {
                    code: FailureCode::DependencyFailed,
                    message: format!(
                        "It waited for MC-{number}, which is {}. It did not start.",
                        status.label()
                    ),
                },
                at,
                started_at: None,
                run: None,
                decision: None,
                gated: None,
                closed: None,
            },
            Dependencies::Done if self.approve_before_run => {
                TaskState::Pending(Pending::Asking { approval, since: at })
            }
            Dependencies::Done => self.freed(None, at),
        };
        self.moved(state)
    }

    /// Nothing holds it any more: an external agent works on it from now, a runner has to take it first.
    fn freed(&self, approval: Option<ApprovalId>, at: Timestamp) -> TaskState {
        match &self.external_agent {
            Some(agent) => TaskState::Running(Running {
                worker: Worker::External { agent: agent.clone() },
                started_at: at,
                cancel: None,
            }),
            None => TaskState::Pending(Pending::Queued { since: at, approval }),
        }
    }

    /// A person answered the gate before the run.
    pub fn before_run_decided(self, decision: &Decision) -> Result<Self, Refusal> {
        let TaskState::Pending(Pending::Asking { approval, .. }) = &self.state else {
            return Err(Refusal::NotPending(self.status()));
        };
        let state = match decision.verdict {
            Verdict::Approve => self.freed(Some(approval.clone()), decision.at),
            Verdict::Reject => TaskState::Failed {
                failure: Failure {
                    code: FailureCode::Rejected,
                    message: format!(
                        "{} rejected it before it ran. Nothing ran.",
                        decision.by.name
                    ),
                },
                at: decision.at,
                started_at: None,
                run: None,
                decision: Some(decision.clone()),
                gated: None,
                closed: None,
            },
        };
        Ok(self.moved(state))
    }

    /// The yes, or the question, no longer counts: a person is asked again.
    pub fn ask_anew(self, approval: ApprovalId, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            TaskState::Pending(
                Pending::Asking { .. } | Pending::Queued { approval: Some(_), .. },
            ) => Ok(self.moved(TaskState::Pending(Pending::Asking { approval, since: at }))),
            TaskState::Pending(_) => Err(Refusal::NotApproved("pending")),
            _ => Err(Refusal::AlreadyClaimed),
        }
    }

    /// The approval it was to run on was taken back: it is a draft again.
    pub fn approval_revoked(self) -> Result<Self, Refusal> {
        match &self.state {
            TaskState::Pending(Pending::Queued { approval: Some(_), .. }) => {
                Ok(self.moved(TaskState::Pending(Pending::Draft)))
            }
            TaskState::Pending(_) => Err(Refusal::NotApproved("pending")),
            _ => Err(Refusal::AlreadyClaimed),
        }
    }

    /// It had been asked to run, and may have run since the copy of the database that tells so was made: somebody has to
    /// ask again. One that runs on an approval asks for that anew ([`Self::ask_anew`]).
    pub fn recall(self) -> Result<Self, Refusal> {
        match &self.state {
            TaskState::Pending(Pending::Held { .. } | Pending::Queued { approval: None, .. }) => {
                Ok(self.moved(TaskState::Pending(Pending::Draft)))
            }
            other => Err(Refusal::NotPending(other.status())),
        }
    }

    /// Nobody decided, or no runner took it, in time.
    pub fn approval_expired(self, message: String, at: Timestamp) -> Result<Self, Refusal> {
        match &self.state {
            TaskState::Pending(
                Pending::Asking { .. } | Pending::Queued { approval: Some(_), .. },
            )
            | TaskState::Review { .. } => {}
            other => return Err(Refusal::NotPending(other.status())),
        }
        let failure = Failure { code: FailureCode::Expired, message };
        let gated = self.state.gated();
        let started_at = self.state.started_at();
        let run = self.state.run().cloned();
        let (decision, closed) = (None, None);
        Ok(self.moved(TaskState::Failed { failure, at, started_at, run, decision, gated, closed }))
    }

    /// The desktop's runner takes it.
    pub fn claim(self, claim: RunnerClaim) -> Result<Self, Refusal> {
        match &self.state {
            TaskState::Pending(Pending::Queued { .. }) => {
                let worker = Worker::Runner {
                    lease: claim.lease,
                    lease_until: claim.at.plus_seconds(limits::LEASE_SECONDS),
                    agent_token: claim.agent_token,
                };
                let running = Running { worker, started_at: claim.at, cancel: None };
                Ok(self.moved(TaskState::Running(running)))
            }
            other => Err(Refusal::NotPending(other.status())),
        }
    }

    /// The runner shows that it lives.
    pub fn renew(self, lease: &Lease, at: Timestamp) -> Result<Self, Refusal> {
        let mut running = self.held_by(lease)?.clone();
        if let Worker::Runner { lease_until, .. } = &mut running.worker {
            *lease_until = at.plus_seconds(limits::LEASE_SECONDS);
        }
        Ok(self.moved(TaskState::Running(running)))
    }

    /// Whether the agent of the run that is on now speaks with the secret of this digest.
    pub fn speaks_with(&self, secret: &Digest) -> bool {
        matches!(
            &self.state,
            TaskState::Running(Running { worker: Worker::Runner { agent_token: Some(own), .. }, .. })
                if own.same_as(secret)
        )
    }

    /// The run that this lease holds. Another lease, or none, is refused: its holder must stop.
    pub fn held_by(&self, lease: &Lease) -> Result<&Running, Refusal> {
        match &self.state {
            TaskState::Running(
                running @ Running { worker: Worker::Runner { lease: held, .. }, .. },
            ) if held == lease => Ok(running),
            _ => Err(Refusal::LeaseLost),
        }
    }

    pub(super) fn moved(self, state: TaskState) -> Self {
        Self { state, version: self.version.next(), ..self }
    }
}
