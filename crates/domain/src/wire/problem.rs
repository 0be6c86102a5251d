//! RFC 9457 problems: what every refused request gets.

use super::DecisionView;
use crate::{Refusal, refusal::Decided};
use serde::{Deserialize, Serialize};

/// `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A name for this kind of problem: `urn:mission-control:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in a sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
    /// What it means and what to do.
    pub detail: String,
    /// Whether the same request can succeed later unchanged.
    pub retryable: bool,
    /// The field that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds to wait before the next try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The approval somebody else decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_id: Option<String>,
    /// Its state now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The decision that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionView>,
    /// The digest that is stored, when another was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// A name to look for in the server's log, when the server broke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Problem {
    /// A problem with nothing but its code and words.
    pub fn plain(
        status: u16,
        code: &str,
        title: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            kind: format!("urn:mission-control:problem:{code}"),
            title: title.into(),
            status,
            code: code.into(),
            detail: detail.into(),
            retryable: false,
            field: None,
            retry_after: None,
            approval_id: None,
            state: None,
            decision: None,
            digest: None,
            reference: None,
        }
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        let mut problem =
            Self::plain(refusal.status(), refusal.code(), refusal.title(), refusal.detail());
        problem.retryable = refusal.retryable();
        match refusal {
            Refusal::AlreadyDecided(decided) => {
                let Decided { approval, state, decision } = decided.as_ref();
                problem.approval_id = Some(approval.to_string());
                problem.state = Some((*state).to_owned());
                problem.decision = Some(decision.into());
            }
            Refusal::DigestMismatch { current } => problem.digest = Some(current.to_string()),
            Refusal::Invalid { field, .. } | Refusal::UnknownField(field) => {
                problem.field = Some(field.clone());
            }
            Refusal::TooLarge { field, .. } | Refusal::ReversedText { field, .. } => {
                problem.field = Some((*field).to_owned());
            }
            Refusal::RateLimited { retry_after } => problem.retry_after = Some(*retry_after),
            Refusal::TooManyWaiting => problem.retry_after = Some(60),
            Refusal::Busy => problem.retry_after = Some(1),
            _ => {}
        }
        problem
    }
}
