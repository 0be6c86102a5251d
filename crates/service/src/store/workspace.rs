//! The port, as far as it is about this: what is set up once: policy, scripts, ways to tell somebody, settings, desktops.

use super::{StoreError, ToldOver, Untold, UntoldQuery};
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

/// What is set up once: policy, scripts, ways to tell somebody, settings, desktops.
#[async_trait]
pub trait WorkspaceStore: Send + Sync + 'static {
    /// The policy with all its rules, newest first.
    async fn policy(&self) -> Result<Policy, StoreError>;
    /// Agents at their doors, by name and door.
    async fn agent_notes(&self) -> Result<Vec<AgentNote>, StoreError>;
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
}
