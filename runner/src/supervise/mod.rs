//! One supervisor process for each run, so that a run's whole process tree can be ended, and ends when the runner does.
//!
//! The supervisor is this same program, started again with a hidden subcommand. It speaks one JSON line at a time over
//! a channel of its own: first the [`Job`], then [`Order`]s come in and [`Report`]s go out.
//! Its standard output and standard error are the command's own, so output never passes through it. Input does, where a
//! command is spoken to.
//!
//! A run is over when its leader exits. What the leader left behind has [`DRAIN`] to finish writing and is then ended.

mod handle;
mod ladder;
mod process;

pub use handle::{Launcher, Start, Supervised};
pub use process::supervise_main;

use serde::{Deserialize, Serialize};
use std::{ffi::OsString, time::Duration};

/// How long what a leader left behind may keep writing after the leader's exit.
pub const DRAIN: Duration = Duration::from_millis(500);

/// What a supervisor runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The program, by absolute path.
    pub program: OsString,
    /// What it is called by when that is not its path.
    #[serde(default)]
    pub name: Option<OsString>,
    /// Its arguments, each as it is: no shell reads them.
    pub args: Vec<OsString>,
    /// Where it runs.
    pub cwd: OsString,
    /// Its whole environment.
    pub env: Vec<(OsString, OsString)>,
    /// How long it may take by the wall clock, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// How it is ended when the time is up.
    pub patience: Patience,
    /// Whether it reads what [`Order::Input`] brings. Otherwise it has no input at all.
    #[serde(default)]
    pub input: bool,
}

/// How long a tree is given at each step before the next, harder one: SIGINT, SIGTERM, SIGKILL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// From SIGINT to SIGTERM, in milliseconds.
    pub interrupt_ms: u64,
    /// From SIGTERM to SIGKILL, in milliseconds.
    pub terminate_ms: u64,
}

impl Patience {
    /// For a cancel and a timeout.
    pub const USUAL: Self = Self { interrupt_ms: 2_000, terminate_ms: 5_000 };
    /// For a runner that has to be gone within five seconds.
    pub const SHORT: Self = Self { interrupt_ms: 1_000, terminate_ms: 2_000 };
    /// For a run nobody may watch any more: SIGTERM at once, SIGKILL after a second.
    pub const NONE: Self = Self { interrupt_ms: 0, terminate_ms: 1_000 };
}

/// What a runner tells a supervisor after the job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Order {
    /// End the tree. A second order can only hasten the first.
    Stop(Patience),
    /// For the leader's standard input, if the job has one.
    Input(String),
}

/// What a supervisor tells its runner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Report {
    /// The command runs; this is its leader's process id.
    Started(u32),
    /// The command could not be started, and why.
    NotStarted(String),
    /// Nothing of the run is left, or what is left does not die.
    Over(Over),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    /// How the leader ended; `None` only if even SIGKILL did not end it.
    pub exit: Option<Exit>,
    /// Why the tree was ended, if it did not end by itself.
    pub stopped: Option<Stopped>,
    /// How many processes outlived the leader and were ended.
    pub left_behind: usize,
    /// Processes that SIGKILL has not ended yet, for example because a disk does not answer.
    pub survivors: Vec<u32>,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exit {
    /// It exited with this code.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
}

/// Why a tree was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stopped {
    /// The runner said so.
    Ordered,
    /// It took too long.
    TimedOut,
    /// The runner is gone.
    RunnerGone,
}
