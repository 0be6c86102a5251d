//! What is told about a run that ended.

use crate::{
    clock,
    execute::Executed,
    logs::Recorder,
    supervise::{Exit, Over, Stopped},
};
use domain::{
    action::Expected,
    change::FileChange,
    task::Branch,
    wire::{LogPiece, RunOutcome},
};

/// What is known of a run that ended.
pub(crate) struct Ended {
    pub(crate) outcome: RunOutcome,
    pub(crate) files: Vec<FileChange>,
    pub(crate) truncated: bool,
    /// What an agent had announced.
    pub(crate) expected: Option<Expected>,
    /// The branch that an agent's changes lie on.
    pub(crate) branch: Option<Branch>,
    pub(crate) logs: Vec<LogPiece>,
}

impl Ended {
    pub(crate) fn not_started(reason: String) -> Self {
        let outcome = RunOutcome::NotStarted { reason };
        let (files, logs) = (Vec::new(), Vec::new());
        Self { outcome, files, truncated: false, expected: None, branch: None, logs }
    }
}

/// How the run ended, as the server is told.
pub(crate) fn outcome(executed: Executed) -> RunOutcome {
    let over = match executed {
        Executed::NotStarted(reason) => return RunOutcome::NotStarted { reason },
        Executed::Lost => return RunOutcome::Lost,
        Executed::Over(over) => over,
    };
    match (over.stopped, over.exit) {
        (Some(Stopped::Ordered), _) => RunOutcome::Cancelled,
        (Some(Stopped::TimedOut), _) => RunOutcome::TimedOut,
        (Some(Stopped::RunnerGone), _) | (None, None) => RunOutcome::Lost,
        (None, Some(Exit::Code(exit_code))) => RunOutcome::Exited { exit_code },
        (None, Some(Exit::Signal(signal))) => RunOutcome::Killed { signal },
    }
}

/// What the reader of the log could not know otherwise.
pub(crate) fn remark(over: &Over, runner_stops: bool, recorder: &mut Recorder) {
    let mut say = |text: String| recorder.remark(&text, clock::now());
    match over.left_behind {
        0 => {}
        1 => say("The command left a process running; it was ended.".to_owned()),
        n => say(format!("The command left {n} processes running; they were ended.")),
    }
    if runner_stops && over.stopped == Some(Stopped::Ordered) {
        say("The runner on this desktop was stopped, and the command with it.".to_owned());
    }
    if !over.survivors.is_empty() {
        say(format!("These processes could not be ended: {:?}.", over.survivors));
    }
}
