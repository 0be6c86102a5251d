//! The two things that are not decided here: what time it is, and what is random.

use domain::Timestamp;

/// What time it is.
pub trait Clock: Send + Sync + 'static {
    /// Now, UTC.
    fn now(&self) -> Timestamp;
}

/// Fresh ids and secrets.
pub trait Ids: Send + Sync + 'static {
    /// A new id: the prefix and a UUIDv7 in hex, so that ids sort by age.
    fn id(&self, prefix: &str) -> String;
    /// 256 random bits, for secrets.
    fn secret(&self) -> [u8; 32];
}
