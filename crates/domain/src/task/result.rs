//! From running to an end: what a runner or an external agent reports, and the gate after the run.

use super::{Branch, Failure, FailureCode, Run, Running, Task, TaskState, Worker};
use crate::{
    ApprovalId, Decision, Digest, Lease, NamedAgent, Refusal, Timestamp, Verdict, action::Findings,
};
use serde::{Deserialize, Serialize};

/// How a run ended, as its runner reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunReport {
    /// The command ended by itself.
    Exited(i32),
    /// The command was killed by a signal.
    Killed(i32),
    /// It ran longer than it may and was stopped.
    TimedOut,
    /// It was stopped because somebody asked for it.
    Cancelled,
    /// It could not be started; nothing ran.
    NotStarted(String),
    /// The runner was restarted in the middle and cannot say how it ended.
    Lost,
}

/// What is known about the output and the changed files when a run ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// SHA-256 of the whole output.
    pub output: Digest,
    /// SHA-256 of the changed files.
    pub files: Digest,
    /// Whether output was left out.
    pub truncated: bool,
    /// How it compares with what was announced.
    pub findings: Option<Findings>,
    /// The branch that the changes lie on.
    pub branch: Option<Branch>,
}

impl Task {
    /// The runner reports the end. `gate` is the approval that the gate after the run needs, if it applies now.
    pub fn finish(
        self,
        lease: &Lease,
        report: &RunReport,
        evidence: Evidence,
        gate: Option<ApprovalId>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let running = self.held_by(lease)?.clone();
        Ok(self.ended(&running, report, evidence, gate, at))
    }

    fn ended(
        self,
        running: &Running,
        report: &RunReport,
        evidence: Evidence,
        gate: Option<ApprovalId>,
        at: Timestamp,
    ) -> Self {
        let run = Run {
            started_at: running.started_at,
            finished_at: at,
            exit_code: match report {
                RunReport::Exited(code) => Some(*code),
                _ => None,
            },
            output_digest: evidence.output,
            files_digest: evidence.files,
            output_truncated: evidence.truncated,
            findings: evidence.findings,
            branch: evidence.branch,
            lease: match &running.worker {
                Worker::Runner { lease, .. } => Some(lease.clone()),
                Worker::External { .. } => None,
            },
        };
        if let (RunReport::Exited(0), None) = (report, &running.cancel) {
            return self.succeeded(run, gate);
        }
        // Somebody asked for it to be stopped: it is cancelled even if it ended a moment before the signal came.
        if let Some(cancel) = &running.cancel {
            let state = TaskState::Cancelled {
                cancel: cancel.clone(),
                started_at: Some(running.started_at),
                run: Some(run),
            };
            return self.moved(state);
        }
        let (code, message) = match report {
            RunReport::Exited(code) => (FailureCode::ExitCode, format!("Exit code {code}.")),
            RunReport::Killed(signal) => {
                (FailureCode::ExitCode, format!("Ended by signal {signal}."))
            }
            RunReport::TimedOut => (
                FailureCode::Timeout,
                format!("It ran longer than {} s and was stopped.", self.timeout_seconds),
            ),
            RunReport::NotStarted(why) => {
                (FailureCode::ExitCode, format!("It could not be started. Nothing ran. {why}"))
            }
            RunReport::Cancelled | RunReport::Lost => lost(),
        };
        let failure = Failure { code, message };
        self.moved(TaskState::Failed {
            failure,
            at,
            started_at: Some(run.started_at),
            run: Some(run),
            decision: None,
            gated: Some(false),
            closed: None,
        })
    }

    fn succeeded(self, run: Run, gate: Option<ApprovalId>) -> Self {
        let state = match gate {
            Some(approval) => TaskState::Review { run, approval },
            None => TaskState::Done { run, decision: None },
        };
        self.moved(state)
    }

    /// The external agent says how it went.
    pub fn finish_external(
        self,
        by: &NamedAgent,
        succeeded: bool,
        evidence: Evidence,
        gate: Option<ApprovalId>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let running = match (&self.external_agent, &self.state) {
            (None, _) => return Err(Refusal::NotExternal),
            (Some(agent), _) if *agent != by.party().name => return Err(Refusal::NotYourTask),
            (Some(_), TaskState::Running(running)) => running.clone(),
            (Some(_), other) => return Err(Refusal::NotRunning(other.status())),
        };
        let run = Run {
            started_at: running.started_at,
            finished_at: at,
            exit_code: None,
            output_digest: evidence.output,
            files_digest: evidence.files,
            output_truncated: evidence.truncated,
            findings: evidence.findings,
            branch: evidence.branch,
            lease: None,
        };
        if succeeded {
            return Ok(self.succeeded(run, gate));
        }
        let failure = Failure {
            code: FailureCode::ExitCode,
            message: format!("{} reported that it failed.", by.party().name),
        };
        Ok(self.moved(TaskState::Failed {
            failure,
            at,
            started_at: Some(run.started_at),
            run: Some(run),
            decision: None,
            gated: Some(false),
            closed: None,
        }))
    }

    /// The runner fell silent past its lease.
    pub fn lose(self, now: Timestamp) -> Result<Self, Refusal> {
        let running = match &self.state {
            TaskState::Running(
                running @ Running { worker: Worker::Runner { lease_until, .. }, .. },
            ) if now >= *lease_until => running.clone(),
            other => return Err(Refusal::NotRunning(other.status())),
        };
        let state = if let Some(cancel) = running.cancel {
            TaskState::Cancelled { cancel, started_at: Some(running.started_at), run: None }
        } else {
            let (code, message) = lost();
            TaskState::Failed {
                failure: Failure { code, message },
                at: now,
                started_at: Some(running.started_at),
                run: None,
                decision: None,
                gated: Some(false),
                closed: None,
            }
        };
        Ok(self.moved(state))
    }

    /// A person answered the gate after the run.
    pub fn result_decided(self, decision: &Decision) -> Result<Self, Refusal> {
        let TaskState::Review { run, .. } = &self.state else {
            return Err(Refusal::NotInReview(self.status()));
        };
        let run = run.clone();
        let decision = decision.clone();
        let state = match decision.verdict {
            Verdict::Approve => TaskState::Done { run, decision: Some(decision) },
            Verdict::Reject => TaskState::Failed {
                failure: Failure {
                    code: FailureCode::Rejected,
                    message: format!("{} rejected the result.", decision.by.name),
                },
                at: decision.at,
                started_at: Some(run.started_at),
                run: Some(run),
                decision: Some(decision),
                gated: Some(true),
                closed: None,
            },
        };
        Ok(self.moved(state))
    }
}

fn lost() -> (FailureCode, String) {
    (
        FailureCode::RunnerLost,
        "Contact was lost while it ran. It may have run in whole or in part. It is not run again by itself.".into(),
    )
}
