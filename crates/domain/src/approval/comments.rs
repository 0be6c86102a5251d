//! When something can be said about the lines of what is asked.

use super::{Approval, ApprovalState};
use crate::Refusal;

impl Approval {
    /// A comment is said before the answer that it goes with.
    pub fn takes_comments(&self) -> Result<(), Refusal> {
        match &self.state {
            ApprovalState::Pending => Ok(()),
            state => Err(self.closed(state)),
        }
    }
}
