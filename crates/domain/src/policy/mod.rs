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

use crate::Version;

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
    /// Raised by every write.
    pub version: Version,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            task_approval_mode: true,
            second_person: false,
            remind_after: 60,
            version: Version::FIRST,
        }
    }
}

impl Settings {
    /// Whether the result of a run that just finished waits for a person: the task's own flag, or the mode at this
    /// moment. The answer is stored with the task and does not change when the mode does (rule R4).
    pub fn holds_result(&self, requires_approval: bool) -> bool {
        requires_approval || self.task_approval_mode
    }
}
