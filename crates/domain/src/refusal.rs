//! Every expected "no": its stable code, its HTTP status number and its words. Texts for people live here only.

use crate::{
    ApprovalId, Digest, Gate, Timestamp, approval::Decision, key::Scope, person::Role,
    task::TaskStatus,
};

/// Who was faster, told to whoever lost the race.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The approval that was decided.
    pub approval: ApprovalId,
    /// Its state now, as on the wire.
    pub state: &'static str,
    /// The decision that counts.
    pub decision: Decision,
}

/// An expected "no". It is told to the person or program that asked, and nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.code(), self.detail())]
pub enum Refusal {
    /// The body is not JSON, or an id, cursor or number cannot be read.
    Malformed(String),
    /// No credential, or one that is not accepted.
    Unauthenticated,
    /// Name and password do not belong together.
    WrongPassword,
    /// The key lacks a scope.
    InsufficientScope {
        /// The scope it would need.
        needs: Scope,
    },
    /// The person's role does not allow it.
    RoleTooLow {
        /// The role it would need.
        needs: Role,
    },
    /// A key's scopes go beyond its owner's role.
    ScopeBeyondRole {
        /// The first scope that does.
        scope: Scope,
        /// The owner's role.
        role: Role,
    },
    /// The person may read but not decide.
    NotAnApprover,
    /// The agent asks about a task that is not its own.
    NotYourTask,
    /// A cookie-authenticated write came from another site.
    CrossSite,
    /// There is no such thing, or it may not be seen.
    NotFound {
        /// What was looked for: `task`, `approval` …
        what: &'static str,
        /// The id that was given.
        id: String,
    },
    /// The method does nothing here.
    MethodNotAllowed,
    /// The task does not wait to be run.
    NotPending(TaskStatus),
    /// The task was already asked to run and starts by itself.
    AlreadyQueued,
    /// The task is over.
    Final(TaskStatus),
    /// The task never was in review.
    NotInReview(TaskStatus),
    /// The task does not run.
    NotRunning(TaskStatus),
    /// Nobody on that desktop can work on a prompt.
    NoAgent {
        /// The desktop's name.
        desktop: String,
    },
    /// The task is worked on by a runner, so no external agent can end it.
    NotExternal,
    /// Somebody decided first.
    AlreadyDecided(Box<Decided>),
    /// The time to decide, or to use an approval, was up.
    Expired {
        /// When it was.
        at: Timestamp,
    },
    /// What was asked is no longer asked.
    Withdrawn {
        /// Since when.
        at: Timestamp,
    },
    /// Something newer took this approval's place.
    Superseded,
    /// The approval was used, so it cannot be taken back.
    AlreadyClaimed,
    /// There is nothing to take back.
    NothingToRevoke(&'static str),
    /// The decision was about other content than what is stored.
    DigestMismatch {
        /// What is stored.
        current: Digest,
    },
    /// This gate needs the digest of what was read.
    DigestRequired(Gate),
    /// The lease is not, or no longer, the one the work is held by.
    LeaseLost,
    /// A name that must be unique is taken.
    NameTaken {
        /// What has the name: `person`, `desktop`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// The first person exists already, so the setup link no longer works.
    SetupClosed,
    /// The last administrator cannot be disabled.
    LastAdmin,
    /// The same idempotency key is being worked on.
    RequestInProgress,
    /// The same idempotency key came with another body.
    IdempotencyKeyReused,
    /// Too much text.
    TooLarge {
        /// Which field, or `body`.
        field: &'static str,
        /// The most that is taken, in words.
        limit: String,
    },
    /// Not `application/json`.
    UnsupportedMediaType,
    /// A field the contract does not have.
    UnknownField(String),
    /// A field that cannot be what it is.
    Invalid {
        /// The field.
        field: String,
        /// Why, in a sentence.
        why: String,
    },
    /// Not `approve` or `reject`.
    InvalidDecision,
    /// Direction-changing characters where the order of characters is what counts.
    ReversedText {
        /// The field.
        field: &'static str,
        /// The escape to write instead.
        escape: String,
    },
    /// Tasks that wait for each other.
    DependencyCycle,
    /// Too many tries.
    RateLimited {
        /// When the next one is taken, in seconds.
        retry_after: u32,
    },
    /// The store could not take the write now; nothing was changed.
    Busy,
}

impl Refusal {
    /// A field that cannot be what it is, with the reason in a sentence.
    pub fn invalid(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), why: why.into() }
    }

    /// There is no such thing.
    pub fn not_found(what: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }

    /// The stable code that programs look at.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Unauthenticated => "unauthenticated",
            Self::WrongPassword => "wrong_password",
            Self::InsufficientScope { .. } => "insufficient_scope",
            Self::RoleTooLow { .. } | Self::ScopeBeyondRole { .. } => "role_too_low",
            Self::NotAnApprover => "not_an_approver",
            Self::NotYourTask => "not_your_task",
            Self::CrossSite => "cross_site",
            Self::NotFound { .. } => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotPending(_) | Self::AlreadyQueued => "not_pending",
            Self::Final(_) => "already_final",
            Self::NotInReview(_) => "not_in_review",
            Self::NotRunning(_) => "not_running",
            Self::NoAgent { .. } => "no_agent",
            Self::NotExternal => "not_external",
            Self::AlreadyDecided(_) => "already_decided",
            Self::Expired { .. } => "expired",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Superseded => "superseded",
            Self::AlreadyClaimed => "execution_already_claimed",
            Self::NothingToRevoke(_) => "not_approved",
            Self::DigestMismatch { .. } => "digest_mismatch",
            Self::DigestRequired(_) => "digest_required",
            Self::LeaseLost => "lease_lost",
            Self::NameTaken { .. } => "name_taken",
            Self::SetupClosed => "setup_closed",
            Self::LastAdmin => "last_admin",
            Self::RequestInProgress => "request_in_progress",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::UnknownField(_) => "unknown_field",
            Self::Invalid { .. } => "invalid_field",
            Self::InvalidDecision => "invalid_decision",
            Self::ReversedText { .. } => "reversed_text",
            Self::DependencyCycle => "dependency_cycle",
            Self::RateLimited { .. } => "rate_limited",
            Self::Busy => "busy",
        }
    }

    /// The HTTP status number that goes with the code.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthenticated | Self::WrongPassword => 401,
            Self::InsufficientScope { .. }
            | Self::RoleTooLow { .. }
            | Self::ScopeBeyondRole { .. }
            | Self::NotAnApprover
            | Self::NotYourTask
            | Self::CrossSite => 403,
            Self::NotFound { .. } => 404,
            Self::MethodNotAllowed => 405,
            Self::NotPending(_)
            | Self::AlreadyQueued
            | Self::Final(_)
            | Self::NotInReview(_)
            | Self::NotRunning(_)
            | Self::NoAgent { .. }
            | Self::NotExternal
            | Self::AlreadyDecided(_)
            | Self::Expired { .. }
            | Self::Withdrawn { .. }
            | Self::AlreadyClaimed
            | Self::NothingToRevoke(_)
            | Self::LeaseLost
            | Self::NameTaken { .. }
            | Self::SetupClosed
            | Self::LastAdmin
            | Self::RequestInProgress => 409,
            Self::Superseded | Self::DigestMismatch { .. } => 412,
            Self::TooLarge { .. } => 413,
            Self::UnsupportedMediaType => 415,
            Self::UnknownField(_)
            | Self::Invalid { .. }
            | Self::InvalidDecision
            | Self::ReversedText { .. }
            | Self::DependencyCycle
            | Self::IdempotencyKeyReused => 422,
            Self::DigestRequired(_) => 428,
            Self::RateLimited { .. } => 429,
            Self::Busy => 503,
        }
    }

    /// Whether the same request can succeed later without being changed.
    pub const fn retryable(&self) -> bool {
        matches!(self, Self::Busy | Self::RateLimited { .. } | Self::RequestInProgress)
    }

    /// What happened, in one short sentence.
    pub fn title(&self) -> String {
        match self {
            Self::Malformed(_) => "This could not be read.".into(),
            Self::Unauthenticated => "You are not signed in.".into(),
            Self::WrongPassword => "Name and password do not match.".into(),
            Self::InsufficientScope { needs: Scope::Decide } => "This key may not decide.".into(),
            Self::InsufficientScope { needs } => {
                format!("This key lacks the scope {}.", needs.as_str())
            }
            Self::RoleTooLow { needs } => format!("This needs the role {}.", needs.as_str()),
            Self::ScopeBeyondRole { scope, .. } => {
                format!("The owner of this key may not have the scope {}.", scope.as_str())
            }
            Self::NotAnApprover => "You can read this, but not decide.".into(),
            Self::NotYourTask => "This is another agent's task.".into(),
            Self::CrossSite => "This answer came from another site and was refused.".into(),
            Self::NotFound { what, .. } => format!("No such {what}."),
            Self::MethodNotAllowed => "This address does not take that method.".into(),
            Self::NotPending(_) | Self::AlreadyQueued => "This does not wait to be run.".into(),
            Self::Final(_) => "This task is over.".into(),
            Self::NotInReview(_) => "This does not wait for an answer.".into(),
            Self::NotRunning(_) => "This task is not running.".into(),
            Self::NoAgent { .. } => "No agent can work on this prompt.".into(),
            Self::NotExternal => "No external agent works on this task.".into(),
            Self::AlreadyDecided(decided) => {
                let d = &decided.decision;
                let verb = d.verdict.past();
                format!("{} {verb} this at {} UTC.", d.by.name, d.at.clock_utc())
            }
            Self::Expired { at } => format!("Time was up at {}.", at.date_clock_utc()),
            Self::Withdrawn { at } => format!("This was taken back at {}.", at.date_clock_utc()),
            Self::Superseded => "What was asked changed while you read.".into(),
            Self::AlreadyClaimed => "Too late to revoke.".into(),
            Self::NothingToRevoke(_) => "There is no approval to take back.".into(),
            Self::DigestMismatch { .. } => "What was on your screen is not what is stored.".into(),
            Self::DigestRequired(_) => "This answer did not say what it was for.".into(),
            Self::LeaseLost => "This work is no longer yours.".into(),
            Self::NameTaken { what, .. } => format!("There is already a {what} of that name."),
            Self::SetupClosed => "Setup is done.".into(),
            Self::LastAdmin => "This is the last administrator.".into(),
            Self::RequestInProgress => "The same request is still being worked on.".into(),
            Self::IdempotencyKeyReused => "This idempotency key was used for another body.".into(),
            Self::TooLarge { field, limit } => format!("The {field} is over {limit}."),
            Self::UnsupportedMediaType => "The body must be JSON.".into(),
            Self::UnknownField(field) => format!("There is no field {field} here."),
            Self::Invalid { field, .. } => format!("The field {field} cannot be this."),
            Self::InvalidDecision => "The answer must be approve or reject.".into(),
            Self::ReversedText { field, .. } => {
                format!("The {field} would read in another order than it runs.")
            }
            Self::DependencyCycle => "These tasks would wait for each other.".into(),
            Self::RateLimited { .. } => "Too many tries at once.".into(),
            Self::Busy => "The server is busy. Nothing was changed.".into(),
        }
    }

    /// What it means and what to do, for the person at the desk.
    pub fn detail(&self) -> String {
        match self {
            Self::Malformed(why) | Self::Invalid { why, .. } => why.clone(),
            Self::Unauthenticated => {
                "Sign in, or send a key that works in the header x-api-key.".into()
            }
            Self::WrongPassword => "Nobody was signed in. Try again.".into(),
            Self::InsufficientScope { needs: Scope::Decide } => {
                "Agent and runner keys never can. A person's key can, when it has the scope decide."
                    .into()
            }
            Self::InsufficientScope { needs } => {
                format!(
                    "Use a key with the scope {}, or ask an administrator for one.",
                    needs.as_str()
                )
            }
            Self::RoleTooLow { .. } => "An administrator can change your role.".into(),
            Self::ScopeBeyondRole { role, .. } => {
                format!(
                    "The owner's role is {}. A key never may more than its owner.",
                    role.as_str()
                )
            }
            Self::NotAnApprover => "People with the role approver or admin can.".into(),
            Self::NotYourTask => {
                "A key with the scope propose works on the tasks of its own name only.".into()
            }
            Self::CrossSite => {
                "Nothing was changed. Open Mission Control itself and answer there.".into()
            }
            Self::NotFound { id, .. } => format!("{id} does not exist, or you may not see it."),
            Self::MethodNotAllowed => {
                "Nothing was changed. The header Allow names what it takes.".into()
            }
            Self::NotPending(status) => format!("It is {}.", status.label()),
            Self::AlreadyQueued => "It was already asked to run and starts by itself.".into(),
            Self::Final(status) => format!("It is {} and stays so.", status.label()),
            Self::NotInReview(status) => {
                format!("It is {}, and its result never waited for an approval.", status.label())
            }
            Self::NotRunning(status) => format!("It is {}.", status.label()),
            Self::NoAgent { desktop } => format!(
                "{desktop} has no agent. Name an external agent in externalAgent (it works over REST with a key of the scope propose), or make it a command task."
            ),
            Self::NotExternal => {
                "Only a task with externalAgent is ended over REST; a runner ends the others."
                    .into()
            }
            Self::AlreadyDecided(decided) => match &decided.decision.feedback {
                Some(text) => format!("\"{text}\" Your answer was not recorded."),
                None => "Your answer was not recorded.".into(),
            },
            Self::Expired { .. } => "Nothing ran. Ask again to get a new approval.".into(),
            Self::Withdrawn { .. } => "Nothing ran and nothing waits.".into(),
            Self::Superseded => {
                "Your answer was for an older version and was not recorded. Read the new one."
                    .into()
            }
            Self::AlreadyClaimed => {
                "The desktop took it and is running it, or it already ran.".into()
            }
            Self::NothingToRevoke(state) => format!("It is {state}."),
            Self::DigestMismatch { .. } => "Nothing was decided. Reload and read it again.".into(),
            Self::DigestRequired(_) => {
                "Nothing was decided. Read the approval and send its digest with the answer.".into()
            }
            Self::LeaseLost => {
                "Stop it and report nothing: the task went on without this runner.".into()
            }
            Self::NameTaken { name, .. } => format!("Choose another name than {name}."),
            Self::SetupClosed => "The first person exists. Sign in instead.".into(),
            Self::LastAdmin => "Make somebody else an administrator first.".into(),
            Self::RequestInProgress => "Ask again in a moment for its answer.".into(),
            Self::IdempotencyKeyReused => "Use a new key for a new request.".into(),
            Self::TooLarge { .. } => "Nothing was stored. Send less.".into(),
            Self::UnsupportedMediaType => "Send the header Content-Type: application/json.".into(),
            Self::UnknownField(_) => "Nothing was changed. openapi.json lists the fields.".into(),
            Self::InvalidDecision => "Nothing was decided.".into(),
            Self::ReversedText { escape, .. } => {
                format!(
                    "It holds a character that turns the order of the text around. Write {escape} instead."
                )
            }
            Self::DependencyCycle => {
                "A task cannot wait for itself, directly or through others.".into()
            }
            Self::RateLimited { retry_after } => {
                format!("Try again in {retry_after} s. Nothing was changed.")
            }
            Self::Busy => "Try again in a moment.".into(),
        }
    }
}
