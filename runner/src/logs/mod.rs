//! A run's output: read as it comes, cut into pieces, bounded, and numbered.
//!
//! Bytes go through two stages. `pieces` joins reads into pieces of a stream; `record` numbers them and keeps the run
//! within its limit: the first half goes out live, of the rest the last half is kept and goes out at the end, with the
//! exact count of what was left out between them.

mod pieces;
mod pump;
mod record;

pub use pump::pump;
pub use record::{Limits, Recorder};
