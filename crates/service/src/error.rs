//! What a use case answers when it does not answer: an expected "no", or a store that broke.

use crate::StoreError;
use domain::Refusal;

/// Why a verb did not do it. Either way nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An expected "no", with words for whoever asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed in a way nobody expected: we broke.
    #[error("the store failed")]
    Store(#[source] StoreError),
}

impl Error {
    /// Two reads of one verb saw different moments: it is run again, as if a guard had failed.
    pub(crate) fn moved_on(what: &str, id: impl std::fmt::Display) -> Self {
        Self::Store(StoreError::Stale(format!("{what} {id}")))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(why) => {
                tracing::warn!(%why, "the store is busy");
                Self::Refused(Refusal::Busy)
            }
            StoreError::NameTaken { what, name } => {
                Self::Refused(Refusal::NameTaken { what, name })
            }
            other => Self::Store(other),
        }
    }
}
