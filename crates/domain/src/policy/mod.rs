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

use crate::{Gate, Timestamp, Version, attention};

/// How many days what happened is kept where nobody says otherwise: a quarter, so that whoever writes a report of one can
/// still look. Who decided what stands with tasks and approvals and in the audit log, and is kept longer.
const KEEP_ACTIVITY: u32 = 90;

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
    /// How many minutes people have to decide, gate by gate.
    pub decide_within: DecideWithin,
    /// After how many days the texts of what is over are erased; 0 is never.
    pub keep_payloads: u32,
    /// After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
    pub keep_activity: u32,
    /// When somebody's attention is low, and what follows.
    pub attention: attention::Rule,
    /// Raised by every write.
    pub version: Version,
}

/// How many minutes people have to decide at each gate; 0 is as long as they like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecideWithin {
    /// Before a task runs.
    pub before_run: u32,
    /// About an action of an agent.
    pub action: u32,
    /// About the result of a run.
    pub result: u32,
}

impl DecideWithin {
    /// The same at every gate.
    pub const fn all(minutes: u32) -> Self {
        Self { before_run: minutes, action: minutes, result: minutes }
    }

    /// How many minutes at this gate.
    pub const fn at(self, gate: Gate) -> u32 {
        match gate {
            Gate::BeforeRun => self.before_run,
            Gate::Action => self.action,
            Gate::AfterRun => self.result,
        }
    }
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
            decide_within: DecideWithin::default(),
            keep_payloads: 0,
            keep_activity: KEEP_ACTIVITY,
            attention: attention::Rule::default(),
            version: Version::FIRST,
        }
    }
}

impl Settings {
    /// The times of a request that is made at this gate now. `limits` are the seconds that the request itself and the
    /// rules about it give people. The shortest that applies counts, so nobody who asks gets longer than is set.
    pub fn times(&self, gate: Gate, asked_at: Timestamp, limits: &[Option<u32>]) -> Times {
        let minutes = |number: u32| (number > 0).then(|| i64::from(number) * 60);
        let limits = limits.iter().flatten().copied().map(i64::from);
        let within = limits.chain(minutes(self.decide_within.at(gate))).min();
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
