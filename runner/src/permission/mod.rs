//! Asking people about what a program on this machine does itself: it proposes, waits, takes what was approved, and says how
//! it ended. The gate for commands and the hooks of agents are built on it.
//!
//! It fails closed: whoever asks may go on with a [`Go::Now`] only, and trouble of any kind is not one.

mod connection;
mod decision;
mod desk;
mod target;

pub use connection::{Connection, config_file, state_dir};
pub use decision::{Go, No, Wait};
pub use desk::{Desk, Program, Trouble};
pub use target::Target;
