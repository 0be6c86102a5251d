//! The port, as far as it is about this: several servers, or other programs, on one database.

use super::StoreError;
use async_trait::async_trait;
use domain::{EventSeq, Timestamp, tries::Tries};

/// What a limit or a turn is counted for: SHA-256 over its name, so that the name itself is kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject(pub [u8; 32]);

/// What a server signs with a key of its own for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Permits, checkpoints and evidence: `signing.key`.
    Signing,
    /// Messages to devices: `push.key`.
    Push,
}

impl Purpose {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Push => "push",
        }
    }
}

/// One write about what servers share.
#[derive(Clone, Debug)]
pub enum SharedWrite {
    /// What is left of a limit. Guarded: it must still be as it was read, or still be whole.
    PutTries {
        /// What it is counted for.
        of: Subject,
        /// What is left.
        tries: Tries,
        /// What was left when it was read; none when nothing was known.
        read: Option<Tries>,
        /// Until when it has to be remembered.
        keep_until: Timestamp,
    },
    /// All tries are there again. Doing it twice changes nothing.
    DropTries(Subject),
    /// Forgets limits that had to be remembered until before this.
    PruneTries(Timestamp),
    /// This was done once more, as the only one since it was read. Guarded.
    TakeTurn {
        /// What was done.
        of: Subject,
        /// How often it had been done when that was read.
        read: i64,
    },
    /// The public half of the key that servers sign with. Where there is one it stays, unless this one is to take its
    /// place.
    PutServerKey {
        /// What for.
        purpose: Purpose,
        /// The key as text.
        public_key: String,
        /// Whether it takes the place of another one.
        instead: bool,
    },
}

/// Hears that something was committed, by whichever program.
#[async_trait]
pub trait Bell: Send + 'static {
    /// Waits for the next ring and answers how far the events have come, as far as is known. It may ring more often than
    /// something happens, and never ends: a database that is gone is waited for.
    async fn next(&mut self) -> EventSeq;
}

/// That this process does what one process does at a time. Dropping it lets go.
#[async_trait]
pub trait Lead: Send + 'static {
    /// Waits until it is not so any more: somebody else may do it from now on.
    async fn lost(&mut self);
}

/// What servers on one database share.
#[async_trait]
pub trait SharedStore: Send + Sync + 'static {
    /// Whether several servers may work on this database at a time.
    fn is_shared(&self) -> bool;
    /// A bell that rings when this or another program has committed.
    fn bell(&self) -> Box<dyn Bell>;
    /// Waits until this process may do what one does at a time. When the one that does it dies, another may within
    /// seconds.
    async fn lead(&self) -> Box<dyn Lead>;
    /// What time it is by the database's own clock; none where that is this machine's.
    async fn clock(&self) -> Result<Option<Timestamp>, StoreError>;
    /// What is left of a limit; none when nothing is missing.
    async fn tries(&self, of: Subject) -> Result<Option<Tries>, StoreError>;
    /// How often something was done that only one may do at a time.
    async fn turn(&self, of: Subject) -> Result<i64, StoreError>;
    /// The public half of the key that servers sign with, as text.
    async fn server_key(&self, purpose: Purpose) -> Result<Option<String>, StoreError>;
}
