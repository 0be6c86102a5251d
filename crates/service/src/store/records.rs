//! Rows with what surrounds them: what a reader wants to know in one look.

use domain::{
    Action, ActionId, Approval, ApprovalId, EventSeq, Gate, PersonId, SessionId, Task, TaskId,
    TaskState, TaskStatus, TaskType, Timestamp, Verdict, approval::Risk, attention::Given,
    audit::AuditHead, desktop::Desktop, event::Event, key::Key, person::Person, usage::Usage,
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

/// A task among others that wait for each other: what a drawing of them shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedTask {
    /// Its id.
    pub id: TaskId,
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// The tasks it depends on directly, in their order.
    pub depends_on: Vec<TaskId>,
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
    /// Whether nobody knows what its own command did, and no person has closed it.
    pub lost: bool,
}

/// An action, or a command, of which nobody knows whether it ran, and that no person has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The action; none where it is the command of the task itself.
    pub action: Option<ActionId>,
    /// The task.
    pub task: TaskId,
    /// That task's number.
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

/// An action, and what a person said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The action.
    pub action: Action,
    /// Yes or no, where somebody decided.
    pub verdict: Option<Verdict>,
}

/// How often a rule made an action ask, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedByRule {
    /// The rule; none is the preset.
    pub rule: Option<String>,
    /// How many actions asked.
    pub asked: u32,
    /// How many of them were approved.
    pub approved: u32,
    /// How many of them were rejected.
    pub rejected: u32,
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

/// Up to where events and audit rows are kept no more. Rows up to there may still be in the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Events have greater numbers than this.
    pub events_after: i64,
    /// The last row of the audit log that was archived, and its hash; row 0 when none was.
    pub audit_after: AuditHead,
}

/// Something that happened, with the names that a reader needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// The number and the title of the task it is about.
    pub task: Option<(i64, String)>,
    /// Where the approval it is about stands now.
    pub approval: Option<String>,
    /// The name of the desktop it is about, or of its task's.
    pub desktop: Option<String>,
    /// Who did it, as far as it was written down.
    pub by: Option<String>,
    /// The agent that works on its task.
    pub agent: Option<String>,
}

/// An answer that a person gave, with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Raised by every answer of anybody.
    pub seq: i64,
    /// The answer.
    pub given: Given,
}

/// Up to where somebody's answers were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAnswer {
    /// From this moment on.
    pub from: Timestamp,
    /// The number of the newest; 0 when there was none.
    pub seq: i64,
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

/// A link with which a person chooses their password. It works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLink {
    /// Whose.
    pub person: PersonId,
    /// SHA-256 of the link's secret.
    pub secret_hash: [u8; 32],
    /// Until when it works.
    pub ends_at: Timestamp,
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

/// A request that waits and is to be told on a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Which.
    pub approval: ApprovalId,
    /// Its gate.
    pub gate: Gate,
    /// Its risk.
    pub risk: Risk,
    /// The desktop's name.
    pub desktop: String,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// When people were last told in the product that it still waits.
    pub reminded_at: Option<Timestamp>,
    /// When it was last told on this channel; it is told again because of the reminder since.
    pub told_at: Option<Timestamp>,
    /// How many have answered it.
    pub votes: u32,
}

/// A request that was told on a channel and does not wait any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldOver {
    /// Which.
    pub approval: ApprovalId,
    /// Whether it ever arrived there.
    pub reached: bool,
}

/// What of purged tasks may still be found in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Of how many tasks.
    pub tasks: u32,
    /// Of how many that somebody waits for.
    pub urgent: u32,
}
