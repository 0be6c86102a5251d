//! How long to wait before trying again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Doubles from a tenth of a second to five seconds. Each wait is drawn from its upper half, so that many runners do not
/// come back at the same moment.
#[derive(Debug)]
pub(crate) struct Backoff(Duration);

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self(FIRST)
    }

    /// It went well: the next wait is a short one again.
    pub(crate) fn reset(&mut self) {
        self.0 = FIRST;
    }

    /// Waits before the next try, at least as long as the server asked for.
    pub(crate) async fn wait(&mut self, asked: Option<Duration>) {
        let drawn = self.0.mul_f64(rand::random_range(0.5..=1.0));
        self.0 = (self.0 * 2).min(LONGEST);
        tokio::time::sleep(drawn.max(asked.unwrap_or_default())).await;
    }
}
