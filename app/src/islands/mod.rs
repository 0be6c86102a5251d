//! The parts that run in the browser. Each is small; pages work without them.

mod live;

pub use live::Live;
