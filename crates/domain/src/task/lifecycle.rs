//! Calling a task off, from any state that is not an end.

use super::{Cancelled, Running, Task, TaskState, Worker};
use crate::{Operator, Refusal, Timestamp};

impl Task {
    /// Somebody calls it off. What a runner works on keeps running until the runner says that it stopped; everything
    /// else is cancelled at once. Asking twice changes nothing.
    pub fn cancel(self, by: &Operator, at: Timestamp) -> Result<Self, Refusal> {
        let cancel = Cancelled { by: by.party().clone(), at };
        let state = match &self.state {
            TaskState::Running(Running { cancel: Some(_), .. }) => return Ok(self),
            TaskState::Running(running @ Running { worker: Worker::Runner { .. }, .. }) => {
                TaskState::Running(Running { cancel: Some(cancel), ..running.clone() })
            }
            state if state.status().is_final() => return Err(Refusal::Final(state.status())),
            state => TaskState::Cancelled {
                cancel,
                started_at: state.started_at(),
                run: state.run().cloned(),
            },
        };
        Ok(self.moved(state))
    }
}
