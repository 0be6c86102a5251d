//! The port's methods, each one question or one change.

use super::SqliteStore;
use super::reader::{Maybe, Rows};
use crate::plan::Plan;
use crate::read;
use crate::row::{self, Fields};
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::audit::{AuditHead, AuditRow};
use domain::change::FileChange;
use domain::comment::Comment;
use domain::desktop::Desktop;
use domain::event::Event;
use domain::insight::Decided;
use domain::log::{LogChunk, Stream};
use domain::message::Message;
use domain::notification::Channel;
use domain::policy::{Policy, Settings};
use domain::script::{Script, ScriptVersion};
use domain::stop::Stops;
use domain::webhook::{Delivery, Webhook};
use domain::{
    Action, ActionId, Approval, ApprovalId, ChannelId, DesktopId, Digest, Gate, KeyId, MessageId,
    Person, PersonId, ScriptId, SessionId, SignedPermit, Task, TaskId, TaskStatus, Timestamp,
    Version, WebhookId,
};
use service::store::{
    ActionRecord, AgentCount, Answered, ApprovalQuery, ApprovalRecord, AskedByRule, CardRecord,
    Change, Committed, Credential, Deeds, Happened, HappenedQuery, IdempotencyRecord, Judged,
    KeyRecord, LinkedTask, Notice, PasswordLink, SessionRecord, Snoozed, StatusCount, TaskQuery,
    TaskRecord, ToldOver, Traces, TrackRecord, Unclosed, Untold, UntoldQuery, Waiting, Window,
};
use service::{Store, StoreError};

/// The error for a table whose one row is not there.
fn missing(table: &'static str) -> StoreError {
    StoreError::Inconsistent { table, id: "1".into(), what: "it is missing".into() }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, change: Change) -> Result<Committed, StoreError> {
        self.writer.commit(Plan::of(change), false).await
    }

    async fn task(&self, id: &TaskId) -> Maybe<TaskRecord> {
        self.one(sql::tasks::ONE, args![id.as_str()], row::task::read_record).await
    }

    async fn tasks(&self, query: &TaskQuery) -> Rows<TaskRecord> {
        self.reader.all(read::tasks::page(query), row::task::read_record).await
    }

    async fn cards(&self, query: &TaskQuery, windows: &[Window]) -> Rows<CardRecord> {
        if windows.is_empty() {
            return Ok(Vec::new());
        }
        self.reader.all(read::cards::windows(query, windows), row::card::read).await
    }

    async fn task_agents(&self) -> Rows<String> {
        self.all(sql::cards::AGENTS, args![], row::card::read_agent).await
    }

    async fn count_tasks(&self, query: &TaskQuery) -> Rows<StatusCount> {
        let found = self.reader.all(read::tasks::count(query), row::task::read_count).await?;
        let count = |status| {
            let same = found.iter().find(|count| count.status == status);
            StatusCount { status, count: same.map_or(0, |count| count.count) }
        };
        Ok(TaskStatus::ALL.into_iter().map(count).collect())
    }

    async fn dependencies(&self, id: &TaskId) -> Rows<Task> {
        self.all(sql::tasks::DEPENDENCIES, args![id.as_str()], row::task::read).await
    }

    async fn dependants(&self, id: &TaskId) -> Rows<Task> {
        self.all(sql::tasks::DEPENDANTS, args![id.as_str()], row::task::read).await
    }

    async fn links_before(&self, id: &TaskId, most: u32) -> Rows<LinkedTask> {
        // One more: the task itself is found first.
        let most = most.saturating_add(1);
        self.all(sql::tasks::LINKS_BEFORE, args![id.as_str(), most], row::task::read_linked).await
    }

    async fn links_after(&self, id: &TaskId, most: u32) -> Rows<LinkedTask> {
        let most = most.saturating_add(1);
        self.all(sql::tasks::LINKS_AFTER, args![id.as_str(), most], row::task::read_linked).await
    }

    async fn retries(&self, id: &TaskId) -> Rows<TaskRecord> {
        self.all(sql::tasks::RETRIES, args![id.as_str()], row::task::read_record).await
    }

    async fn next_queued(&self, desktop: &DesktopId) -> Maybe<Task> {
        self.one(sql::tasks::NEXT_QUEUED, args![desktop.as_str()], row::task::read).await
    }

    async fn overdue(&self, now: Timestamp) -> Rows<Task> {
        let mut tasks = self.all(sql::tasks::LEASE_ENDED, args![now], row::task::read).await?;
        tasks.extend(self.all(sql::tasks::APPROVAL_UNUSED, args![now], row::task::read).await?);
        Ok(tasks)
    }

    async fn to_purge(&self, before: Timestamp, limit: u32) -> Rows<Task> {
        self.all(sql::purge::DUE, args![before, limit], row::task::read).await
    }

    async fn traces(&self) -> Result<Traces, StoreError> {
        let read = row::task::read_traces;
        Ok(self.one(sql::purge::TRACES, args![], read).await?.unwrap_or_default())
    }

    async fn wipe(&self) -> Result<(), StoreError> {
        self.writer.wipe().await
    }

    async fn approval(&self, id: &ApprovalId) -> Maybe<ApprovalRecord> {
        self.one(sql::approvals::ONE, args![id.as_str()], row::approval::read_record).await
    }

    async fn approvals(&self, query: &ApprovalQuery) -> Rows<ApprovalRecord> {
        self.reader.all(read::approvals::page(query)?, row::approval::read_record).await
    }

    async fn waiting(&self) -> Result<Waiting, StoreError> {
        Ok(self
            .one(sql::approvals::WAITING, args![], row::approval::read_waiting)
            .await?
            .unwrap_or_default())
    }

    async fn snoozed(&self, person: &PersonId, now: Timestamp) -> Rows<Snoozed> {
        self.all(sql::snoozes::OF_PERSON, args![person.as_str(), now], row::snooze::read).await
    }

    async fn approvals_of(&self, task: &TaskId) -> Rows<Approval> {
        self.all(sql::approvals::OF_TASK, args![task.as_str()], row::approval::read).await
    }

    async fn undecided(&self, now: Timestamp) -> Rows<Approval> {
        self.all(sql::approvals::UNDECIDED, args![now], row::approval::read).await
    }

    async fn to_remind(&self, now: Timestamp) -> Rows<Approval> {
        self.all(sql::approvals::TO_REMIND, args![now], row::approval::read).await
    }

    async fn decided(&self, from: Timestamp, to: Timestamp, gate: Option<Gate>) -> Rows<Decided> {
        self.reader.all(read::approvals::decided(from, to, gate), row::approval::read_decided).await
    }

    async fn answers(&self, from: Timestamp) -> Rows<Answered> {
        self.all(sql::answers::ALL, args![from], row::answer::read).await
    }

    async fn answers_of(&self, person: &PersonId, from: Timestamp, limit: u32) -> Rows<Answered> {
        let args = args![person.as_str(), from, limit];
        self.all(sql::answers::OF_PERSON, args, row::answer::read).await
    }

    async fn track_record(&self, since: Timestamp) -> Result<TrackRecord, StoreError> {
        let read = row::approval::read_track_record;
        Ok(self.one(sql::approvals::TRACK_RECORD, args![since], read).await?.unwrap_or_default())
    }

    async fn log(&self, task: &TaskId, after: i64, limit: u32) -> Rows<LogChunk> {
        self.all(sql::logs::PAGE, args![task.as_str(), after, limit], row::log::read).await
    }

    async fn output(&self, task: &TaskId, limit: usize) -> Result<(Vec<u8>, u64), StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let pieces =
            self.all(sql::logs::OUTPUT, args![task.as_str(), most], row::log::bytes).await?;
        // Asked second: a run that goes on writing can only have more by now, never less.
        let total = self.one(sql::logs::TOTAL, args![task.as_str()], row::log::total).await?;
        Ok((row::log::cut(&pieces, limit), total.unwrap_or_default()))
    }

    async fn log_count(&self, task: &TaskId) -> Result<u32, StoreError> {
        Ok(self
            .one(sql::logs::COUNT, args![task.as_str()], row::log::count)
            .await?
            .unwrap_or_default())
    }

    async fn files(&self, task: &TaskId) -> Rows<FileChange> {
        self.all(sql::files::ALL, args![task.as_str()], row::file::read).await
    }

    async fn message(&self, id: &MessageId) -> Maybe<Message> {
        self.one(sql::messages::ONE, args![id.as_str()], row::message::read).await
    }

    async fn messages(&self, task: &TaskId, after: i64, limit: u32) -> Rows<Message> {
        self.all(sql::messages::PAGE, args![task.as_str(), after, limit], row::message::read).await
    }

    async fn action(&self, id: &ActionId) -> Maybe<ActionRecord> {
        self.one(sql::actions::ONE, args![id.as_str()], row::action::read_record).await
    }

    async fn actions_of(&self, task: &TaskId) -> Rows<Action> {
        self.all(sql::actions::OF_TASK, args![task.as_str()], row::action::read).await
    }

    async fn next_action(&self, desktop: &DesktopId, now: Timestamp) -> Maybe<Action> {
        self.one(sql::actions::NEXT, args![desktop.as_str(), now], row::action::read).await
    }

    async fn approved_actions(&self, desktop: &DesktopId, now: Timestamp) -> Rows<Action> {
        self.all(sql::actions::APPROVED, args![desktop.as_str(), now], row::action::read).await
    }

    async fn permit(&self, work: &str) -> Maybe<SignedPermit> {
        self.one(sql::permits::BY_WORK, args![work], row::permit::read).await
    }

    async fn stops(&self) -> Result<Stops, StoreError> {
        self.all(sql::stops::ALL, args![], row::stop::read).await.map(Stops)
    }

    async fn next_unseen(&self, desktop: &DesktopId) -> Maybe<Action> {
        let args = args![desktop.as_str()];
        self.one(sql::actions::NEXT_UNSEEN, args, row::action::read).await
    }

    async fn overdue_actions(&self, now: Timestamp) -> Rows<Action> {
        let mut all = self.all(sql::actions::LEASE_ENDED, args![now], row::action::read).await?;
        all.extend(self.all(sql::actions::UNUSED, args![now], row::action::read).await?);
        Ok(all)
    }

    async fn action_log(&self, action: &ActionId, after: i64, limit: u32) -> Rows<LogChunk> {
        let args = args![action.as_str(), after, limit];
        self.all(sql::logs::PAGE_OF_ACTION, args, row::log::read_of_action).await
    }

    async fn action_log_end(&self, action: &ActionId, limit: u32) -> Rows<LogChunk> {
        let args = args![action.as_str(), limit];
        let mut pieces = self.all(sql::logs::END_OF_ACTION, args, row::log::read_of_action).await?;
        pieces.reverse();
        Ok(pieces)
    }

    async fn comments(&self, task: &TaskId) -> Rows<Comment> {
        self.all(sql::comments::OF_TASK, args![task.as_str()], row::comment::read).await
    }

    async fn viewed(&self, person: &PersonId, task: &TaskId) -> Rows<(String, Digest)> {
        let args = args![person.as_str(), task.as_str()];
        self.all(sql::comments::VIEWED, args, row::comment::read_viewed).await
    }

    async fn action_output(
        &self,
        action: &ActionId,
        stream: Stream,
        limit: usize,
    ) -> Result<(Vec<u8>, u64), StoreError> {
        let (id, stream) = (action.as_str(), stream.as_str());
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let args = args![id, stream, most];
        let pieces = self.all(sql::logs::OUTPUT_OF_ACTION, args, row::log::bytes).await?;
        let total =
            self.one(sql::logs::TOTAL_OF_ACTION, args![id, stream], row::log::total).await?;
        Ok((row::log::cut(&pieces, limit), total.unwrap_or_default()))
    }

    async fn action_files(&self, action: &ActionId) -> Rows<FileChange> {
        self.all(sql::files::ALL_OF_ACTION, args![action.as_str()], row::file::read_of_action).await
    }

    async fn recent_actions(&self, limit: u32) -> Rows<Judged> {
        self.all(sql::actions::RECENT, args![limit], row::action::read_judged).await
    }

    async fn asked_by_rule(&self, since: Timestamp) -> Rows<AskedByRule> {
        self.all(sql::actions::ASKED_BY_RULE, args![since], row::action::read_asked).await
    }

    async fn unclosed(&self) -> Rows<Unclosed> {
        self.all(sql::cards::UNCLOSED, args![], row::card::read_unclosed).await
    }

    async fn agent_counts(&self) -> Rows<AgentCount> {
        self.all(sql::actions::AGENT_COUNTS, args![], row::action::read_agent_count).await
    }

    async fn policy(&self) -> Result<Policy, StoreError> {
        let rows = self.all(sql::policy::ALL, args![], row::policy::read).await?;
        row::policy::whole(rows).ok_or_else(|| missing("policy"))
    }

    async fn scripts(&self) -> Rows<Script> {
        self.all(sql::scripts::ALL, args![], row::script::read).await
    }

    async fn script(&self, id: &ScriptId) -> Maybe<Script> {
        self.one(sql::scripts::ONE, args![id.as_str()], row::script::read).await
    }

    async fn script_versions(&self, id: &ScriptId, limit: u32) -> Rows<ScriptVersion> {
        let read = row::script::read_version;
        self.all(sql::scripts::VERSIONS, args![id.as_str(), limit], read).await
    }

    async fn script_runs(&self, id: &ScriptId, limit: u32) -> Rows<(TaskId, Version)> {
        self.all(sql::scripts::RUNS, args![id.as_str(), limit], row::script::read_run).await
    }

    async fn count_script_runs(&self, id: &ScriptId) -> Result<u32, StoreError> {
        let read = row::script::read_run_count;
        Ok(self.one(sql::scripts::COUNT_RUNS, args![id.as_str()], read).await?.unwrap_or(0))
    }

    async fn webhooks(&self) -> Rows<Webhook> {
        self.all(sql::webhooks::ALL, args![], row::webhook::read).await
    }

    async fn webhook(&self, id: &WebhookId) -> Maybe<Webhook> {
        self.one(sql::webhooks::ONE, args![id.as_str()], row::webhook::read).await
    }

    async fn deliveries(&self, webhook: &WebhookId, limit: u32) -> Rows<Delivery> {
        let args = args![webhook.as_str(), limit];
        self.all(sql::webhooks::DELIVERIES, args, row::webhook::read_delivery).await
    }

    async fn due_deliveries(&self, now: Timestamp, limit: u32) -> Rows<Delivery> {
        self.all(sql::webhooks::DUE, args![now, limit], row::webhook::read_delivery).await
    }

    async fn channels(&self) -> Rows<Channel> {
        self.all(sql::channels::ALL, args![], row::channel::read).await
    }

    async fn channel(&self, id: &ChannelId) -> Maybe<Channel> {
        self.one(sql::channels::ONE, args![id.as_str()], row::channel::read).await
    }

    async fn untold(&self, query: &UntoldQuery) -> Rows<Untold> {
        self.reader.all(read::approvals::untold(query), row::channel::read_untold).await
    }

    async fn told_over(&self, channel: &ChannelId, limit: u32) -> Rows<ToldOver> {
        let args = args![channel.as_str(), limit];
        self.all(sql::channels::OVER, args, row::channel::read_over).await
    }

    async fn settings(&self) -> Result<Settings, StoreError> {
        let found = self.one(sql::settings::ONE, args![], row::settings::read).await?;
        found.ok_or_else(|| missing("settings"))
    }

    async fn desktops(&self) -> Rows<Desktop> {
        self.all(sql::desktops::ALL, args![], row::desktop::read).await
    }

    async fn desktop(&self, id: &DesktopId) -> Maybe<Desktop> {
        self.one(sql::desktops::ONE, args![id.as_str()], row::desktop::read).await
    }

    async fn desktop_of_token(&self, token: &KeyId) -> Maybe<Desktop> {
        self.one(sql::desktops::OF_TOKEN, args![token.as_str()], row::desktop::read).await
    }

    async fn people(&self) -> Rows<Person> {
        self.all(sql::people::ALL, args![], row::person::read).await
    }

    async fn person(&self, id: &PersonId) -> Maybe<Person> {
        self.one(sql::people::ONE, args![id.as_str()], row::person::read).await
    }

    async fn credential(&self, name: &str) -> Maybe<Credential> {
        self.one(sql::people::CREDENTIAL, args![row::name_key(name)], row::person::read_credential)
            .await
    }

    async fn keys(&self) -> Rows<KeyRecord> {
        self.all(sql::keys::ALL, args![], row::key::read_record).await
    }

    async fn key(&self, id: &KeyId) -> Maybe<KeyRecord> {
        self.one(sql::keys::ONE, args![id.as_str()], row::key::read_record).await
    }

    async fn session(&self, hash: &[u8; 32]) -> Maybe<SessionRecord> {
        self.one(sql::sessions::OF_SECRET, args![hash], row::session::read).await
    }

    async fn sessions(&self, person: &PersonId) -> Rows<SessionRecord> {
        self.all(sql::sessions::OF_PERSON, args![person.as_str()], row::session::read).await
    }

    async fn notice(&self, session: &SessionId, id: &str) -> Maybe<Notice> {
        self.one(sql::sessions::NOTICE, args![id, session.as_str()], row::session::read_notice)
            .await
    }

    async fn setup_secret(&self) -> Maybe<[u8; 32]> {
        self.one(sql::sessions::SETUP, args![], row::session::read_setup_secret).await
    }

    async fn password_link(&self, hash: &[u8; 32]) -> Maybe<PasswordLink> {
        self.one(sql::links::OF_SECRET, args![hash], row::link::read).await
    }

    async fn password_links(&self) -> Rows<PasswordLink> {
        self.all(sql::links::ALL, args![], row::link::read).await
    }

    async fn idempotency(&self, principal: &str, key: &str) -> Maybe<IdempotencyRecord> {
        self.one(sql::idempotency::ONE, args![principal, key], row::idempotency::read).await
    }

    async fn events(&self, after: i64, limit: u32) -> Rows<Event> {
        self.all(sql::events::PAGE, args![after, limit], row::event::read).await
    }

    async fn happened(&self, query: &HappenedQuery) -> Rows<Happened> {
        self.reader.all(read::events::page(query), row::event::read_happened).await
    }

    async fn last_event(&self) -> Result<i64, StoreError> {
        let last = |row: &_| Fields::new(row, "heads", "", "event_seq").int("event_seq");
        Ok(self.one(sql::heads::READ, args![], last).await?.unwrap_or_default())
    }

    async fn audit(&self, after: i64, limit: u32) -> Rows<AuditRow> {
        self.all(sql::audit::PAGE, args![after, limit], row::audit::read).await
    }

    async fn audit_of(&self, deeds: &Deeds, after: i64, limit: u32) -> Rows<AuditRow> {
        let from = deeds.from.unwrap_or(Timestamp(i64::MIN));
        let to = deeds.to.unwrap_or(Timestamp(i64::MAX));
        let args = args![after, from, to, deeds.by.as_deref(), limit];
        self.all(sql::audit::OF, args, row::audit::read).await
    }

    async fn audit_about(&self, subject: &str) -> Rows<AuditRow> {
        self.all(sql::audit::ABOUT, args![subject], row::audit::read).await
    }

    async fn audit_head(&self) -> Result<AuditHead, StoreError> {
        let head = self.one(sql::heads::READ, args![], row::audit::read_head).await?;
        head.ok_or_else(|| missing("heads"))
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.writer.commit(Plan::default(), true).await?;
        self.last_event().await.map(drop)
    }
}
