//! Every expected "no": its stable code, its HTTP status number and its words. Texts for people live here only.

mod status;
mod words;

use crate::{
    ActionId, ApprovalId, Digest, Gate, Timestamp, approval::Decision, key::Scope, person::Role,
    stop::Stop, task::TaskStatus,
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
    /// Somebody else has to approve what this person or their agent asked for.
    SelfApproval,
    /// The person has to give their password again first.
    ConfirmationNeeded,
    /// The password that was given again is wrong.
    ConfirmationWrong,
    /// A weighty yes needs the desktop's name, typed.
    DesktopNotTyped {
        /// The name.
        desktop: String,
    },
    /// A yes to this is given on its own, not together with others.
    NotInBatch,
    /// The agent asks about a task that is not its own.
    NotYourTask,
    /// The desktop's runner runs this action, so its agent cannot take it.
    RunnerRunsIt,
    /// It was approved, and something that the yes rested on changed since: a person is asked again.
    AskedAnew,
    /// The agent does this itself, so no runner can take it.
    AgentRunsIt,
    /// The agent does this itself and cannot do what a person would change it to.
    NotEditable,
    /// A cookie-authenticated write came from another site.
    CrossSite,
    /// The request came under a name that is not this server's.
    ForeignHost {
        /// The name.
        host: String,
    },
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
    /// The task can still run, or waits, so its texts are still needed.
    NotOver {
        /// Its number.
        number: i64,
        /// Where it stands.
        status: TaskStatus,
    },
    /// An action of the task can still run, or nobody has said whether it ran.
    ActionNotOver(&'static str),
    /// The texts of the task were erased.
    Purged {
        /// When.
        at: Timestamp,
    },
    /// The texts are erased, but the file could not be written anew yet.
    NotWiped,
    /// What was asked for comes after a number up to which nothing is kept any more.
    NotKept {
        /// What: `events`, `audit rows`.
        what: &'static str,
        /// Up to which number.
        up_to: i64,
    },
    /// The task never was in review.
    NotInReview(TaskStatus),
    /// The task does not run.
    NotRunning(TaskStatus),
    /// The task is not done, so its result is not taken over.
    NotDone(TaskStatus),
    /// What the task's agent did lies on no branch.
    NoBranch,
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
    /// There is no yes to use or to take back.
    NotApproved(&'static str),
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
    /// A link for a password was used, took the place of another, or is over.
    LinkOver,
    /// The last administrator cannot be disabled.
    LastAdmin,
    /// The same idempotency key is being worked on.
    RequestInProgress,
    /// The same idempotency key came with another body.
    IdempotencyKeyReused,
    /// The action is not in a state that takes this.
    ActionNot(&'static str),
    /// The outcome of the action is known, so nobody has to say it.
    OutcomeKnown(&'static str),
    /// The desktop was removed or enrolled anew after the proposal.
    TargetChanged {
        /// The desktop's name.
        desktop: String,
    },
    /// The same change was rejected in this task, and nobody asked for it again.
    AlreadyRejected {
        /// The rejected action.
        action: ActionId,
        /// What the person said.
        feedback: Option<String>,
    },
    /// A person stopped this agent, or everything.
    Stopped(Box<Stop>),
    /// The policy blocks the action.
    Blocked {
        /// The rule, if one did.
        rule: Option<String>,
        /// The policy's version.
        version: i64,
    },
    /// An action of the task runs, so the task cannot end.
    ActionRunning,
    /// Too many actions of the task wait.
    TooManyWaiting,
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
    /// A reference to a secret in text that a shell reads.
    SecretInScript {
        /// The field.
        field: &'static str,
    },
    /// The desktop's runner has no secret of this name.
    NoSuchSecret {
        /// The name.
        name: String,
        /// The desktop's name.
        desktop: String,
        /// The names it has.
        known: Vec<String>,
    },
    /// Too many tries.
    RateLimited {
        /// When the next one is taken, in seconds.
        retry_after: u32,
    },
    /// A message did not arrive where it was to be tried.
    NotTold {
        /// What the other side, or the way to it, said.
        why: String,
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
            Self::WrongPassword | Self::ConfirmationWrong => "wrong_password",
            Self::InsufficientScope { .. } => "insufficient_scope",
            Self::RoleTooLow { .. } | Self::ScopeBeyondRole { .. } => "role_too_low",
            Self::NotAnApprover => "not_an_approver",
            Self::SelfApproval => "self_approval",
            Self::ConfirmationNeeded => "confirmation_needed",
            Self::DesktopNotTyped { .. } => "attention_required",
            Self::NotInBatch => "not_in_batch",
            Self::NotYourTask => "not_your_task",
            Self::RunnerRunsIt => "runner_runs_it",
            Self::AskedAnew => "asked_again",
            Self::AgentRunsIt => "agent_runs_it",
            Self::NotEditable => "not_editable",
            Self::CrossSite => "cross_site",
            Self::ForeignHost { .. } => "foreign_host",
            Self::NotFound { .. } => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotPending(_) | Self::AlreadyQueued => "not_pending",
            Self::Final(_) => "already_final",
            Self::NotOver { .. } | Self::ActionNotOver(_) => "not_over",
            Self::Purged { .. } => "purged",
            Self::NotWiped => "not_wiped",
            Self::NotKept { .. } => "not_kept",
            Self::NotInReview(_) => "not_in_review",
            Self::NotRunning(_) => "not_running",
            Self::NotDone(_) => "not_done",
            Self::NoBranch => "no_branch",
            Self::NoAgent { .. } => "no_agent",
            Self::NotExternal => "not_external",
            Self::AlreadyDecided(_) => "already_decided",
            Self::Expired { .. } => "expired",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Superseded => "superseded",
            Self::AlreadyClaimed => "execution_already_claimed",
            Self::NotApproved(_) => "not_approved",
            Self::DigestMismatch { .. } => "digest_mismatch",
            Self::DigestRequired(_) => "digest_required",
            Self::LeaseLost => "lease_lost",
            Self::NameTaken { .. } => "name_taken",
            Self::SetupClosed => "setup_closed",
            Self::LinkOver => "link_over",
            Self::LastAdmin => "last_admin",
            Self::RequestInProgress => "request_in_progress",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::ActionNot(_) => "not_waiting",
            Self::OutcomeKnown(_) => "outcome_known",
            Self::TargetChanged { .. } => "target_changed",
            Self::AlreadyRejected { .. } => "already_rejected",
            Self::Stopped(_) => "stopped",
            Self::Blocked { .. } => "blocked",
            Self::ActionRunning => "action_running",
            Self::TooManyWaiting => "too_many_waiting",
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::UnknownField(_) => "unknown_field",
            Self::Invalid { .. } => "invalid_field",
            Self::InvalidDecision => "invalid_decision",
            Self::ReversedText { .. } => "reversed_text",
            Self::SecretInScript { .. } => "secret_in_script",
            Self::NoSuchSecret { .. } => "no_such_secret",
            Self::RateLimited { .. } => "rate_limited",
            Self::NotTold { .. } => "not_told",
            Self::Busy => "busy",
        }
    }
}
