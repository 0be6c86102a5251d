//! A command whose runner fell silent: it may have run, and only a person who looks at the machine can say so.

use super::{Failure, FailureCode, Task, TaskState, TaskType};
use crate::{Refusal, Reviewer, Timestamp, action::Closed};

impl Task {
    /// Whether nobody knows what its command did and no person has closed it. A prompt is never so: what its agent did
    /// is told by its actions, each of which is closed by itself.
    pub fn is_unclosed(&self) -> bool {
        let lost = matches!(
            &self.state,
            TaskState::Failed {
                failure: Failure { code: FailureCode::RunnerLost, .. },
                closed: None,
                ..
            }
        );
        lost && self.kind == TaskType::Command && self.purged.is_none()
    }

    /// A person looked at the machine and says whether the command ran. Nothing runs by it, and the task stays failed.
    /// Refused when the outcome is known, or somebody else has closed it.
    pub fn close(self, by: &Reviewer, ran: bool, at: Timestamp) -> Result<Self, Refusal> {
        if !self.is_unclosed() {
            let closed = self.state.closed().is_some();
            return Err(Refusal::OutcomeKnown(if closed {
                "outcome_unknown"
            } else {
                self.status().as_str()
            }));
        }
        let TaskState::Failed { failure, at: ended, started_at, run, decision, gated, .. } =
            self.state.clone()
        else {
            return Err(Refusal::OutcomeKnown(self.status().as_str()));
        };
        let closed = Some(Box::new(Closed { by: by.party().clone(), at, ran }));
        let state =
            TaskState::Failed { failure, at: ended, started_at, run, decision, gated, closed };
        Ok(self.moved(state))
    }
}
