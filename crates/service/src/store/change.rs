//! A unit of work: everything one verb writes, committed whole or not at all.

use super::{
    ChannelWrite, CommentWrite, IdempotencyRecord, LastAnswer, Notice, PasswordLink, RecordWrite,
    SessionRecord, SharedWrite,
};
use domain::{
    Action, ActionId, Approval, ApprovalId, DesktopId, KeyId, PersonId, RuleId, ScriptId,
    SessionId, SignedPermit, Task, TaskId, Timestamp, Version, WebhookId,
    agent_note::AgentNote,
    approval::Snooze,
    attention::Given,
    audit::NewAudit,
    change::FileChange,
    desktop::Desktop,
    event::NewEvent,
    key::Key,
    log::LogChunk,
    message::Message,
    person::Person,
    policy::{Preset, Rule, Settings},
    script::{Script, ScriptVersion},
    stop::Stop,
    usage::Usage,
    webhook::{Delivery, Webhook},
};

/// One write. A guarded one names the version it read and fails as stale when the row has another.
#[derive(Clone, Debug)]
pub enum Write {
    /// A new task; the store gives it the next number, whatever number it carries.
    InsertTask(Box<Task>),
    /// A task's new state. Guarded.
    UpdateTask {
        /// The task after the transition.
        task: Box<Task>,
        /// The version before it.
        read: Version,
    },
    /// Nothing is written, but the task must still have this version: what was decided depended on it. Guarded.
    ExpectTask {
        /// The task.
        id: TaskId,
        /// The version that was read.
        read: Version,
    },
    /// Nothing is written, but the task's texts must not have been purged. Guarded.
    ExpectTexts(TaskId),
    /// A new approval.
    InsertApproval(Box<Approval>),
    /// An approval's new state. Guarded.
    UpdateApproval {
        /// The approval after the transition.
        approval: Box<Approval>,
        /// The version before it.
        read: Version,
    },
    /// One person puts a request aside for themselves, in place of an earlier time.
    PutSnooze(Box<Snooze>),
    /// They have it back. Doing it twice changes nothing.
    DropSnooze {
        /// Who.
        person: PersonId,
        /// What.
        approval: ApprovalId,
    },
    /// The signed word that a task or an action may run, in place of an earlier one.
    PutPermit {
        /// The task's or the action's id.
        work: String,
        /// What is handed to its runner.
        permit: Box<SignedPermit>,
        /// When it was signed.
        at: Timestamp,
    },
    /// It may not run any more. Doing it twice changes nothing.
    DropPermit(String),
    /// Pieces of a task's log; a piece whose number is there already is skipped.
    AppendLog {
        /// The task.
        task: TaskId,
        /// The pieces.
        chunks: Vec<LogChunk>,
    },
    /// The files a task changed, in place of an earlier list.
    PutFiles {
        /// The task.
        task: TaskId,
        /// The files.
        files: Vec<FileChange>,
    },
    /// A message; the store gives it the next place in its thread.
    AppendMessage(Message),
    /// Comments on lines, and which files were looked at.
    Comment(CommentWrite),
    /// A new action. Its task must be there with the number it names, or the change is stale; it comes before the approval
    /// and the messages that name it.
    InsertAction(Box<Action>),
    /// An action's new state. Guarded.
    UpdateAction {
        /// The action after the transition.
        action: Box<Action>,
        /// The version before it.
        read: Version,
    },
    /// Nothing is written, but the action must still have this version. Guarded.
    ExpectAction {
        /// The action.
        id: ActionId,
        /// The version that was read.
        read: Version,
    },
    /// Pieces of an action's output; a piece whose number is there already is skipped.
    AppendActionLog {
        /// The action.
        action: ActionId,
        /// The pieces.
        chunks: Vec<LogChunk>,
    },
    /// The files an action changed, in place of an earlier list.
    PutActionFiles {
        /// The action.
        action: ActionId,
        /// The files.
        files: Vec<FileChange>,
    },
    /// What a person answered. Guarded where `after` says up to where their answers were counted: nothing may have come
    /// since.
    InsertAnswer {
        /// What they answered.
        approval: ApprovalId,
        /// The answer.
        given: Given,
        /// Up to where their answers were counted.
        after: Option<LastAnswer>,
    },
    /// Erases what was written in a task: its texts, log, files, thread, what webhooks were told, and the answers that
    /// are kept for repeated requests. Guarded.
    PurgeTask(Box<Purge>),
    /// Erases what was written in an action. Guarded.
    PurgeAction {
        /// The action after it.
        action: Box<Action>,
        /// The version before it.
        read: Version,
    },
    /// Erases what was written in an approval. Guarded.
    PurgeApproval {
        /// The approval after it.
        approval: Box<Approval>,
        /// The version before it.
        read: Version,
    },
    /// What a task's agent used, in place of earlier counts.
    PutUsage {
        /// The task.
        task: TaskId,
        /// The counts.
        usage: Usage,
    },
    /// The policy's preset and version. Guarded.
    UpdatePolicy {
        /// What happens when no rule speaks.
        preset: Preset,
        /// The version after the change.
        version: Version,
        /// The version before it.
        read: Version,
    },
    /// Nothing is written, but the policy must still have this version: what was decided depended on it. Guarded.
    ExpectPolicy(Version),
    /// An agent was seen at a door, in place of what was known. What it leaves out stays as it was.
    PutAgentNote(Box<AgentNote>),
    /// Something is stopped. Doing it twice changes nothing.
    InsertStop(Stop),
    /// It goes on: an agent, or everything. Doing it twice changes nothing.
    DeleteStop(Option<String>),
    /// Nothing is written, but neither this agent nor everything may be stopped: work begins by this. Guarded.
    ExpectGoing(Option<String>),
    /// Nothing is written, but the settings must still have this version: what is committed depended on them. Guarded.
    ExpectSettings(Version),
    /// Nothing is written, but this person must still be one who may decide: what is committed rests on it. Guarded.
    ExpectDecider(PersonId),
    /// Nothing is written, but this person must still be an administrator who may sign in. Guarded.
    ExpectAdmin(PersonId),
    /// A link with which a person chooses their password, in place of an earlier one.
    PutLink(PasswordLink),
    /// A person's link works no more. Doing it twice changes nothing.
    DropLink(PersonId),
    /// There must still be a link with this secret; it is used by this. Guarded.
    UseLink([u8; 32]),
    /// Nothing is written, but the desktop must be there and still have this token: its runner takes work by this. Guarded.
    ExpectToken {
        /// The desktop.
        desktop: DesktopId,
        /// The token that the runner came in with.
        token: KeyId,
    },
    /// A new rule.
    InsertRule(Box<Rule>),
    /// A rule no longer holds. Doing it twice changes nothing.
    RevokeRule {
        /// The rule.
        id: RuleId,
        /// Since when.
        at: Timestamp,
    },
    /// A rule decided about an action.
    TouchRule {
        /// The rule.
        id: RuleId,
        /// When.
        at: Timestamp,
    },
    /// A new script. Fails when the name is taken.
    InsertScript(Box<Script>),
    /// A script's new text, or its removal. Guarded. Fails when the name is taken.
    UpdateScript {
        /// The script after the change.
        script: Box<Script>,
        /// The version before it.
        read: Version,
    },
    /// A version of a script as it became: kept beside what the script is now.
    KeepScriptVersion {
        /// The script.
        script: ScriptId,
        /// What it became.
        version: Box<ScriptVersion>,
    },
    /// A task runs a script. It is inserted before, in the same change.
    InsertScriptRun {
        /// The task.
        task: TaskId,
        /// The script.
        script: ScriptId,
        /// The version that it runs.
        version: Version,
    },
    /// A new webhook.
    InsertWebhook(Box<Webhook>),
    /// Nothing is told to a webhook any more, and what waits for it is dropped. Doing it twice changes nothing.
    RemoveWebhook {
        /// The webhook.
        id: WebhookId,
        /// Since when.
        at: Timestamp,
    },
    /// A new telling. It is given up at once when its webhook was removed meanwhile.
    InsertDelivery(Box<Delivery>),
    /// A telling was tried. Last writer wins: one sender works at a time; only that it waits again is not written when its
    /// webhook was removed.
    UpdateDelivery(Box<Delivery>),
    /// Ways to tell people that something waits.
    Channel(ChannelWrite),
    /// How much is kept of what happened.
    Record(RecordWrite),
    /// What several servers share: limits, turns, keys.
    Shared(SharedWrite),
    /// The settings. Guarded.
    UpdateSettings {
        /// The settings after the change.
        settings: Settings,
        /// The version before it.
        read: Version,
    },
    /// A new desktop. Fails when the name is taken.
    InsertDesktop(Box<Desktop>),
    /// A desktop's name, facts, time last seen, or removal: last writer wins, nothing is decided on it. Guarded by its
    /// token, which it does not change: whoever read it before another token was made does not bring the old one back.
    UpdateDesktop(Box<Desktop>),
    /// A desktop with another token. Guarded.
    RenewDesktop {
        /// The desktop afterwards.
        desktop: Box<Desktop>,
        /// The token before.
        read: KeyId,
    },
    /// A new person and their password's hash. Fails when the name is taken.
    InsertPerson {
        /// The person.
        person: Person,
        /// Argon2id, in PHC form.
        password_hash: String,
    },
    /// A person's role or state. Guarded.
    UpdatePerson {
        /// The person after the change.
        person: Person,
        /// The version before it.
        read: Version,
    },
    /// Another password.
    SetPassword {
        /// Whose.
        person: PersonId,
        /// Argon2id, in PHC form.
        password_hash: String,
    },
    /// A new key and the hash of its secret.
    InsertKey {
        /// The key.
        key: Key,
        /// SHA-256 of the secret.
        secret_hash: [u8; 32],
    },
    /// A key is refused from now on. Doing it twice changes nothing.
    RevokeKey {
        /// The key.
        id: KeyId,
        /// When.
        at: Timestamp,
    },
    /// A key was accepted.
    TouchKey {
        /// The key.
        id: KeyId,
        /// When.
        at: Timestamp,
    },
    /// A browser signed in.
    InsertSession(SessionRecord),
    /// A session was used.
    TouchSession {
        /// The session.
        id: SessionId,
        /// When.
        at: Timestamp,
    },
    /// A browser's person gave their password again.
    ConfirmSession {
        /// The session.
        id: SessionId,
        /// When.
        at: Timestamp,
    },
    /// A browser signed out, or was signed out.
    DeleteSession(SessionId),
    /// All of a person's browsers are signed out.
    DeleteSessionsOf(PersonId),
    /// What a form left for the next page.
    InsertNotice(Notice),
    /// The setup link's secret, as a hash; `None` closes setup.
    PutSetupSecret(Option<[u8; 32]>),
    /// Setup must still be open with this secret; it is closed by this. Guarded.
    UseSetupSecret([u8; 32]),
    /// An idempotency key begins: fails as stale when it is there already.
    BeginIdempotent(IdempotencyRecord),
    /// An idempotency key has its answer, or is forgotten when the request failed on our side. An answer that a purge gave
    /// it meanwhile stays.
    EndIdempotent {
        /// Who sent it.
        principal: String,
        /// The key.
        key: String,
        /// The answer's status and body; `None` forgets the key.
        answer: Option<(u16, String)>,
        /// The task that the answer belongs to, where the request did not name it.
        task: Option<TaskId>,
        /// Whether that one was purged: then the request's hash goes too.
        purged: bool,
    },
    /// Forgets sessions, notices and idempotency keys older than they may be, and what was told of requests that are over.
    Prune {
        /// Sessions not used since.
        sessions_before: Timestamp,
        /// Sessions made before.
        sessions_made_before: Timestamp,
        /// Notices and idempotency keys made before.
        short_lived_before: Timestamp,
    },
}

/// What erasing a task's texts takes.
#[derive(Clone, Debug)]
pub struct Purge {
    /// The task after it.
    pub task: Task,
    /// The version before it.
    pub read: Version,
    /// The status and the body that a repeated request gets in place of an answer that told of the task.
    pub answer: (u16, String),
    /// Whether somebody waits until the file holds no trace of it.
    pub urgent: bool,
    /// When.
    pub at: Timestamp,
}

/// Everything one verb writes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The writes, in order.
    pub writes: Vec<Write>,
    /// Audit rows; the writer gives them their place in the chain.
    pub audit: Vec<NewAudit>,
    /// Events; the writer gives them their numbers.
    pub events: Vec<NewEvent>,
}
