//! Processes on unix. On Linux the supervisor is a subreaper: orphans come back to it, so no descendant can slip away by
//! `setsid` or a double fork. Other unixes have no such thing; there only the leader's process group is reached.

mod files;
mod programs;
mod signals;

pub use files::{
    Signature, from_bytes, is_executable, is_private, new_private_file, plain, private_dir,
    read_at_most, readable, sync_dir, to_bytes, write_script,
};
pub use programs::{INHERITED, PATH, SHELLS, interpreter, look_up};
pub use signals::{Signals, ask_to_end, called, exit_of, parent, pass_on};

#[cfg(target_os = "linux")]
use super::linux as reach;
use super::{NextEnd, Nudge};
use crate::supervise::{Exit, Job};
use rustix::process::{Pid, Signal, WaitOptions};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT};
use std::{
    io,
    os::{
        fd::{AsFd as _, OwnedFd},
        unix::{net::UnixStream, process::CommandExt as _},
    },
    process::{ChildStdin, Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
};
use tokio::{
    net::unix::{OwnedReadHalf, OwnedWriteHalf},
    process::Child,
};

/// The runner's end of the channel to one supervisor: one socket for both ways. When one side is gone the other reads its
/// end.
pub struct RunnerEnd(UnixStream);

/// Where the runner writes its orders.
pub type Orders = OwnedWriteHalf;

impl RunnerEnd {
    /// Both halves, once the supervisor was started.
    #[expect(clippy::unused_async, reason = "other platforms wait here")]
    pub async fn open(self, _supervisor: &mut Child) -> io::Result<(OwnedReadHalf, Orders)> {
        self.0.set_nonblocking(true)?;
        Ok(tokio::net::UnixStream::from_std(self.0)?.into_split())
    }
}

/// Makes a channel; the command that starts the supervisor takes its end along as standard input.
pub fn link(supervisor: &mut tokio::process::Command) -> io::Result<RunnerEnd> {
    let (ours, theirs) = UnixStream::pair()?;
    supervisor.stdin(Stdio::from(OwnedFd::from(theirs)));
    Ok(RunnerEnd(ours))
}

/// The supervisor's end: where orders come from, and where reports go.
pub struct SupervisorEnd {
    /// The runner's orders.
    pub orders: UnixStream,
    /// For the runner.
    pub reports: UnixStream,
}

/// The supervisor's end of its channel.
pub fn link_to_runner() -> io::Result<SupervisorEnd> {
    let orders = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    Ok(SupervisorEnd { reports: orders.try_clone()?, orders })
}

/// Leaves the terminal and takes in orphans from now on. Must run before the leader starts.
pub fn enter_supervision() -> io::Result<()> {
    hear_what_was_ignored()?;
    // It fails only for a process that already leads its group, which then has no terminal of ours either.
    let _ = rustix::process::setsid();
    #[cfg(target_os = "linux")]
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;
    Ok(())
}

/// A program started in the background of a script, or under `nohup`, ignores these signals, and so would everything it
/// starts: Ctrl-C and a cancel would do nothing. What is handled here is the default again after `exec` (signal(7)).
fn hear_what_was_ignored() -> io::Result<()> {
    let nobody_reads_it = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGQUIT, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&nobody_reads_it))?;
    }
    Ok(())
}

/// Starts the job's command as the leader of its own process group, with nothing inherited but standard
/// output and standard error, and with a pipe to its input where the job has one.
pub fn start_leader(job: &Job) -> io::Result<(Tree, NextEnd, Option<ChildStdin>)> {
    let mut child = Command::new(&job.program)
        .arg0(job.name.as_ref().unwrap_or(&job.program))
        .args(&job.args)
        .current_dir(&job.cwd)
        .env_clear()
        .envs(job.env.iter().map(|(name, value)| (name, value)))
        .stdin(if job.input { Stdio::piped() } else { Stdio::null() })
        .process_group(0)
        .spawn()?;
    let input = child.stdin.take();
    Ok((Tree { leader: Pid::from_child(&child) }, Box::new(next_reaped), input))
}

/// Waits for the next child, taken-in orphans included. `None` once there is no child left, and none can come.
fn next_reaped() -> Option<(u32, Exit)> {
    loop {
        match rustix::process::wait(WaitOptions::empty()) {
            Ok(Some((pid, status))) => {
                let exit = match (status.exit_status(), status.terminating_signal()) {
                    (Some(code), _) => Exit::Code(code),
                    (None, Some(signal)) => Exit::Signal(signal),
                    (None, None) => continue,
                };
                return Some((pid.as_raw_nonzero().get().unsigned_abs(), exit));
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return None,
        }
    }
}

pub(super) const fn signal(nudge: Nudge) -> Signal {
    match nudge {
        Nudge::Interrupt => Signal::INT,
        Nudge::Terminate => Signal::TERM,
        Nudge::Kill => Signal::KILL,
    }
}

/// The leader and everything that came from it.
#[derive(Debug)]
pub struct Tree {
    leader: Pid,
}

impl Tree {
    /// The leader's process id.
    pub fn leader(&self) -> u32 {
        self.leader.as_raw_nonzero().get().unsigned_abs()
    }

    /// Signals every process of the tree and says which they were. To be called by the supervisor only.
    pub fn signal(&self, nudge: Nudge) -> Vec<u32> {
        reach::signal_tree(self.leader, nudge)
    }
}

/// Kills every process of this account whose environment holds `name=value`, and says how many: the last resort when a
/// supervisor was itself killed and could not sweep its tree.
pub fn kill_marked(name: &str, value: &str) -> usize {
    reach::kill_marked(&format!("{name}={value}"))
}

/// The machine's own name.
pub fn hostname() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// The account this process runs as, and its home directory: from the account database, else from the environment.
pub fn account() -> (String, String) {
    let uid = rustix::process::getuid().as_raw().to_string();
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = known.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    line.into_iter()
        .find(|fields| fields.len() > 5 && fields[2] == uid)
        .map_or_else(|| (of("USER"), of("HOME")), |f| (f[0].to_owned(), f[5].to_owned()))
}

/// What can be reached without a subreaper: the leader's group, and nothing by its mark.
#[cfg(not(target_os = "linux"))]
mod reach {
    use super::{Nudge, Pid, signal};

    pub(super) fn signal_tree(leader: Pid, nudge: Nudge) -> Vec<u32> {
        match rustix::process::kill_process_group(leader, signal(nudge)) {
            Ok(()) => vec![leader.as_raw_nonzero().get().unsigned_abs()],
            Err(_) => Vec::new(),
        }
    }

    pub(super) const fn kill_marked(_mark: &str) -> usize {
        0
    }
}
