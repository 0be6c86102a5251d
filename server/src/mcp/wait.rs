//! Waiting for a person: in steps, with progress for whoever wants it, and never so long that a client gives up.

use std::time::Duration;

use domain::Refusal;
use domain::wire::Action;
use rmcp::model::{NumberOrString, ProgressNotificationParam, ProgressToken};
use tokio::time::Instant;

use super::tools::Call;
use crate::problem::Problem;

/// The longest a call waits before it says that the answer is still to come, in seconds. Clients give up after a minute
/// without headers, and some after five minutes whatever comes.
pub(super) const LONGEST: u32 = 45;
/// A wait asks in steps of this length, in seconds. A stopping server ends the step.
const STEP: u32 = 5;
/// How often a waiting client is told that it still waits.
const PROGRESS: Duration = Duration::from_secs(15);
/// How often it is asked whether the key still counts.
const KEY: Duration = Duration::from_secs(5);

/// How long to wait.
pub(super) fn seconds(asked: Option<u32>) -> Result<Duration, Refusal> {
    match asked.unwrap_or(LONGEST) {
        seconds if seconds <= LONGEST => Ok(Duration::from_secs(seconds.into())),
        _ => Err(Refusal::invalid(
            "wait_seconds",
            format!("It must be 0 to {LONGEST}. Call wait_for_decision to wait longer."),
        )),
    }
}

/// How a wait ended.
pub(super) enum Waited {
    /// There is nothing more to wait for.
    Over(Box<Action>),
    /// Time was up, or the server stops.
    NotYet(Box<Action>),
    /// The client hung up.
    Gone,
}

impl Call<'_> {
    /// Waits until nothing more happens to the action.
    pub(super) async fn wait(&self, id: &str, at_most: Duration) -> Result<Waited, Problem> {
        self.wait_until(Action::is_over, id, at_most).await
    }

    /// Waits until somebody, or the policy, has said yes or no.
    pub(super) async fn wait_for_yes(
        &self,
        id: &str,
        at_most: Duration,
    ) -> Result<Waited, Problem> {
        self.wait_until(|action| action.state != "pending", id, at_most).await
    }

    async fn wait_until(
        &self,
        is_over: fn(&Action) -> bool,
        id: &str,
        at_most: Duration,
    ) -> Result<Waited, Problem> {
        let end = Instant::now() + at_most;
        let mut told = Progress::of(self);
        let mut asked = Instant::now();
        loop {
            told.tell(self).await;
            let left = end.saturating_duration_since(Instant::now());
            let stopping = self.state.stopping.is_cancelled();
            let step = if left.is_zero() || stopping { 0 } else { STEP };
            let looking = self.state.mission.followed_action(&self.caller.actor, id, step);
            let action = tokio::select! {
                action = looking => Box::new(action?),
                () = self.context.ct.cancelled() => return Ok(Waited::Gone),
            };
            if asked.elapsed() >= KEY || is_over(&action) {
                asked = Instant::now();
                self.still_accepted().await?;
            }
            if is_over(&action) {
                return Ok(Waited::Over(action));
            }
            if step == 0 {
                return Ok(Waited::NotYet(action));
            }
        }
    }

    /// A key that was revoked meanwhile learns nothing more.
    pub(super) async fn still_accepted(&self) -> Result<(), Problem> {
        if self.caller.key.now(&self.state.mission).await {
            return Ok(());
        }
        Err(Refusal::Unauthenticated.into())
    }
}

/// What a client hears that asked for it.
struct Progress {
    token: Option<ProgressToken>,
    next: Instant,
    count: u32,
}

impl Progress {
    fn of(call: &Call<'_>) -> Self {
        let token = call.context.meta.get_progress_token();
        Self { token, next: Instant::now(), count: 0 }
    }

    async fn tell(&mut self, call: &Call<'_>) {
        let Some(token) = &self.token else { return };
        if Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + PROGRESS;
        self.count += 1;
        let token: NumberOrString = token.0.clone();
        let said = ProgressNotificationParam::new(ProgressToken(token), f64::from(self.count))
            .with_message("Waiting for a person to decide.");
        // Whoever hung up hears nothing; the wait notices by itself.
        let _ = call.context.peer.notify_progress(said).await;
    }
}
