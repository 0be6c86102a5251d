//! The port, as far as it is about this: the actions that agents propose.

use super::{ActionRecord, AgentCount, AskedByRule, Judged, StoreError, Unclosed};
use async_trait::async_trait;
use domain::{
    Action, ActionId, DesktopId, TaskId, Timestamp,
    change::FileChange,
    log::{LogChunk, Stream},
};

/// The actions that agents propose.
#[async_trait]
pub trait ActionStore: Send + Sync + 'static {
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
    /// Actions, then commands, of which nobody knows whether they ran, and that no person has closed; those that fell
    /// silent first, first.
    async fn unclosed(&self) -> Result<Vec<Unclosed>, StoreError>;
    /// How many tasks each agent works on and how many of its actions wait, by name.
    async fn agent_counts(&self) -> Result<Vec<AgentCount>, StoreError>;
}
