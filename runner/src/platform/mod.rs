//! What differs between operating systems. Everything that names one lives in this folder. Each platform offers the same
//! names: processes, files, and where programs are.

#[cfg(not(any(unix, windows)))]
compile_error!("the runner holds a whole process tree, and knows how only on unix and on Windows");

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as here;
#[cfg(windows)]
use windows as here;

use crate::supervise::Exit;

pub use here::{
    INHERITED, Orders, PATH, SHELLS, Signals, Signature, SupervisorEnd, Tree, account, ask_to_end,
    called, enter_supervision, exit_of, from_bytes, hostname, interpreter, is_executable,
    is_private, kill_marked, link, link_to_runner, look_up, new_private_file, parent, pass_on,
    plain, private_dir, read_at_most, readable, start_leader, sync_dir, to_bytes, write_script,
};

/// How hard a tree is asked to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// As Ctrl-C does.
    Interrupt,
    /// Please end.
    Terminate,
    /// Ended by the kernel, without a chance to clean up.
    Kill,
}

/// Waits for the next process of a tree to end, of which the leader is surely heard; `None` once nothing of it is left.
pub type NextEnd = Box<dyn FnMut() -> Option<(u32, Exit)> + Send>;
