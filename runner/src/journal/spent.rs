//! Permits that were used: none is good for a second run.

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// A permit that was used. It is remembered until it could not be used anyway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// What makes it good for one run.
    pub nonce: String,
    /// Until when it could be used. None in what an earlier version wrote: nothing runs by a permit without an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Spent {
    /// Whether it has to be remembered: it is not over for a day, since clocks may have been set back.
    pub fn counts(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until.plus_seconds(DAY) > now)
    }
}

/// Those that this runner used or found in its journal, by nonce.
#[derive(Debug, Default)]
pub struct SpentPermits(HashMap<String, Spent>);

impl SpentPermits {
    /// What the journal holds.
    pub fn new(found: &[Spent]) -> Self {
        Self(found.iter().map(|spent| (spent.nonce.clone(), spent.clone())).collect())
    }

    /// Remembers one and forgets what no longer counts. False when it was used before.
    pub fn insert(&mut self, spent: Spent, now: Timestamp) -> bool {
        self.0.retain(|_, other| other.counts(now));
        self.0.insert(spent.nonce.clone(), spent).is_none()
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
