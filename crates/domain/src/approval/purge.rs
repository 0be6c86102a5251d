//! Taking the texts out of a request whose task is purged.

use super::{Approval, ApprovalState, Decision};

impl Approval {
    /// Who decided what and when, without what they wrote and without what was asked about. The digest stays.
    #[must_use]
    pub fn purge(self) -> Self {
        let state = match self.state {
            ApprovalState::Approved { decision, execute_by, claimed_at } => {
                ApprovalState::Approved { decision: decision.silent(), execute_by, claimed_at }
            }
            ApprovalState::Rejected { decision } => {
                ApprovalState::Rejected { decision: decision.silent() }
            }
            ApprovalState::Revoked { decision, at, by } => {
                ApprovalState::Revoked { decision: decision.silent(), at, by }
            }
            ApprovalState::Lapsed { decision, at } => {
                ApprovalState::Lapsed { decision: decision.silent(), at }
            }
            other => other,
        };
        Self {
            version: self.version.next(),
            bound: None,
            noted: None,
            votes: self.votes.into_iter().map(Decision::silent).collect(),
            state,
            ..self
        }
    }
}
