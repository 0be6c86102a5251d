//! What is set up once: policy, scripts, ways to tell somebody, settings, desktops.

use super::{Database, Maybe, Rows, missing};
use crate::read;
use crate::row;
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{
    ChannelId, DesktopId, KeyId, ScriptId, TaskId, Timestamp, Version, WebhookId,
    agent_note::AgentNote,
    desktop::Desktop,
    notification::Channel,
    policy::{Policy, Settings},
    script::{Script, ScriptVersion},
    stop::Stops,
    webhook::{Delivery, Webhook},
};
use service::StoreError;
use service::store::{ToldOver, Untold, UntoldQuery, WorkspaceStore};

#[async_trait]
impl WorkspaceStore for Database {
    async fn policy(&self) -> Result<Policy, StoreError> {
        let rows = self.few(sql::policy::ALL, args![], row::policy::read).await?;
        row::policy::whole(rows).ok_or_else(|| missing("policy"))
    }

    async fn agent_notes(&self) -> Rows<AgentNote> {
        self.all(sql::agent_notes::ALL, args![], row::agent_note::read).await
    }

    async fn stops(&self) -> Result<Stops, StoreError> {
        self.few(sql::stops::ALL, args![], row::stop::read).await.map(Stops)
    }

    async fn scripts(&self) -> Rows<Script> {
        self.few(sql::scripts::ALL, args![], row::script::read).await
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
        self.few(sql::webhooks::ALL, args![], row::webhook::read).await
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
        self.few(sql::channels::ALL, args![], row::channel::read).await
    }

    async fn channel(&self, id: &ChannelId) -> Maybe<Channel> {
        self.one(sql::channels::ONE, args![id.as_str()], row::channel::read).await
    }

    async fn untold(&self, query: &UntoldQuery) -> Rows<Untold> {
        self.rows(read::approvals::untold(query), row::channel::read_untold).await
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
        self.few(sql::desktops::ALL, args![], row::desktop::read).await
    }

    async fn desktop(&self, id: &DesktopId) -> Maybe<Desktop> {
        self.one(sql::desktops::ONE, args![id.as_str()], row::desktop::read).await
    }

    async fn desktop_of_token(&self, token: &KeyId) -> Maybe<Desktop> {
        self.one(sql::desktops::OF_TOKEN, args![token.as_str()], row::desktop::read).await
    }
}
