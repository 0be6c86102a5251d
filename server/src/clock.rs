//! The one place that asks the machine for the time and for chance; everything else is handed what it made.

use domain::Timestamp;
use rand::RngCore;
use service::{Clock, Ids};

/// The machine's own clock and random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

impl Clock for Machine {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock that is passed in")]
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

impl Ids for Machine {
    fn id(&self, prefix: &str) -> String {
        #[expect(clippy::disallowed_methods, reason = "this is the id source that is passed in")]
        let id = uuid::Uuid::now_v7();
        format!("{prefix}{}", id.simple())
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
}

/// A short random name that ties an answer to a line of the log.
pub fn reference() -> String {
    format!("{:08x}", rand::rng().next_u32())
}
