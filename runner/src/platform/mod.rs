//! What differs between operating systems. Everything that names one lives in this folder, one file per platform.

#[cfg(not(unix))]
compile_error!("the runner holds a whole process tree, and so far it knows how only on unix");

#[cfg(unix)]
mod files;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use files::{
    Signature, from_bytes, is_executable, private_dir, read_at_most, readable, to_bytes,
    write_script,
};
#[cfg(unix)]
pub use unix::{
    Channel, Nudge, Tree, account, channel_pair, channel_to_runner, enter_supervision, hostname,
    kill_marked, next_reaped, start_leader,
};
