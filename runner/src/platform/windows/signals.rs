//! Ctrl-C on Windows, which reaches everything on a console by itself.

use crate::supervise::Exit;
use std::{
    ffi::OsStr,
    io,
    path::Path,
    process::{Command, ExitStatus},
};
use tokio::signal::windows::{CtrlC, ctrl_c};

/// What Ctrl-C is elsewhere.
const INTERRUPT: i32 = 2;

/// Ctrl-C, from the moment it is made.
pub struct Signals(CtrlC);

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        ctrl_c().map(Self)
    }

    /// Waits for the next. May be dropped and called again.
    pub async fn next(&mut self) -> i32 {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        INTERRUPT
    }
}

/// The console has told the command already.
pub const fn pass_on(_command: u32, _number: i32) {}

/// There is no softer way than to end it, which comes next.
pub const fn ask_to_end(_command: u32) {}

/// A command. It is always called by its file here.
pub fn called(program: &Path, _name: &OsStr) -> Command {
    Command::new(program)
}

/// How a process ended.
pub fn exit_of(status: ExitStatus) -> Exit {
    Exit::Code(status.code().unwrap_or(-1))
}

/// Nobody is told who started this process.
pub const fn parent() -> u32 {
    0
}
