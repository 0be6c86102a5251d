//! The desktop's side: claims work from a server, runs it here, and reports its output, its changes and its end.
//! It must never run what was not claimed, run anything twice, or leave a process behind without its supervisor.

pub mod changes;
mod clock;
pub mod environment;
pub mod execute;
pub mod logs;
mod platform;
pub mod supervise;
pub mod system;
pub mod workspace;
