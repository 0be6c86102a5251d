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
