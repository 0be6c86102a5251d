//! The moment at which an agent is let go on with what it does itself.

use super::{Action, ActionState};
use crate::{Lease, Refusal, Timestamp};

/// How much longer than it may take a report may be under way, in seconds.
const GRACE: i64 = 60;

impl Action {
    /// Its agent goes on with it: once, and in time. With a lease it says later how it ended, and what it does not say in
    /// time nobody knows; without one nothing more is told. Refused for what the desktop's runner runs.
    pub fn take(self, lease: Option<Lease>, at: Timestamp) -> Result<Self, Refusal> {
        if !self.is_its_agents_own() {
            return Err(Refusal::RunnerRunsIt);
        }
        let (allowed, execute_by) = match &self.state {
            ActionState::Approved { allowed, execute_by, .. } => (allowed.clone(), *execute_by),
            _ => return Err(self.closed()),
        };
        if at >= execute_by {
            return Err(Refusal::Expired { at: execute_by });
        }
        let state = match lease {
            Some(lease) => ActionState::Running {
                allowed,
                lease,
                lease_until: at.plus_seconds(i64::from(self.proposal.timeout_seconds) + GRACE),
                started_at: at,
                stopping: false,
            },
            None => ActionState::Released { allowed, at },
        };
        Ok(self.moved(state))
    }
}
