//! The desktop's side: claims work from a server, runs it here, and reports its output, its changes and its end.
//! It must never run what was not claimed, run anything twice, or leave a process behind without its supervisor.

pub mod agent;
mod backoff;
pub mod changes;
mod client;
mod clock;
mod config;
mod ended;
pub mod environment;
pub mod execute;
pub mod gate;
mod heartbeat;
pub mod hook;
mod identity;
pub mod journal;
pub mod logs;
mod operands;
mod outbox;
pub mod permission;
mod permit;
mod piece;
mod platform;
mod prepare;
pub mod program;
mod prompt;
mod routes;
mod run;
pub mod secrets;
mod state;
mod stream;
pub mod supervise;
pub mod system;
pub mod tls;
mod work;
pub mod workspace;
mod worktree;

pub use config::RunnerConfig;
pub use run::run;
pub use supervise::supervise_main;
