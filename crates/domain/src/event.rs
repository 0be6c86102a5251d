//! What happened, as append-only facts. The event table is the truth; every live view is made from it.

use crate::{ApprovalId, DesktopId, EventSeq, TaskId, Timestamp};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What kind of thing happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventKind { $($(#[$doc])* $name),+ }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The kind's name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// Reads the name back.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

kinds! {
    /// A task was made.
    TaskCreated = "task.created",
    /// A task was asked to run and waits for its runner.
    TaskQueued = "task.queued",
    /// A runner or an external agent works on it.
    TaskStarted = "task.started",
    /// It wrote output.
    TaskOutput = "task.output",
    /// Its run finished, well or not.
    TaskCompleted = "task.completed",
    /// Its result waits for a person.
    TaskReview = "task.review",
    /// It counts as done.
    TaskDone = "task.done",
    /// It failed; the payload says why.
    TaskFailed = "task.failed",
    /// It was cancelled.
    TaskCancelled = "task.cancelled",
    /// Its texts were erased.
    TaskPurged = "task.purged",
    /// A person is asked to decide.
    ApprovalRequested = "approval.requested",
    /// A person said yes, and more are needed.
    ApprovalVoted = "approval.voted",
    /// It waits for long, or its time is nearly up.
    ApprovalReminded = "approval.reminded",
    /// A person decided.
    ApprovalDecided = "approval.decided",
    /// Nobody decided, or nobody used the approval, in time.
    ApprovalExpired = "approval.expired",
    /// An approval was taken back before it was used.
    ApprovalRevoked = "approval.revoked",
    /// What was asked is no longer asked.
    ApprovalSuperseded = "approval.superseded",
    /// An agent proposes an action.
    ActionProposed = "action.proposed",
    /// It may run.
    ActionApproved = "action.approved",
    /// A person said no to it.
    ActionRejected = "action.rejected",
    /// Its runner works on it.
    ActionStarted = "action.started",
    /// It ended.
    ActionFinished = "action.finished",
    /// Its runner fell silent while it ran.
    ActionOutcomeUnknown = "action.outcome_unknown",
    /// A desktop's runner was heard of again.
    DesktopOnline = "desktop.online",
    /// A desktop's runner fell silent.
    DesktopOffline = "desktop.offline",
    /// Somebody changed a setting.
    SettingsChanged = "settings.changed",
    /// Somebody wrote in a task's thread.
    MessagePosted = "message.posted",
}

impl EventKind {
    /// Whether this is the name of an event, or the noun before the dot of some: `task.done`, `task`.
    pub fn is_named_by(text: &str) -> bool {
        const NOUNS: [&str; 6] = ["task", "approval", "action", "message", "desktop", "settings"];
        NOUNS.contains(&text) || Self::parse(text).is_some()
    }
}

/// A fact about to be written; the writer gives it its number.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// The task it is about.
    pub task: Option<TaskId>,
    /// The approval it is about.
    pub approval: Option<ApprovalId>,
    /// The desktop it is about.
    pub desktop: Option<DesktopId>,
    /// What else the kind tells, as JSON object fields.
    pub payload: serde_json::Map<String, serde_json::Value>,
}

impl NewEvent {
    /// A fact with no details yet.
    pub fn new(kind: EventKind, at: Timestamp) -> Self {
        Self {
            at,
            kind,
            task: None,
            approval: None,
            desktop: None,
            payload: serde_json::Map::new(),
        }
    }

    /// About this task.
    #[must_use]
    pub fn task(mut self, id: &TaskId) -> Self {
        self.task = Some(id.clone());
        self
    }

    /// About this approval.
    #[must_use]
    pub fn approval(mut self, id: &ApprovalId) -> Self {
        self.approval = Some(id.clone());
        self
    }

    /// About this desktop.
    #[must_use]
    pub fn desktop(mut self, id: &DesktopId) -> Self {
        self.desktop = Some(id.clone());
        self
    }

    /// With one more detail.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.payload.insert(name.into(), value.into());
        self
    }
}

/// A fact with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number.
    pub seq: EventSeq,
    /// The fact.
    pub fact: NewEvent,
}
