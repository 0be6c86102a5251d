//! Starts what was taken: with this terminal, and as somebody who passes signals on.

use super::{
    Ending,
    command::Ready,
    ending::by_signal,
    tail::{Tail, pump},
};
use crate::{
    platform::{self, Signals},
    supervise::Exit,
};
use std::{
    io::IsTerminal as _,
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::process::{Child, Command};

/// How long a command whose time is up has, before it is ended the hard way.
const GRACE: Duration = Duration::from_secs(10);
/// How long what the command left behind may keep writing.
const DRAIN: Duration = Duration::from_millis(500);

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With an exit code.
    Code(i32),
    /// By a signal.
    Signal(i32),
    /// It took too long.
    TimedOut,
    /// It could not be started.
    NotStarted {
        why: String,
        /// Whether there is such a program.
        found: bool,
    },
}

/// A run.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) end: End,
    /// The end of what it printed, when that is told.
    pub(super) output: Option<String>,
}

impl End {
    pub(super) fn ending(&self) -> Ending {
        match self {
            Self::Code(code) => Ending::Ran(u8::try_from(*code).unwrap_or(u8::MAX)),
            Self::Signal(signal) => Ending::Ran(by_signal(*signal)),
            // As timeout(1) has it.
            Self::TimedOut => Ending::Ran(124),
            Self::NotStarted { why, found } => {
                Ending::NotStarted(why.clone(), if *found { 126 } else { 127 })
            }
        }
    }

    /// For the task that was made for it.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Code(code) => format!("It ran, and ended with exit code {code}."),
            Self::Signal(signal) => format!("It ran, and signal {signal} ended it."),
            Self::TimedOut => "It ran longer than it may, and was ended.".to_owned(),
            Self::NotStarted { why, .. } => format!("It could not be started: {why}"),
        }
    }
}

/// Runs it to its end. Signals that come meanwhile go to it.
pub(super) async fn run(
    ready: &Ready,
    dir: &Path,
    limit: Duration,
    tail: bool,
    signals: &mut Signals,
) -> Ran {
    let mut command = Command::from(platform::called(&ready.program, &ready.name));
    command.args(&ready.args).current_dir(dir);
    if tail && !std::io::stdout().is_terminal() {
        command.stdout(Stdio::piped());
    }
    if tail && !std::io::stderr().is_terminal() {
        command.stderr(Stdio::piped());
    }
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let found = error.kind() != std::io::ErrorKind::NotFound;
            let why = format!("{} cannot be started: {error}", ready.program.display());
            return Ran { end: End::NotStarted { why, found }, output: None };
        }
    };
    let kept = Tail::default();
    let out =
        child.stdout.take().map(|out| tokio::spawn(pump(out, tokio::io::stdout(), kept.clone())));
    let err =
        child.stderr.take().map(|err| tokio::spawn(pump(err, tokio::io::stderr(), kept.clone())));
    let end = until_over(&mut child, limit, signals).await;
    for pumping in [out, err].into_iter().flatten() {
        let stop = pumping.abort_handle();
        if tokio::time::timeout(DRAIN, pumping).await.is_err() {
            stop.abort();
        }
    }
    Ran { end, output: tail.then(|| kept.text()) }
}

async fn until_over(child: &mut Child, limit: Duration, signals: &mut Signals) -> End {
    let mut late = false;
    let mut due = tokio::time::Instant::now() + limit;
    loop {
        tokio::select! {
            status = child.wait() => return match status {
                Ok(_) if late => End::TimedOut,
                Ok(status) => of(status),
                Err(error) => End::NotStarted { why: format!("its end is not known: {error}"), found: true },
            },
            signal = signals.next() => {
                if let Some(pid) = child.id() {
                    platform::pass_on(pid, signal);
                }
            }
            () = tokio::time::sleep_until(due) => {
                match child.id() {
                    Some(pid) if !late => platform::ask_to_end(pid),
                    _ => {
                        // It fails only for one that is over.
                        let _ = child.start_kill();
                    }
                }
                late = true;
                due = tokio::time::Instant::now() + GRACE;
            }
        }
    }
}

fn of(status: ExitStatus) -> End {
    match platform::exit_of(status) {
        Exit::Code(code) => End::Code(code),
        Exit::Signal(signal) => End::Signal(signal),
    }
}
