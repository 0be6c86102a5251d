//! Signals for whoever stands between a terminal and a command.

use crate::supervise::Exit;
use rustix::process::{Pid, Signal};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
use std::{
    ffi::OsStr,
    future::poll_fn,
    io,
    os::unix::process::{CommandExt as _, ExitStatusExt as _},
    path::Path,
    process::{Command, ExitStatus},
    task::Poll,
};
use tokio::signal::unix::{SignalKind, signal};

/// The signals that would end this process, from the moment it is made. What was ignored at the start stays ignored, here
/// and for whatever is started: `nohup` holds.
pub struct Signals(Vec<(i32, tokio::signal::unix::Signal)>);

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        let ignored = ignored();
        let heard = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2];
        let heard = heard.into_iter().filter(|number| ignored & (1 << (number - 1)) == 0);
        let listen = |number| Ok((number, signal(SignalKind::from_raw(number))?));
        heard.map(listen).collect::<io::Result<_>>().map(Self)
    }

    /// The number of the next one. May be dropped and called again.
    pub async fn next(&mut self) -> i32 {
        poll_fn(|context| {
            for (number, stream) in &mut self.0 {
                if stream.poll_recv(context).is_ready() {
                    return Poll::Ready(*number);
                }
            }
            Poll::Pending
        })
        .await
    }
}

/// Which signals this process was started to ignore, one bit each; none where that cannot be read.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// Gives a signal to the command. What a terminal sent, it has sent to the command too.
pub fn pass_on(command: u32, number: i32) {
    if matches!(number, SIGINT | SIGQUIT) && in_front() {
        return;
    }
    if let Some(signal) = Signal::from_named_raw(number) {
        send(command, signal);
    }
}

/// Asks the command to end.
pub fn ask_to_end(command: u32) {
    send(command, Signal::TERM);
}

fn send(command: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(command).ok().and_then(Pid::from_raw) {
        // It fails only for one that is over.
        let _ = rustix::process::kill_process(pid, signal);
    }
}

/// Whether a terminal sends its signals to this process's group.
fn in_front() -> bool {
    let Ok(terminal) = std::fs::File::open("/dev/tty") else { return false };
    rustix::termios::tcgetpgrp(terminal).is_ok_and(|front| front == rustix::process::getpgrp())
}

/// A command that is called by a name of its own.
pub fn called(program: &Path, name: &OsStr) -> Command {
    let mut command = Command::new(program);
    command.arg0(name);
    command
}

/// How a process ended.
pub fn exit_of(status: ExitStatus) -> Exit {
    match (status.code(), status.signal()) {
        (Some(code), _) => Exit::Code(code),
        (None, signal) => Exit::Signal(signal.unwrap_or_default()),
    }
}

/// Who started this process.
pub fn parent() -> u32 {
    std::os::unix::process::parent_id()
}
