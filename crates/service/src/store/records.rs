//! Rows with what surrounds them: what a reader wants to know in one look.

use domain::{
    Action, ActionId, Approval, ApprovalId, EventSeq, Gate, PersonId, SessionId, Task, TaskId,
    TaskState, TaskStatus, TaskType, Timestamp, desktop::Desktop, key::Key, person::Person,
    usage::Usage,
};

/// A task and what surrounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRecord {
    /// The task.
    pub task: Task,
    /// Its desktop.
    pub desktop: Desktop,
    /// The tasks it depends on that are not done.
    pub blocked_by: Vec<TaskId>,
    /// How many pending tasks wait behind it, directly or not.
    pub holds: u32,
    /// Its approvals that wait for a person.
    pub pending_approvals: Vec<ApprovalId>,
    /// How many files its run changed.
    pub files_changed: u32,
    /// What its agent's model used.
    pub usage: Option<Usage>,
}

/// What the board shows of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRecord {
    /// The task.
    pub id: TaskId,
    /// Its number.
    pub number: i64,
    /// A command or a prompt.
    pub kind: TaskType,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub state: TaskState,
    /// Who works on it.
    pub agent: Option<String>,
    /// The task's own flag.
    pub requires_approval: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its desktop's name.
    pub desktop: String,
    /// When that was last heard of; none when it never was or was removed.
    pub seen_at: Option<Timestamp>,
    /// The tasks it depends on that are not done, with their numbers.
    pub blocked_by: Vec<(TaskId, i64)>,
    /// How many pending tasks wait behind it, directly or not.
    pub holds: u32,
    /// The first of its approvals that wait for a person.
    pub pending_approval: Option<ApprovalId>,
    /// How many files its run changed, while its result waits for a person.
    pub files_changed: Option<u32>,
    /// The first of its actions of which nobody knows whether it ran, and that no person has closed.
    pub unclosed: Option<ActionId>,
}

/// An action of which nobody knows whether it ran, and that no person has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The action.
    pub action: ActionId,
    /// Its task.
    pub task: TaskId,
    /// Its task's number.
    pub number: i64,
    /// The name of its desktop.
    pub desktop: String,
}

/// An action and what surrounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRecord {
    /// The action.
    pub action: Action,
    /// Its task.
    pub task: Task,
    /// Its desktop.
    pub desktop: Desktop,
    /// The approval it waits on, runs on, or was answered by.
    pub approval: Option<Approval>,
}

/// What an agent does now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentCount {
    /// Its name.
    pub name: String,
    /// How many tasks it works on.
    pub running: u32,
    /// How many of its actions wait for a person.
    pub waiting: u32,
}

/// A request that a person has put aside and that still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snoozed {
    /// The request.
    pub approval: ApprovalId,
    /// Its gate.
    pub gate: Gate,
    /// When it was put aside.
    pub at: Timestamp,
    /// When it comes back; none is when it changes.
    pub until: Option<Timestamp>,
}

/// An approval and what surrounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRecord {
    /// The approval.
    pub approval: Approval,
    /// Its task.
    pub task: Task,
    /// Its desktop.
    pub desktop: Desktop,
    /// How many pending tasks wait behind its task, directly or not.
    pub holds: u32,
    /// Since when the oldest of them is there.
    pub held_since: Option<Timestamp>,
    /// The action it is about, at the action gate.
    pub action: Option<Action>,
}

/// How many tasks stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusCount {
    /// The column.
    pub status: TaskStatus,
    /// How many.
    pub count: u32,
}

/// What a commit gave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// The number of the last event written by it, if it wrote any.
    pub last_event: Option<EventSeq>,
    /// The numbers given to its new tasks, in order.
    pub task_numbers: Vec<i64>,
}

/// A person and the hash of their password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The person.
    pub person: Person,
    /// Argon2id, in PHC form.
    pub password_hash: String,
}

/// A key, the hash of its secret, and its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRecord {
    /// The key.
    pub key: Key,
    /// SHA-256 of the secret.
    pub secret_hash: [u8; 32],
    /// Its owner as they are now.
    pub owner: Person,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// Its public id.
    pub id: SessionId,
    /// SHA-256 of the cookie's secret.
    pub secret_hash: [u8; 32],
    /// Whose it is.
    pub person: PersonId,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When its person last gave their password.
    pub confirmed_at: Timestamp,
    /// What the browser says it is, cut at 300 characters.
    pub user_agent: String,
}

/// What a form left for the next page: the refusal or the confirmation, and what the person had typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Goes into the address of the next page.
    pub id: String,
    /// Only this session sees it.
    pub session: SessionId,
    /// When.
    pub at: Timestamp,
    /// What it says, as JSON of the door's own type.
    pub body: String,
}

/// A request that must not happen twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyRecord {
    /// Who sent it.
    pub principal: String,
    /// The key they gave.
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: [u8; 32],
    /// When it began.
    pub at: Timestamp,
    /// The answer, once there is one.
    pub answer: Option<(u16, String)>,
    /// The task it belongs to, with which its answer is erased.
    pub task: Option<TaskId>,
}

impl IdempotencyRecord {
    /// Stands where the hash of a request was whose task was purged: it could tell what the request held.
    pub const PURGED: [u8; 32] = [0; 32];
}

/// How people have decided about results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrackRecord {
    /// How many they accepted.
    pub approved: u32,
    /// How many they rejected.
    pub rejected: u32,
    /// When the first decision ever was.
    pub first_at: Option<Timestamp>,
}

/// What waits for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many tasks ask before they run.
    pub before_run: u32,
    /// How many agents' actions ask.
    pub actions: u32,
    /// How many results ask.
    pub results: u32,
    /// When the oldest of them asked.
    pub oldest: Option<Timestamp>,
    /// How many tasks wait behind them.
    pub holding: u32,
}

impl Waiting {
    /// All that wait.
    pub const fn total(&self) -> u32 {
        self.before_run + self.actions + self.results
    }
}

/// What of purged tasks may still be found in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Of how many tasks.
    pub tasks: u32,
    /// Of how many that somebody waits for.
    pub urgent: u32,
}
