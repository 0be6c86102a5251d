//! The server's routes for agents, one function each, with the runner's token. What can succeed later is tried again
//! until whoever waits for it stops; a problem in the server's own words is given back as it is.

use crate::{
    client::Client,
    routes::{NOTHING, Routes},
};
use domain::wire::{
    Action, MessageItem, NoteAgent, PostMessage, Problem, Propose, PushUsage, ReportAction,
    TakeAction, Taken,
};
use reqwest::Method;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{convert::Infallible, ops::ControlFlow};

/// How long a poll waits, in seconds: below what the server allows and proxies cut.
const POLL: u32 = 45;

/// One task's routes.
#[derive(Clone, Debug)]
pub(super) struct Api {
    routes: Routes,
    task: String,
}

#[derive(Deserialize)]
struct Messages {
    items: Vec<MessageItem>,
}

impl Api {
    pub(super) fn new(client: &Client, task: &str) -> Self {
        Self { routes: Routes::of(client), task: task.to_owned() }
    }

    pub(super) async fn say(&self, text: &str) -> Result<(), Problem> {
        let path = format!("/tasks/{}/messages", self.task);
        let body = PostMessage { text: text.to_owned() };
        self.call::<_, serde::de::IgnoredAny>(Method::POST, &path, Some(&body), 0).await.map(drop)
    }

    /// What was written after `seq`; with `wait` only once there is something, or after a while.
    pub(super) async fn messages(&self, seq: i64, wait: bool) -> Result<Vec<MessageItem>, Problem> {
        let wait = if wait { POLL } else { 0 };
        let path = format!("/tasks/{}/messages?after={seq}&wait={wait}", self.task);
        let page: Messages = self.call(Method::GET, &path, NOTHING, wait).await?;
        Ok(page.items)
    }

    pub(super) async fn propose(&self, proposal: &Propose) -> Result<Action, Problem> {
        self.call(Method::POST, "/actions", Some(proposal), 0).await
    }

    /// The action, once it is over or after a while.
    pub(super) async fn action(&self, id: &str) -> Result<Action, Problem> {
        self.call(Method::GET, &format!("/actions/{id}?wait={POLL}"), NOTHING, POLL).await
    }

    /// The action as it is now.
    pub(super) async fn look(&self, id: &str) -> Result<Action, Problem> {
        self.call(Method::GET, &format!("/actions/{id}"), NOTHING, 0).await
    }

    /// Lets the agent go on with what was approved, once.
    pub(super) async fn take(&self, id: &str, reports: bool) -> Result<Taken, Problem> {
        self.call(Method::POST, &format!("/actions/{id}/take"), Some(&TakeAction { reports }), 0)
            .await
    }

    /// Says how what was taken ended.
    pub(super) async fn report(&self, id: &str, report: &ReportAction) -> Result<(), Problem> {
        let path = format!("/actions/{id}/report");
        self.call::<_, serde::de::IgnoredAny>(Method::POST, &path, Some(report), 0).await.map(drop)
    }

    pub(super) async fn withdraw(&self, id: &str) -> Result<(), Problem> {
        let path = format!("/actions/{id}/withdraw");
        let body = serde_json::json!({});
        self.call::<_, serde::de::IgnoredAny>(Method::POST, &path, Some(&body), 0).await.map(drop)
    }

    pub(super) async fn usage(&self, usage: &PushUsage) -> Result<(), Problem> {
        let path = format!("/runner/work/{}/usage", self.task);
        self.call::<_, serde::de::IgnoredAny>(Method::POST, &path, Some(usage), 0).await.map(drop)
    }

    /// Says which program an agent of this desktop is.
    pub(super) async fn note_agent(&self, note: &NoteAgent) -> Result<(), Problem> {
        self.call::<_, serde::de::IgnoredAny>(Method::POST, "/runner/agents", Some(note), 0)
            .await
            .map(drop)
    }

    /// Until whoever waits for it stops.
    async fn call<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        wait: u32,
    ) -> Result<A, Problem> {
        let later = |why| {
            tracing::debug!(task = self.task, path, why, "the server cannot do it now");
            ControlFlow::<Infallible>::Continue(())
        };
        let Ok(answer) = self.routes.call((method, path), body, wait, later).await;
        answer.map_err(|problem| *problem)
    }
}
