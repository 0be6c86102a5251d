//! The runner's clock. It stamps pieces of output and journal entries, and tells whether a permit is still in
//! time; nothing else is decided by it.

use domain::Timestamp;

/// Now, to the microsecond.
#[expect(
    clippy::disallowed_methods,
    reason = "the runner is a door of its own: its clock starts here"
)]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since.map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
}
