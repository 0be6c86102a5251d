//! What a refusal is to a program that speaks HTTP: its status number, and whether the same request can succeed later.

use super::Refusal;

impl Refusal {
    /// The HTTP status number that goes with the code.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthenticated | Self::WrongPassword => 401,
            Self::InsufficientScope { .. }
            | Self::RoleTooLow { .. }
            | Self::ScopeBeyondRole { .. }
            | Self::NotAnApprover
            | Self::SelfApproval
            | Self::ConfirmationNeeded
            | Self::ConfirmationWrong
            | Self::DesktopNotTyped { .. }
            | Self::NotInBatch
            | Self::NotYourTask
            | Self::CrossSite
            | Self::ForeignHost { .. }
            | Self::Blocked { .. } => 403,
            Self::NotFound { .. } => 404,
            Self::MethodNotAllowed => 405,
            Self::NotPending(_)
            | Self::AlreadyQueued
            | Self::Final(_)
            | Self::NotOver { .. }
            | Self::ActionNotOver(_)
            | Self::NotInReview(_)
            | Self::NotRunning(_)
            | Self::NotDone(_)
            | Self::NoBranch
            | Self::RunnerRunsIt
            | Self::AskedAnew
            | Self::AgentRunsIt
            | Self::NotEditable
            | Self::NoAgent { .. }
            | Self::NotExternal
            | Self::AlreadyDecided(_)
            | Self::Expired { .. }
            | Self::Withdrawn { .. }
            | Self::AlreadyClaimed
            | Self::NotApproved(_)
            | Self::ActionNot(_)
            | Self::OutcomeKnown(_)
            | Self::TargetChanged { .. }
            | Self::AlreadyRejected { .. }
            | Self::ActionRunning
            | Self::LeaseLost
            | Self::NameTaken { .. }
            | Self::SetupClosed
            | Self::LinkOver
            | Self::LastAdmin
            | Self::RequestInProgress => 409,
            Self::Purged { .. } | Self::NotKept { .. } => 410,
            Self::Superseded | Self::DigestMismatch { .. } => 412,
            Self::TooLarge { .. } => 413,
            Self::UnsupportedMediaType => 415,
            Self::UnknownField(_)
            | Self::Invalid { .. }
            | Self::InvalidDecision
            | Self::ReversedText { .. }
            | Self::SecretInScript { .. }
            | Self::NoSuchSecret { .. }
            | Self::IdempotencyKeyReused => 422,
            // Not 409: that answer is kept under its idempotency key, and this one changes by itself.
            Self::Stopped(_) => 423,
            Self::DigestRequired(_) => 428,
            Self::RateLimited { .. } | Self::TooManyWaiting => 429,
            Self::NotTold { .. } => 502,
            Self::Busy | Self::NotWiped => 503,
        }
    }

    /// Whether the same request can succeed later without being changed.
    pub const fn retryable(&self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::NotWiped
                | Self::NotTold { .. }
                | Self::RateLimited { .. }
                | Self::TooManyWaiting
                | Self::RequestInProgress
                | Self::Stopped(_)
        )
    }
}
