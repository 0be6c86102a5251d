//! Long polls.

use std::time::Duration;

use domain::Refusal;
use tokio::time::Instant;

use super::query::Query;
use crate::auth::StillAccepted;
use crate::problem::Problem;
use crate::state::ServerState;

/// A long poll asks in steps of this length: each renews a lease, and says that a desktop is there. A stopping server ends
/// the step, so work that was claimed is always handed over.
const STEP: Duration = Duration::from_secs(10);

/// The steps of one long poll.
pub(super) struct Steps {
    end: Instant,
    waits: bool,
    state: ServerState,
}

impl Steps {
    /// As long as the query's `wait` says.
    pub(super) fn of(query: &Query, state: &ServerState) -> Result<Self, Problem> {
        let wait = Duration::from_secs(query.wait()?.into());
        Ok(Self { end: Instant::now() + wait, waits: !wait.is_zero(), state: state.clone() })
    }

    /// How many seconds to wait now.
    pub(super) fn next(&self) -> u32 {
        if self.state.stopping.is_cancelled() {
            return 0;
        }
        let left = self.end.saturating_duration_since(Instant::now()).min(STEP);
        u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(0)
    }

    /// Refuses to answer somebody whose credential ended while they waited.
    pub(super) async fn still(&self, accepted: &StillAccepted) -> Result<(), Problem> {
        if self.waits && !accepted.now(&self.state.mission).await {
            return Err(Refusal::Unauthenticated.into());
        }
        Ok(())
    }

    /// Whether it is time to answer with what there is.
    pub(super) fn are_over(&self) -> bool {
        self.state.stopping.is_cancelled() || Instant::now() >= self.end
    }
}
