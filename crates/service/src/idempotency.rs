//! Requests that must not happen twice, however often they are sent.

use crate::{
    Error, MissionControl, StoreError,
    change::Draft,
    store::{IdempotencyRecord, Write},
};
use domain::Refusal;

/// How long a request may be under way before another try takes over, in seconds.
const STUCK: i64 = 120;

/// What is known about an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is new: do it, then say how it went.
    New,
    /// It was done: answer the same again.
    Replay {
        /// The status it got.
        status: u16,
        /// The body it got.
        body: String,
    },
}

impl MissionControl {
    /// Begins a request under a key. Refuses one that is under way, and a key that was used for something else.
    pub async fn begin_idempotent(
        &self,
        principal: &str,
        key: &str,
        request_hash: [u8; 32],
    ) -> Result<Begun, Error> {
        let now = self.clock.now();
        if let Some(known) = self.store.idempotency(principal, key).await? {
            let purged = known.request_hash == IdempotencyRecord::PURGED;
            if known.request_hash != request_hash && !purged {
                return Err(Refusal::IdempotencyKeyReused.into());
            }
            match known.answer {
                Some((status, body)) => return Ok(Begun::Replay { status, body }),
                None if now.seconds_since(known.at) < STUCK => {
                    return Err(Refusal::RequestInProgress.into());
                }
                // Its server died in the middle: forget it, then begin again below.
                None => self.end_idempotent(principal, key, None).await?,
            }
        }
        let record = IdempotencyRecord {
            principal: principal.to_owned(),
            key: key.to_owned(),
            request_hash,
            at: now,
            answer: None,
        };
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.write(Write::BeginIdempotent(record));
        match self.commit(draft.change).await {
            Ok(_) => Ok(Begun::New),
            Err(Error::Store(StoreError::Stale(_))) => Err(Refusal::RequestInProgress.into()),
            Err(other) => Err(other),
        }
    }

    /// Says how a request went; without an answer its key is forgotten, so that it can be tried again.
    pub async fn end_idempotent(
        &self,
        principal: &str,
        key: &str,
        answer: Option<(u16, String)>,
    ) -> Result<(), Error> {
        let mut draft = Draft::new(domain::Party::system(), self.clock.now());
        draft.write(Write::EndIdempotent {
            principal: principal.to_owned(),
            key: key.to_owned(),
            answer,
        });
        self.commit(draft.change).await?;
        Ok(())
    }
}
