//! The port, as far as it is about this: tasks, what they print and change, and what is said in them.

use super::{
    CardRecord, LinkedTask, StatusCount, StoreError, TaskQuery, TaskRecord, Traces, Window,
};
use async_trait::async_trait;
use domain::{
    DesktopId, Digest, MessageId, PersonId, Task, TaskId, Timestamp, change::FileChange,
    comment::Comment, log::LogChunk, message::Message,
};

/// Tasks, what they print and change, and what is said in them.
#[async_trait]
pub trait TaskStore: Send + Sync + 'static {
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
    /// Takes what was purged out of the database's files, as far as its engine does: SQLite's is written anew, so that it
    /// holds no trace, and others wait meanwhile; PostgreSQL's gives the places away, and overwrites them with what comes
    /// next. Busy when somebody reads too long.
    async fn wipe(&self) -> Result<(), StoreError>;
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
}
