//! Does this need a human? The global mode for results, and the rules for agents' actions.

mod aliases;
mod judge;
mod pattern;
mod readers;
mod rules;

pub use aliases::cmdlet;
pub use judge::{Case, Judgement};
pub use pattern::{CommandPattern, Fit};
pub use rules::{Level, Policy, Preset, Rule};

use crate::{Timestamp, Version};

/// What an administrator can set for the whole workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Task Approval Mode: when on, every finished task waits in Review. On at first start.
    pub task_approval_mode: bool,
    /// Whether somebody else has to approve what a person, or an agent of theirs, asked for. Off at first start, since the
    /// first person is alone.
    pub second_person: bool,
    /// After how many minutes people are told again that something waits; 0 is never.
    pub remind_after: u32,
    /// How many minutes people have to decide what says nothing else; 0 is as long as they like.
    pub decide_within: u32,
    /// Raised by every write.
    pub version: Version,
}

/// When a request is to be decided, and when people are told again that it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Until when somebody may decide.
    pub decide_by: Option<Timestamp>,
    /// When people are told again.
    pub remind_at: Option<Timestamp>,
}

/// When three quarters of the time to decide are over (rule R6).
pub fn nearly(asked_at: Timestamp, end: Timestamp) -> Timestamp {
    Timestamp(asked_at.0 + (end.0 - asked_at.0) / 4 * 3)
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            task_approval_mode: true,
            second_person: false,
            remind_after: 60,
            decide_within: 0,
            version: Version::FIRST,
        }
    }
}

impl Settings {
    /// The times of a request that is made now. `own` is how many seconds it gives people by itself.
    pub fn times(&self, asked_at: Timestamp, own: Option<u32>) -> Times {
        let minutes = |number: u32| (number > 0).then(|| i64::from(number) * 60);
        let within = own.map(i64::from).or(minutes(self.decide_within));
        let decide_by = within.map(|seconds| asked_at.plus_seconds(seconds));
        let waited = minutes(self.remind_after).map(|seconds| asked_at.plus_seconds(seconds));
        let soon = decide_by.map(|end| nearly(asked_at, end));
        let remind_at = [waited, soon].into_iter().flatten().min();
        Times { decide_by, remind_at }
    }

    /// Whether the result of a run that just finished waits for a person: the task's own flag, or the mode at this
    /// moment. The answer is stored with the task and does not change when the mode does (rule R4).
    pub fn holds_result(&self, requires_approval: bool) -> bool {
        requires_approval || self.task_approval_mode
    }
}
