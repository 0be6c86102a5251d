//! Processes on Windows. A run lives in two job objects, one in the other. The outer one holds the supervisor too and is
//! closed by the system when the supervisor is gone, however it went: nothing of the run outlives it. The inner one holds
//! the command, and closing it ends the command's tree. There is no softer way that reaches a program without a window
//! or a console of its own, so every nudge ends the tree.

mod files;
mod programs;
mod signals;

pub use files::{
    Signature, from_bytes, is_executable, is_private, new_private_file, plain, private_dir,
    read_at_most, readable, sync_dir, to_bytes, write_script,
};
pub use programs::{INHERITED, PATH, SHELLS, interpreter, look_up};
pub use signals::{Signals, ask_to_end, called, exit_of, parent, pass_on};

use super::{NextEnd, Nudge};
use crate::supervise::{Exit, Job};
use std::{
    fs::{File, OpenOptions},
    io::{self, Stdin},
    os::windows::{io::AsRawHandle as _, process::CommandExt as _},
    process::{ChildStdin as StdChildStdin, Command, Stdio},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    thread,
    time::Duration,
};
use tokio::{
    net::windows::named_pipe::{NamedPipeServer, ServerOptions},
    process::{Child, ChildStdin},
};
use win32job::ExtendedLimitInfo;

/// `CREATE_NO_WINDOW`: a command has no console to show.
const NO_WINDOW: u32 = 0x0800_0000;
/// How often the tree is counted once its leader is gone.
const COUNT: Duration = Duration::from_millis(20);
/// How the supervisor is told where to report.
const REPORTS: &str = "MISSION_CONTROL_REPORTS";

/// The runner's end of the channel to one supervisor. Orders go to its standard input. Reports come over a pipe of their
/// own, since one handle cannot be read and written at the same time here.
pub struct RunnerEnd(NamedPipeServer);

/// Where the runner writes its orders.
pub type Orders = ChildStdin;

impl RunnerEnd {
    /// Both halves, once the supervisor was started.
    pub async fn open(self, supervisor: &mut Child) -> io::Result<(NamedPipeServer, Orders)> {
        let orders = supervisor.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        tokio::select! {
            there = self.0.connect() => there?,
            _ = supervisor.wait() => return Err(io::ErrorKind::BrokenPipe.into()),
        }
        Ok((self.0, orders))
    }
}

/// Makes a channel; the command that starts the supervisor takes its end along. Nobody else can guess the pipe's name, and
/// other accounts and machines may not write to it.
pub fn link(supervisor: &mut tokio::process::Command) -> io::Result<RunnerEnd> {
    let name = format!(r"\\.\pipe\mission-control-{:032x}", rand::random::<u128>());
    let pipe = ServerOptions::new()
        .first_pipe_instance(true)
        .max_instances(1)
        .access_outbound(false)
        .reject_remote_clients(true)
        .create(&name)?;
    supervisor.stdin(Stdio::piped()).env(REPORTS, name).creation_flags(NO_WINDOW);
    Ok(RunnerEnd(pipe))
}

/// The supervisor's end: where orders come from, and where reports go.
pub struct SupervisorEnd {
    /// The runner's orders.
    pub orders: Stdin,
    /// For the runner.
    pub reports: File,
}

/// The supervisor's end of its channel.
pub fn link_to_runner() -> io::Result<SupervisorEnd> {
    let pipe = std::env::var_os(REPORTS).ok_or(io::ErrorKind::NotFound)?;
    Ok(SupervisorEnd { orders: io::stdin(), reports: OpenOptions::new().write(true).open(pipe)? })
}

/// From now on whatever this process starts ends with it. Must run before the leader starts.
pub fn enter_supervision() -> io::Result<()> {
    /// Never closed by us: the system does it when this process is gone.
    static OUTER: OnceLock<win32job::Job> = OnceLock::new();
    let outer = job_object()?;
    outer.assign_current_process().map_err(io::Error::other)?;
    let _ = OUTER.set(outer);
    Ok(())
}

/// A job object whose processes end when its last handle is closed.
fn job_object() -> io::Result<win32job::Job> {
    let mut limits = ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    win32job::Job::create_with_limit_info(&limits).map_err(io::Error::other)
}

/// Starts the job's command, with nothing inherited but standard output and standard error, and with a pipe to its input
/// where the job has one. What it starts before it is in the inner job object is in the outer one, and ends with the
/// supervisor.
pub fn start_leader(job: &Job) -> io::Result<(Tree, NextEnd, Option<StdChildStdin>)> {
    let inner = job_object()?;
    let mut child = Command::new(&job.program)
        .args(&job.args)
        .current_dir(&job.cwd)
        .env_clear()
        .envs(job.env.iter().map(|(name, value)| (name, value)))
        .stdin(if job.input { Stdio::piped() } else { Stdio::null() })
        .creation_flags(NO_WINDOW)
        .spawn()?;
    if let Err(error) = inner.assign_process(child.as_raw_handle() as isize) {
        // One that has already ended cannot be assigned any more, and need not be.
        if child.try_wait()?.is_none() {
            child.kill()?;
            return Err(io::Error::other(error));
        }
    }
    let (leader, inner) = (child.id(), Arc::new(Mutex::new(Some(inner))));
    let tree = Tree { leader, inner: Arc::clone(&inner) };
    let input = child.stdin.take();
    let mut leader = Some(child);
    Ok((tree, Box::new(move || reap(&mut leader, &inner)), input))
}

type Inner = Arc<Mutex<Option<win32job::Job>>>;

/// Who is in the job object now; nobody once it was closed.
fn members(inner: Option<&win32job::Job>) -> Vec<u32> {
    let pids = inner.and_then(|job| job.query_process_id_list().ok()).unwrap_or_default();
    pids.into_iter().filter_map(|pid| u32::try_from(pid).ok()).collect()
}

/// The leader and everything that came from it.
pub struct Tree {
    leader: u32,
    inner: Inner,
}

impl Tree {
    /// The leader's process id.
    pub fn leader(&self) -> u32 {
        self.leader
    }

    /// Ends every process of the tree and says which they were.
    pub fn signal(&self, _nudge: Nudge) -> Vec<u32> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner).take();
        members(inner.as_ref())
    }
}

fn reap(leader: &mut Option<std::process::Child>, inner: &Inner) -> Option<(u32, Exit)> {
    if let Some(mut leader) = leader.take() {
        let code = leader.wait().ok().and_then(|status| status.code());
        return Some((leader.id(), Exit::Code(code.unwrap_or(-1))));
    }
    loop {
        let inner = inner.lock().unwrap_or_else(PoisonError::into_inner);
        if members(inner.as_ref()).is_empty() {
            return None;
        }
        drop(inner);
        thread::sleep(COUNT);
    }
}

/// Nothing is left to be found: what a supervisor held ended with it.
pub const fn kill_marked(_name: &str, _value: &str) -> usize {
    0
}

/// The machine's own name.
pub fn hostname() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// The account this process runs as, and its home directory.
pub fn account() -> (String, String) {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    (of("USERNAME"), of("USERPROFILE"))
}
