//! The port's methods, each one question or one change.

use super::SqliteStore;
use crate::plan::Plan;
use crate::read;
use crate::row::{self, Fields};
use crate::sql;
use crate::statement::{Query, args};
use async_trait::async_trait;
use domain::audit::AuditRow;
use domain::change::FileChange;
use domain::desktop::Desktop;
use domain::event::Event;
use domain::log::LogChunk;
use domain::message::Message;
use domain::person::Person;
use domain::policy::Settings;
use domain::{
    Approval, ApprovalId, DesktopId, KeyId, PersonId, SessionId, Task, TaskId, TaskStatus,
    Timestamp,
};
use service::store::{
    ApprovalQuery, ApprovalRecord, Change, Committed, Credential, IdempotencyRecord, KeyRecord,
    Notice, SessionRecord, StatusCount, TaskQuery, TaskRecord, TrackRecord, Waiting,
};
use service::{Store, StoreError};

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, change: Change) -> Result<Committed, StoreError> {
        self.writer.commit(Plan::of(change), false).await
    }

    async fn task(&self, id: &TaskId) -> Result<Option<TaskRecord>, StoreError> {
        let query = Query::new(sql::tasks::ONE, args![id.as_str()]);
        self.reader.one(query, row::task::read_record).await
    }

    async fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskRecord>, StoreError> {
        self.reader.all(read::tasks::page(query), row::task::read_record).await
    }

    async fn count_tasks(&self, query: &TaskQuery) -> Result<Vec<StatusCount>, StoreError> {
        let found = self.reader.all(read::tasks::count(query), row::task::read_count).await?;
        let count = |status| {
            let same = found.iter().find(|count| count.status == status);
            StatusCount { status, count: same.map_or(0, |count| count.count) }
        };
        Ok(TaskStatus::ALL.into_iter().map(count).collect())
    }

    async fn dependencies(&self, id: &TaskId) -> Result<Vec<Task>, StoreError> {
        let query = Query::new(sql::tasks::DEPENDENCIES, args![id.as_str()]);
        self.reader.all(query, row::task::read).await
    }

    async fn dependants(&self, id: &TaskId) -> Result<Vec<Task>, StoreError> {
        let query = Query::new(sql::tasks::DEPENDANTS, args![id.as_str()]);
        self.reader.all(query, row::task::read).await
    }

    async fn retries(&self, id: &TaskId) -> Result<Vec<TaskRecord>, StoreError> {
        let query = Query::new(sql::tasks::RETRIES, args![id.as_str()]);
        self.reader.all(query, row::task::read_record).await
    }

    async fn next_queued(&self, desktop: &DesktopId) -> Result<Option<Task>, StoreError> {
        let query = Query::new(sql::tasks::NEXT_QUEUED, args![desktop.as_str()]);
        self.reader.one(query, row::task::read).await
    }

    async fn overdue(&self, now: Timestamp) -> Result<Vec<Task>, StoreError> {
        let lost = Query::new(sql::tasks::LEASE_ENDED, args![now]);
        let unused = Query::new(sql::tasks::APPROVAL_UNUSED, args![now]);
        let mut tasks = self.reader.all(lost, row::task::read).await?;
        tasks.extend(self.reader.all(unused, row::task::read).await?);
        Ok(tasks)
    }

    async fn approval(&self, id: &ApprovalId) -> Result<Option<ApprovalRecord>, StoreError> {
        let query = Query::new(sql::approvals::ONE, args![id.as_str()]);
        self.reader.one(query, row::approval::read_record).await
    }

    async fn approvals(&self, query: &ApprovalQuery) -> Result<Vec<ApprovalRecord>, StoreError> {
        self.reader.all(read::approvals::page(query)?, row::approval::read_record).await
    }

    async fn waiting(&self) -> Result<Waiting, StoreError> {
        let query = Query::new(sql::approvals::WAITING, args![]);
        Ok(self.reader.one(query, row::approval::read_waiting).await?.unwrap_or_default())
    }

    async fn approvals_of(&self, task: &TaskId) -> Result<Vec<Approval>, StoreError> {
        let query = Query::new(sql::approvals::OF_TASK, args![task.as_str()]);
        self.reader.all(query, row::approval::read).await
    }

    async fn undecided(&self, now: Timestamp) -> Result<Vec<Approval>, StoreError> {
        let query = Query::new(sql::approvals::UNDECIDED, args![now]);
        self.reader.all(query, row::approval::read).await
    }

    async fn track_record(&self, since: Timestamp) -> Result<TrackRecord, StoreError> {
        let query = Query::new(sql::approvals::TRACK_RECORD, args![since]);
        Ok(self.reader.one(query, row::approval::read_track_record).await?.unwrap_or_default())
    }

    async fn log(
        &self,
        task: &TaskId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<LogChunk>, StoreError> {
        let query = Query::new(sql::logs::PAGE, args![task.as_str(), after, limit]);
        self.reader.all(query, row::log::read).await
    }

    async fn output(&self, task: &TaskId, limit: usize) -> Result<(Vec<u8>, u64), StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let pieces = Query::new(sql::logs::OUTPUT, args![task.as_str(), most]);
        let pieces = self
            .reader
            .all(pieces, |row| Fields::new(row, "task_logs", "", "task").bytes("bytes"))
            .await?;
        let mut output = pieces.concat();
        output.truncate(limit);
        // Asked second: a run that goes on writing can only have more by now, never less.
        let total = Query::new(sql::logs::TOTAL, args![task.as_str()]);
        let total = self
            .reader
            .one(total, |row| Fields::new(row, "task_logs", "", "task").int("total"))
            .await?;
        Ok((output, total.unwrap_or_default().unsigned_abs()))
    }

    async fn log_count(&self, task: &TaskId) -> Result<u32, StoreError> {
        let query = Query::new(sql::logs::COUNT, args![task.as_str()]);
        let count = |row: &_| Fields::new(row, "task_logs", "", "task").number("pieces");
        Ok(self.reader.one(query, count).await?.unwrap_or_default())
    }

    async fn files(&self, task: &TaskId) -> Result<Vec<FileChange>, StoreError> {
        let query = Query::new(sql::files::ALL, args![task.as_str()]);
        self.reader.all(query, row::file::read).await
    }

    async fn messages(
        &self,
        task: &TaskId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let query = Query::new(sql::messages::PAGE, args![task.as_str(), after, limit]);
        self.reader.all(query, row::message::read).await
    }

    async fn settings(&self) -> Result<Settings, StoreError> {
        let query = Query::new(sql::settings::ONE, args![]);
        self.reader.one(query, row::settings::read).await?.ok_or_else(|| StoreError::Inconsistent {
            table: "settings",
            id: "1".into(),
            what: "it is missing".into(),
        })
    }

    async fn desktops(&self) -> Result<Vec<Desktop>, StoreError> {
        self.reader.all(Query::new(sql::desktops::ALL, args![]), row::desktop::read).await
    }

    async fn desktop(&self, id: &DesktopId) -> Result<Option<Desktop>, StoreError> {
        let query = Query::new(sql::desktops::ONE, args![id.as_str()]);
        self.reader.one(query, row::desktop::read).await
    }

    async fn desktop_of_token(&self, token: &KeyId) -> Result<Option<Desktop>, StoreError> {
        let query = Query::new(sql::desktops::OF_TOKEN, args![token.as_str()]);
        self.reader.one(query, row::desktop::read).await
    }

    async fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.reader.all(Query::new(sql::people::ALL, args![]), row::person::read).await
    }

    async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let query = Query::new(sql::people::ONE, args![id.as_str()]);
        self.reader.one(query, row::person::read).await
    }

    async fn credential(&self, name: &str) -> Result<Option<Credential>, StoreError> {
        let query = Query::new(sql::people::CREDENTIAL, args![row::name_key(name)]);
        self.reader.one(query, row::person::read_credential).await
    }

    async fn keys(&self) -> Result<Vec<KeyRecord>, StoreError> {
        self.reader.all(Query::new(sql::keys::ALL, args![]), row::key::read_record).await
    }

    async fn key(&self, id: &KeyId) -> Result<Option<KeyRecord>, StoreError> {
        let query = Query::new(sql::keys::ONE, args![id.as_str()]);
        self.reader.one(query, row::key::read_record).await
    }

    async fn session(&self, hash: &[u8; 32]) -> Result<Option<SessionRecord>, StoreError> {
        let query = Query::new(sql::sessions::OF_SECRET, args![hash]);
        self.reader.one(query, row::session::read).await
    }

    async fn sessions(&self, person: &PersonId) -> Result<Vec<SessionRecord>, StoreError> {
        let query = Query::new(sql::sessions::OF_PERSON, args![person.as_str()]);
        self.reader.all(query, row::session::read).await
    }

    async fn notice(&self, session: &SessionId, id: &str) -> Result<Option<Notice>, StoreError> {
        let query = Query::new(sql::sessions::NOTICE, args![id, session.as_str()]);
        self.reader.one(query, row::session::read_notice).await
    }

    async fn setup_secret(&self) -> Result<Option<[u8; 32]>, StoreError> {
        let query = Query::new(sql::sessions::SETUP, args![]);
        self.reader.one(query, row::session::read_setup_secret).await
    }

    async fn idempotency(
        &self,
        principal: &str,
        key: &str,
    ) -> Result<Option<IdempotencyRecord>, StoreError> {
        let query = Query::new(sql::idempotency::ONE, args![principal, key]);
        self.reader.one(query, row::idempotency::read).await
    }

    async fn events(&self, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        let query = Query::new(sql::events::PAGE, args![after, limit]);
        self.reader.all(query, row::event::read).await
    }

    async fn last_event(&self) -> Result<i64, StoreError> {
        let query = Query::new(sql::heads::READ, args![]);
        let last = |row: &_| Fields::new(row, "heads", "", "event_seq").int("event_seq");
        Ok(self.reader.one(query, last).await?.unwrap_or_default())
    }

    async fn audit(&self, after: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        let query = Query::new(sql::audit::PAGE, args![after, limit]);
        self.reader.all(query, row::audit::read).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.writer.commit(Plan::default(), true).await?;
        self.last_event().await.map(drop)
    }
}
