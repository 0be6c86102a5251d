//! Which step comes next for a tree, and when. Pure: it is told what happened and the time, and answers what to send.

use super::{DRAIN, Exit, Patience, Stopped};
use crate::platform::Nudge;
use std::time::{Duration, Instant};

/// How long what was left behind has between SIGTERM and SIGKILL.
const LEFT_BEHIND: Duration = Duration::from_secs(1);
/// How long SIGKILL is repeated before the survivors are reported.
const GIVE_UP: Duration = Duration::from_secs(30);
/// Between two sweeps with SIGKILL: short, since each finds what was forked since the last.
const SWEEP: Duration = Duration::from_millis(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It runs; its time may be limited.
    Running,
    /// The leader is gone by itself; the rest may finish writing.
    Draining,
    /// SIGINT was sent.
    Interrupted,
    /// SIGTERM was sent.
    Terminated,
    /// SIGKILL is sent again and again.
    Killing { since: Instant },
}

/// Where one tree stands.
pub(super) struct Ladder {
    step: Step,
    /// When the next step is due.
    due: Option<Instant>,
    patience: Patience,
    /// How the leader ended.
    pub(super) exit: Option<Exit>,
    /// Why the tree is being ended, if it is.
    pub(super) stopped: Option<Stopped>,
}

impl Ladder {
    pub(super) fn new(now: Instant, limit: Option<Duration>, patience: Patience) -> Self {
        let due = limit.and_then(|limit| now.checked_add(limit));
        Self { step: Step::Running, due, patience, exit: None, stopped: None }
    }

    /// How long until [`Self::due`] has something to do; `None` means never.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(now))
    }

    /// Whether the tree is over but for what it left behind.
    pub(super) fn draining(&self) -> bool {
        self.step == Step::Draining
    }

    /// Whether SIGKILL did not help for so long that the runner should hear of it.
    pub(super) fn hopeless(&self, now: Instant) -> bool {
        matches!(self.step, Step::Killing { since } if now.duration_since(since) >= GIVE_UP)
    }

    /// The tree is to be ended. Once it is being ended, a second call can only hasten it.
    pub(super) fn stop(&mut self, now: Instant, why: Stopped, patience: Patience) -> Option<Nudge> {
        match self.step {
            Step::Running => {
                self.stopped = Some(why);
                self.patience = patience;
                if patience.interrupt_ms == 0 {
                    return Some(self.terminate(now));
                }
                self.step = Step::Interrupted;
                self.due = Some(now + Duration::from_millis(patience.interrupt_ms));
                Some(Nudge::Interrupt)
            }
            Step::Draining => Some(self.terminate(now)),
            Step::Interrupted | Step::Terminated => {
                let ms = match self.step {
                    Step::Interrupted => patience.interrupt_ms,
                    _ => patience.terminate_ms,
                };
                let sooner = now + Duration::from_millis(ms);
                self.due = self.due.map(|due| due.min(sooner));
                self.patience.terminate_ms = self.patience.terminate_ms.min(patience.terminate_ms);
                None
            }
            Step::Killing { .. } => None,
        }
    }

    /// The leader ended. What is left of an interrupted tree gets SIGTERM at once.
    pub(super) fn leader_over(&mut self, now: Instant, exit: Exit) -> Option<Nudge> {
        self.exit = Some(exit);
        match self.step {
            Step::Running => {
                self.step = Step::Draining;
                self.due = Some(now + DRAIN);
                None
            }
            Step::Interrupted => Some(self.terminate(now)),
            _ => None,
        }
    }

    /// The time of [`Self::wait`] has passed.
    pub(super) fn due(&mut self, now: Instant) -> Option<Nudge> {
        if self.due.is_none_or(|due| now < due) {
            return None;
        }
        match self.step {
            Step::Running => self.stop(now, Stopped::TimedOut, self.patience),
            Step::Draining | Step::Interrupted => Some(self.terminate(now)),
            Step::Terminated | Step::Killing { .. } => {
                let since = match self.step {
                    Step::Killing { since } => since,
                    _ => now,
                };
                self.step = Step::Killing { since };
                self.due = Some(now + if self.hopeless(now) { DRAIN } else { SWEEP });
                Some(Nudge::Kill)
            }
        }
    }

    fn terminate(&mut self, now: Instant) -> Nudge {
        let patience = match self.step {
            Step::Draining => LEFT_BEHIND,
            _ => Duration::from_millis(self.patience.terminate_ms),
        };
        self.step = Step::Terminated;
        self.due = Some(now + patience);
        Nudge::Terminate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OK: Exit = Exit::Code(0);

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn a_stopped_tree_climbs_to_sigkill_and_stays_there() {
        let t = Instant::now();
        let mut ladder = Ladder::new(t, None, Patience::USUAL);
        assert_eq!(ladder.wait(t), None);
        assert_eq!(ladder.stop(t, Stopped::Ordered, Patience::USUAL), Some(Nudge::Interrupt));
        assert_eq!(ladder.due(t + secs(1)), None);
        assert_eq!(ladder.due(t + secs(2)), Some(Nudge::Terminate));
        assert_eq!(ladder.due(t + secs(6)), None);
        assert_eq!(ladder.due(t + secs(7)), Some(Nudge::Kill));
        assert_eq!(ladder.due(t + secs(8)), Some(Nudge::Kill));
        assert!(!ladder.hopeless(t + secs(36)) && ladder.hopeless(t + secs(37)));
        assert_eq!(ladder.stopped, Some(Stopped::Ordered));
    }

    #[test]
    fn a_timeout_is_the_same_climb_under_its_own_name() {
        let t = Instant::now();
        let mut ladder = Ladder::new(t, Some(secs(3)), Patience::USUAL);
        assert_eq!(ladder.due(t + secs(2)), None);
        assert_eq!(ladder.due(t + secs(3)), Some(Nudge::Interrupt));
        assert_eq!(ladder.leader_over(t + secs(4), OK), Some(Nudge::Terminate));
        assert_eq!(ladder.stopped, Some(Stopped::TimedOut));
    }

    #[test]
    fn a_tree_that_ended_by_itself_was_not_stopped_even_if_told_to_while_draining() {
        let t = Instant::now();
        let mut ladder = Ladder::new(t, Some(secs(3)), Patience::USUAL);
        assert_eq!(ladder.leader_over(t, OK), None);
        assert_eq!(ladder.wait(t), Some(DRAIN));
        assert_eq!(ladder.stop(t, Stopped::Ordered, Patience::USUAL), Some(Nudge::Terminate));
        assert_eq!((ladder.stopped, ladder.exit), (None, Some(OK)));
        assert_eq!(ladder.due(t + LEFT_BEHIND), Some(Nudge::Kill));
    }

    #[test]
    fn a_second_order_only_hastens() {
        let t = Instant::now();
        let mut ladder = Ladder::new(t, None, Patience::USUAL);
        ladder.stop(t, Stopped::Ordered, Patience::SHORT);
        ladder.stop(t, Stopped::RunnerGone, Patience::USUAL);
        assert_eq!(ladder.wait(t), Some(secs(1)));
        ladder.stop(t, Stopped::RunnerGone, Patience::NONE);
        assert_eq!(ladder.due(t), Some(Nudge::Terminate));
        assert_eq!(ladder.wait(t), Some(secs(1)));
        assert_eq!(ladder.stopped, Some(Stopped::Ordered));
    }
}
