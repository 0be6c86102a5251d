//! The one port: what the desk needs of a database. SQLite implements it, PostgreSQL can.
//!
//! Reads answer domain objects. There is one write, [`Store::commit`]: a [`Change`] is applied whole or not at all,
//! and every update in it names the version it read.

mod change;
mod queries;
mod records;

pub use change::{Change, Purge, Write};
pub use queries::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, Cursor, Deeds,
    HappenedQuery, TaskQuery, UntoldQuery, Window, cursor_of,
};
pub use records::{
    ActionRecord, AgentCount, Answered, ApprovalRecord, AskedByRule, CardRecord, Committed,
    Credential, Happened, IdempotencyRecord, Judged, KeyRecord, LastAnswer, LinkedTask, Notice,
    PasswordLink, SessionRecord, Snoozed, StatusCount, TaskRecord, ToldOver, Traces, TrackRecord,
    Unclosed, Untold, Waiting,
};

use async_trait::async_trait;
use domain::{
    Action, ActionId, Approval, ApprovalId, ChannelId, DesktopId, Digest, Gate, KeyId, MessageId,
    PersonId, ScriptId, SessionId, SignedPermit, Task, TaskId, Timestamp, Version, WebhookId,
    audit::{AuditHead, AuditRow},
    change::FileChange,
    comment::Comment,
    desktop::Desktop,
    event::Event,
    insight::Decided,
    log::{LogChunk, Stream},
    message::Message,
    notification::Channel,
    person::Person,
    policy::{Policy, Settings},
    script::{Script, ScriptVersion},
    stop::Stops,
    webhook::{Delivery, Webhook},
};

/// Why the store did not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A guarded write found another version than it named: somebody was faster. Read again and think again.
    #[error("{0} changed in the meantime")]
    Stale(String),
    /// A unique name is taken.
    #[error("{what} {name} exists")]
    NameTaken {
        /// What has the name.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// The database is locked, full, read-only or gone for the moment.
    #[error("busy: {0}")]
    Busy(String),
    /// A row that cannot be: its table, id and what is wrong.
    #[error("impossible row in {table}, id {id}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// Anything else: a bug, or a broken file.
    #[error("database: {0}")]
    Broken(String),
}

/// What a store promises. Every method can fail with [`StoreError`]; a missing record is `None`, never an error.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Applies the change in one transaction and answers only when it is durable. Writes are applied in order; the
    /// first guard that fails rolls all of it back and answers [`StoreError::Stale`].
    async fn commit(&self, change: Change) -> Result<Committed, StoreError>;

    /// A task by id.
    async fn task(&self, id: &TaskId) -> Result<Option<TaskRecord>, StoreError>;
    /// Tasks, newest first (by number), with what surrounds each.
    async fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskRecord>, StoreError>;
    /// What the board shows of tasks: parts of columns, of the tasks that the query lets through. In each column newest
    /// first (by number), and in Pending and Running those that wait for a person before the others. The query's statuses,
    /// cursor and limit count for nothing.
    async fn cards(
        &self,
        query: &TaskQuery,
        windows: &[Window],
    ) -> Result<Vec<CardRecord>, StoreError>;
    /// The names of all agents that ever worked on a task, in order.
    async fn task_agents(&self) -> Result<Vec<String>, StoreError>;
    /// How many tasks match, by status, ignoring the query's own status, cursor and limit.
    async fn count_tasks(&self, query: &TaskQuery) -> Result<Vec<StatusCount>, StoreError>;
    /// The tasks that this one depends on.
    async fn dependencies(&self, id: &TaskId) -> Result<Vec<Task>, StoreError>;
    /// The pending tasks that depend directly on this one.
    async fn dependants(&self, id: &TaskId) -> Result<Vec<Task>, StoreError>;
    /// The tasks that this one depends on, directly or not, at most so many, those nearest first.
    async fn links_before(&self, id: &TaskId, most: u32) -> Result<Vec<LinkedTask>, StoreError>;
    /// The tasks that depend on this one, directly or not, at most so many, those nearest first. Also those that are over.
    async fn links_after(&self, id: &TaskId, most: u32) -> Result<Vec<LinkedTask>, StoreError>;
    /// The tasks that try this one again, oldest first.
    async fn retries(&self, id: &TaskId) -> Result<Vec<TaskRecord>, StoreError>;
    /// The task of this desktop that has been queued longest, of those whose agent is not stopped.
    async fn next_queued(&self, desktop: &DesktopId) -> Result<Option<Task>, StoreError>;
    /// Running tasks whose lease ended, and tasks queued on an approval that may no longer be used.
    async fn overdue(&self, now: Timestamp) -> Result<Vec<Task>, StoreError>;

    /// Tasks that were over before this moment and still have their texts, at most so many, those over longest first. Not
    /// those with an action that is not over.
    async fn to_purge(&self, before: Timestamp, limit: u32) -> Result<Vec<Task>, StoreError>;
    /// What of purged tasks may still be found in the file.
    async fn traces(&self) -> Result<Traces, StoreError>;
    /// Writes the file anew, so that it holds no trace of what was purged. Others wait meanwhile. Busy when somebody reads
    /// too long.
    async fn wipe(&self) -> Result<(), StoreError>;

    /// An approval by id.
    async fn approval(&self, id: &ApprovalId) -> Result<Option<ApprovalRecord>, StoreError>;
    /// Approvals as the query says.
    async fn approvals(&self, query: &ApprovalQuery) -> Result<Vec<ApprovalRecord>, StoreError>;
    /// What waits for a person, counted.
    async fn waiting(&self) -> Result<Waiting, StoreError>;
    /// What this person has put aside and that still is at this moment, what comes back first, first.
    async fn snoozed(&self, person: &PersonId, now: Timestamp) -> Result<Vec<Snoozed>, StoreError>;
    /// Every approval of a task, oldest first.
    async fn approvals_of(&self, task: &TaskId) -> Result<Vec<Approval>, StoreError>;
    /// Pending approvals whose time to decide is up.
    async fn undecided(&self, now: Timestamp) -> Result<Vec<Approval>, StoreError>;
    /// Pending approvals that people are to be told of again, at most 200, those due longest first.
    async fn to_remind(&self, now: Timestamp) -> Result<Vec<Approval>, StoreError>;
    /// What people decided from one moment until before another, at this gate or at all; the oldest decision at a gate first.
    async fn decided(
        &self,
        from: Timestamp,
        to: Timestamp,
        gate: Option<Gate>,
    ) -> Result<Vec<Decided>, StoreError>;
    /// What people answered at this moment or later, the newest first.
    async fn answers(&self, from: Timestamp) -> Result<Vec<Answered>, StoreError>;
    /// The same of one person, at most so many.
    async fn answers_of(
        &self,
        person: &PersonId,
        from: Timestamp,
        limit: u32,
    ) -> Result<Vec<Answered>, StoreError>;
    /// Decisions about results since a moment: how many yes and no, and when the first one was.
    async fn track_record(&self, since: Timestamp) -> Result<TrackRecord, StoreError>;

    /// The signed word that this task or action may run, as its runner is to get it.
    async fn permit(&self, work: &str) -> Result<Option<SignedPermit>, StoreError>;

    /// Pieces of a task's log after a number, in order.
    async fn log(&self, task: &TaskId, after: i64, limit: u32)
    -> Result<Vec<LogChunk>, StoreError>;
    /// The output of a task (standard output and error in the order they were read), its first `limit` bytes, and
    /// how many bytes there are in all.
    async fn output(&self, task: &TaskId, limit: usize) -> Result<(Vec<u8>, u64), StoreError>;
    /// How many pieces the log has.
    async fn log_count(&self, task: &TaskId) -> Result<u32, StoreError>;
    /// The files a task changed, by path.
    async fn files(&self, task: &TaskId) -> Result<Vec<FileChange>, StoreError>;
    /// What people said about lines of a task's files, drafts too, oldest first.
    async fn comments(&self, task: &TaskId) -> Result<Vec<Comment>, StoreError>;
    /// The files of a task that a person has looked at: each path, and the digest that the file had then.
    async fn viewed(
        &self,
        person: &PersonId,
        task: &TaskId,
    ) -> Result<Vec<(String, Digest)>, StoreError>;
    /// A message by id.
    async fn message(&self, id: &MessageId) -> Result<Option<Message>, StoreError>;
    /// A task's thread after a place, in order.
    async fn messages(
        &self,
        task: &TaskId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError>;

    /// An action by id.
    async fn action(&self, id: &ActionId) -> Result<Option<ActionRecord>, StoreError>;
    /// Every action of a task, oldest first.
    async fn actions_of(&self, task: &TaskId) -> Result<Vec<Action>, StoreError>;
    /// The approved action of this desktop that has waited longest for its runner, if it may still be taken and its agent
    /// is not stopped.
    async fn next_action(
        &self,
        desktop: &DesktopId,
        now: Timestamp,
    ) -> Result<Option<Action>, StoreError>;
    /// Every approved action of this desktop that may still be taken, stopped or not, in the order of their approval.
    async fn approved_actions(
        &self,
        desktop: &DesktopId,
        now: Timestamp,
    ) -> Result<Vec<Action>, StoreError>;
    /// The action of this desktop that a person is asked about and that has waited longest for a look at its files.
    async fn next_unseen(&self, desktop: &DesktopId) -> Result<Option<Action>, StoreError>;
    /// Running actions whose lease ended, and approved ones that no runner took in time.
    async fn overdue_actions(&self, now: Timestamp) -> Result<Vec<Action>, StoreError>;
    /// Pieces of an action's output after a number, in order.
    async fn action_log(
        &self,
        action: &ActionId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<LogChunk>, StoreError>;
    /// The newest pieces of an action's output, in order.
    async fn action_log_end(
        &self,
        action: &ActionId,
        limit: u32,
    ) -> Result<Vec<LogChunk>, StoreError>;
    /// One stream of an action's output, its first `limit` bytes, and how many bytes there are in all.
    async fn action_output(
        &self,
        action: &ActionId,
        stream: Stream,
        limit: usize,
    ) -> Result<(Vec<u8>, u64), StoreError>;
    /// The files an action changed, by path.
    async fn action_files(&self, action: &ActionId) -> Result<Vec<FileChange>, StoreError>;
    /// The actions that were proposed last, the newest first, with what a person said to each.
    async fn recent_actions(&self, limit: u32) -> Result<Vec<Judged>, StoreError>;
    /// How often each rule, and the preset, made an action ask since a moment.
    async fn asked_by_rule(&self, since: Timestamp) -> Result<Vec<AskedByRule>, StoreError>;
    /// Actions of which nobody knows whether they ran, and that no person has closed; those that fell silent first, first.
    async fn unclosed(&self) -> Result<Vec<Unclosed>, StoreError>;
    /// How many tasks each agent works on and how many of its actions wait, by name.
    async fn agent_counts(&self) -> Result<Vec<AgentCount>, StoreError>;

    /// The policy with all its rules, newest first.
    async fn policy(&self) -> Result<Policy, StoreError>;
    /// What is stopped: everything first, then agents by name.
    async fn stops(&self) -> Result<Stops, StoreError>;
    /// Scripts that were not removed, by name.
    async fn scripts(&self) -> Result<Vec<Script>, StoreError>;
    /// A script by id, also a removed one.
    async fn script(&self, id: &ScriptId) -> Result<Option<Script>, StoreError>;
    /// The newest versions of a script that are kept.
    async fn script_versions(
        &self,
        id: &ScriptId,
        limit: u32,
    ) -> Result<Vec<ScriptVersion>, StoreError>;
    /// The newest tasks that ran a script, each with the version it ran.
    async fn script_runs(
        &self,
        id: &ScriptId,
        limit: u32,
    ) -> Result<Vec<(TaskId, Version)>, StoreError>;
    /// How many tasks ran a script.
    async fn count_script_runs(&self, id: &ScriptId) -> Result<u32, StoreError>;
    /// Webhooks that were not removed, by name.
    async fn webhooks(&self) -> Result<Vec<Webhook>, StoreError>;
    /// A webhook by id, also a removed one.
    async fn webhook(&self, id: &WebhookId) -> Result<Option<Webhook>, StoreError>;
    /// The newest tellings of a webhook.
    async fn deliveries(
        &self,
        webhook: &WebhookId,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;
    /// Tellings that are due, those due longest first.
    async fn due_deliveries(&self, now: Timestamp, limit: u32)
    -> Result<Vec<Delivery>, StoreError>;

    /// Ways to tell somebody that something waits, without removed ones, by name.
    async fn channels(&self) -> Result<Vec<Channel>, StoreError>;
    /// A channel by id, also a removed one.
    async fn channel(&self, id: &ChannelId) -> Result<Option<Channel>, StoreError>;
    /// What waits and is to be told on a channel, the newest first.
    async fn untold(&self, query: &UntoldQuery) -> Result<Vec<Untold>, StoreError>;
    /// What was told on a channel and does not wait any more.
    async fn told_over(&self, channel: &ChannelId, limit: u32)
    -> Result<Vec<ToldOver>, StoreError>;
    /// The workspace's settings.
    async fn settings(&self) -> Result<Settings, StoreError>;
    /// Desktops that were not removed, by name.
    async fn desktops(&self) -> Result<Vec<Desktop>, StoreError>;
    /// A desktop by id, also a removed one.
    async fn desktop(&self, id: &DesktopId) -> Result<Option<Desktop>, StoreError>;
    /// A desktop by its runner's token.
    async fn desktop_of_token(&self, token: &KeyId) -> Result<Option<Desktop>, StoreError>;

    /// People, by name.
    async fn people(&self) -> Result<Vec<Person>, StoreError>;
    /// A person by id.
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError>;
    /// A person with their password's hash, by name without regard to case.
    async fn credential(&self, name: &str) -> Result<Option<Credential>, StoreError>;
    /// Keys, newest first, without runner tokens.
    async fn keys(&self) -> Result<Vec<KeyRecord>, StoreError>;
    /// A key by id, also a runner's token.
    async fn key(&self, id: &KeyId) -> Result<Option<KeyRecord>, StoreError>;
    /// A session by the hash of its secret.
    async fn session(&self, hash: &[u8; 32]) -> Result<Option<SessionRecord>, StoreError>;
    /// A person's sessions, newest first.
    async fn sessions(&self, person: &PersonId) -> Result<Vec<SessionRecord>, StoreError>;
    /// What a refused or accepted form left for the next page of this session.
    async fn notice(&self, session: &SessionId, id: &str) -> Result<Option<Notice>, StoreError>;
    /// The hash of the setup link's secret, while there is one.
    async fn setup_secret(&self) -> Result<Option<[u8; 32]>, StoreError>;
    /// A link for a password, by the hash of its secret; one that is over too.
    async fn password_link(&self, hash: &[u8; 32]) -> Result<Option<PasswordLink>, StoreError>;
    /// The links for passwords that nobody used.
    async fn password_links(&self) -> Result<Vec<PasswordLink>, StoreError>;
    /// What is known about an idempotency key of a principal.
    async fn idempotency(
        &self,
        principal: &str,
        key: &str,
    ) -> Result<Option<IdempotencyRecord>, StoreError>;

    /// Events after a number, in order.
    async fn events(&self, after: i64, limit: u32) -> Result<Vec<Event>, StoreError>;
    /// What happened, as the query says.
    async fn happened(&self, query: &HappenedQuery) -> Result<Vec<Happened>, StoreError>;
    /// The number of the last event; 0 when there is none.
    async fn last_event(&self) -> Result<i64, StoreError>;
    /// Audit rows after a number, in order.
    async fn audit(&self, after: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError>;
    /// Audit rows after a number of what somebody did in some time, in order.
    async fn audit_of(
        &self,
        deeds: &Deeds,
        after: i64,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError>;
    /// Audit rows about one thing, in order.
    async fn audit_about(&self, subject: &str) -> Result<Vec<AuditRow>, StoreError>;
    /// How far the audit log has come, as the writer knows it.
    async fn audit_head(&self) -> Result<AuditHead, StoreError>;
    /// Whether the database answers and can be written.
    async fn ready(&self) -> Result<(), StoreError>;
}
