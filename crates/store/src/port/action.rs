//! The actions that agents propose.

use super::{Database, Maybe, Rows};
use crate::row;
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{
    Action, ActionId, DesktopId, TaskId, Timestamp,
    change::FileChange,
    log::{LogChunk, Stream},
};
use service::StoreError;
use service::store::{ActionRecord, ActionStore, AgentCount, AskedByRule, Judged, Unclosed};

#[async_trait]
impl ActionStore for Database {
    async fn action(&self, id: &ActionId) -> Maybe<ActionRecord> {
        self.one(sql::actions::ONE, args![id.as_str()], row::action::read_record).await
    }

    async fn actions_of(&self, task: &TaskId) -> Rows<Action> {
        self.few(sql::actions::OF_TASK, args![task.as_str()], row::action::read).await
    }

    async fn next_action(&self, desktop: &DesktopId, now: Timestamp) -> Maybe<Action> {
        self.one(sql::actions::NEXT, args![desktop.as_str(), now], row::action::read).await
    }

    async fn approved_actions(&self, desktop: &DesktopId, now: Timestamp) -> Rows<Action> {
        self.all(sql::actions::APPROVED, args![desktop.as_str(), now], row::action::read).await
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
        let mut found = self.all(sql::cards::UNCLOSED, args![], row::card::read_unclosed).await?;
        let read = row::card::read_unclosed;
        found.extend(self.all(sql::cards::UNCLOSED_TASKS, args![], read).await?);
        Ok(found)
    }

    async fn agent_counts(&self) -> Rows<AgentCount> {
        self.all(sql::actions::AGENT_COUNTS, args![], row::action::read_agent_count).await
    }
}
