//! What may happen: one step each, written so that a failing sequence reads as a story.

use crate::cast::Who;
use domain::{person::Role, policy::Preset, wire::RunOutcome};

/// Which of those that are there: the nth that fits, or the nth of all. Counted round, so that there always is one.
#[derive(Clone, Copy, Debug)]
pub enum Pick {
    /// Of those that the step makes sense for.
    Fit(u8),
    /// Of all, whatever state they are in.
    Any(u8),
}

/// Who works on a new task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command: the desktop's runner runs it.
    Command,
    /// A prompt for an agent with a key of its own.
    Outside(Who),
    /// A prompt for the agent that a runner starts.
    Inside,
}

/// A new task.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// Who works on it.
    pub kind: Kind,
    /// For which desktop.
    pub on: Who,
    /// A person is asked before it runs.
    pub ask_first: bool,
    /// A person is asked about its result.
    pub hold_result: bool,
    /// It is asked to run at once.
    pub run: bool,
    /// The task it waits for.
    pub after: Option<Pick>,
}

/// What an agent proposes. The number makes two of a kind differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Only reads.
    Read(u8),
    /// Changes a little.
    Touch(u8),
    /// Removes a tree.
    Remove(u8),
    /// Runs a file by its name: its desktop looks at the file first.
    File(u8),
}

impl Code {
    /// As it is proposed.
    pub fn script(self) -> String {
        match self {
            Self::Read(n) => format!("ls dir{n}"),
            Self::Touch(n) => format!("touch marker{n}"),
            Self::Remove(n) => format!("rm -rf /srv/old{n}"),
            Self::File(n) => format!("sh deploy{n}.sh"),
        }
    }
}

/// Which digest comes with an answer.
#[derive(Clone, Copy, Debug)]
pub enum Seen {
    /// The one that is shown.
    Shown,
    /// One of another approval.
    Other(u8),
    /// One of nothing at all.
    Wrong,
    /// None.
    Missing,
}

/// One thing that happens. Where nobody is named, it is whoever holds the work.
#[derive(Clone, Debug)]
pub enum Step {
    /// Makes a task.
    Create { who: Who, task: NewTask },
    /// Asks a task to run.
    Run { who: Who, task: Pick },
    /// Calls a task off.
    Cancel { who: Who, task: Pick },
    /// An outside agent says how its task went.
    Finish { who: Option<Who>, task: Pick, well: bool },
    /// An agent proposes an action.
    Propose { who: Option<Who>, task: Pick, code: Code, decide_within: Option<u32> },
    /// An agent changes its proposal.
    Revise { who: Option<Who>, action: Pick, code: Code },
    /// An agent takes its proposal back.
    Withdraw { who: Option<Who>, action: Pick },
    /// Somebody answers.
    Decide { who: Who, approval: Pick, yes: bool, seen: Seen },
    /// Somebody takes a yes back.
    Revoke { who: Who, approval: Pick },
    /// A runner asks for work; nobody named: that of a desktop for which there is some.
    Claim { who: Option<Who>, tasks: bool, actions: bool },
    /// A runner asks what to look at, and says what it found; nobody named: as with work.
    Look { who: Option<Who>, found: u8 },
    /// A runner shows that it lives.
    Heartbeat { who: Option<Who>, work: Pick },
    /// A runner says how its work ended; with the right lease or with that of other work.
    Report { who: Option<Who>, work: Pick, outcome: RunOutcome, own_lease: bool },
    /// Somebody looked at the machine.
    Close { who: Who, action: Pick, ran: bool },
    /// Somebody asks for the same action again.
    AskAgain { who: Who, action: Pick },
    /// Time passes; upkeep may be late.
    Wait { seconds: u32, sweep: bool },
    /// The server ends and starts on the same file.
    Restart,
    /// Somebody has another role, and an account again if it was disabled. No verb does it, so it is written as it would be.
    SetRole { whose: Who, role: Role },
    /// Somebody's account is switched off.
    Disable { who: Who, whose: Who },
    /// Task Approval Mode.
    SetMode { who: Who, on: bool },
    /// What agents may do without asking.
    SetPreset { who: Who, preset: Preset },
    /// Stops one agent, or everything.
    Stop { who: Who, agent: Option<&'static str> },
    /// Lets one agent, or everything, go on.
    Resume { who: Who, agent: Option<&'static str> },
    /// While the first is under way, at that question for the time or an id, the second happens whole.
    Meanwhile { first: Box<Step>, at: u8, then: Box<Step> },
}
