//! The clock and the ids: both count by hand, and both can let something happen between two steps of a verb.

use domain::Timestamp;
use service::{Clock, Ids};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

/// A moment in 2026.
const START: i64 = 1_780_000_000_000_000;

/// What is to happen meanwhile: it runs whole before the verb that is under way goes on.
type Meanwhile = Box<dyn FnOnce() + Send>;

/// Every verb asks for the time and for ids between what it reads and what it commits. The moment of the question is where
/// somebody else can be faster, so here somebody is: always at the same place, and always the same one.
#[derive(Clone)]
pub struct Moments {
    now: Arc<AtomicI64>,
    next_id: Arc<AtomicU64>,
    waits: Arc<Mutex<Option<(u8, Meanwhile)>>>,
}

impl Moments {
    /// Ids count from here.
    pub fn new(first_id: u64) -> Self {
        Self {
            now: Arc::new(AtomicI64::new(START)),
            next_id: Arc::new(AtomicU64::new(first_id)),
            waits: Arc::default(),
        }
    }

    /// The time, without letting it go on.
    pub fn read(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Does this at the moment of that question, counted from 0.
    pub fn meanwhile(&self, at: u8, what: Meanwhile) {
        *self.waits.lock().unwrap() = Some((at, what));
    }

    /// Takes back what did not happen; true when there was something.
    pub fn forget(&self) -> bool {
        self.waits.lock().unwrap().take().is_some()
    }

    fn asked(&self) {
        let mut waits = self.waits.lock().unwrap();
        match waits.take() {
            Some((0, happens)) => {
                drop(waits);
                happens();
            }
            Some((later, what)) => *waits = Some((later - 1, what)),
            None => {}
        }
    }

    fn count(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::SeqCst)
    }
}

impl Clock for Moments {
    fn now(&self) -> Timestamp {
        // A moment is told before somebody else is faster: the verb works on with what is past by then.
        let now = self.now.fetch_add(1, Ordering::SeqCst);
        self.asked();
        Timestamp(now)
    }
}

impl Ids for Moments {
    fn id(&self, prefix: &str) -> String {
        self.asked();
        format!("{prefix}{:012x}", self.count())
    }

    fn secret(&self) -> [u8; 32] {
        self.asked();
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&self.count().to_be_bytes());
        secret
    }
}
