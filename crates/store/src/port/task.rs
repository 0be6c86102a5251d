//! Tasks, what they print and change, and what is said in them.

use super::{Database, Maybe, Rows};
use crate::read;
use crate::row;
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{
    DesktopId, Digest, MessageId, PersonId, Task, TaskId, TaskStatus, Timestamp,
    change::FileChange, comment::Comment, log::LogChunk, message::Message,
};
use service::StoreError;
use service::store::{
    CardRecord, LinkedTask, StatusCount, TaskQuery, TaskRecord, TaskStore, Traces, Window,
};

#[async_trait]
impl TaskStore for Database {
    async fn task(&self, id: &TaskId) -> Maybe<TaskRecord> {
        self.one(sql::tasks::ONE, args![id.as_str()], row::task::read_record).await
    }

    async fn tasks(&self, query: &TaskQuery) -> Rows<TaskRecord> {
        self.rows(read::tasks::page(query), row::task::read_record).await
    }

    async fn cards(&self, query: &TaskQuery, windows: &[Window]) -> Rows<CardRecord> {
        if windows.is_empty() {
            return Ok(Vec::new());
        }
        self.rows(read::cards::windows(query, windows), row::card::read).await
    }

    async fn task_agents(&self) -> Rows<String> {
        self.all(sql::cards::AGENTS, args![], row::card::read_agent).await
    }

    async fn count_tasks(&self, query: &TaskQuery) -> Rows<StatusCount> {
        let found = self.rows(read::tasks::count(query), row::task::read_count).await?;
        let count = |status| {
            let same = found.iter().find(|count| count.status == status);
            StatusCount { status, count: same.map_or(0, |count| count.count) }
        };
        Ok(TaskStatus::ALL.into_iter().map(count).collect())
    }

    async fn dependencies(&self, id: &TaskId) -> Rows<Task> {
        self.few(sql::tasks::DEPENDENCIES, args![id.as_str()], row::task::read).await
    }

    async fn dependants(&self, id: &TaskId) -> Rows<Task> {
        self.few(sql::tasks::DEPENDANTS, args![id.as_str()], row::task::read).await
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
        self.few(sql::tasks::RETRIES, args![id.as_str()], row::task::read_record).await
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
        self.erase().await
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

    async fn comments(&self, task: &TaskId) -> Rows<Comment> {
        self.few(sql::comments::OF_TASK, args![task.as_str()], row::comment::read).await
    }

    async fn viewed(&self, person: &PersonId, task: &TaskId) -> Rows<(String, Digest)> {
        let args = args![person.as_str(), task.as_str()];
        self.few(sql::comments::VIEWED, args, row::comment::read_viewed).await
    }

    async fn message(&self, id: &MessageId) -> Maybe<Message> {
        self.one(sql::messages::ONE, args![id.as_str()], row::message::read).await
    }

    async fn messages(&self, task: &TaskId, after: i64, limit: u32) -> Rows<Message> {
        self.all(sql::messages::PAGE, args![task.as_str(), after, limit], row::message::read).await
    }
}
