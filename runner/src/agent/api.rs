//! The server's routes for agents, one function each, with the runner's token. What can succeed later is tried again
//! until whoever waits for it stops; a problem in the server's own words is given back as it is.

use crate::{backoff::Backoff, client::Client};
use domain::wire::{
    Action, MessageItem, NoteAgent, PostMessage, Problem, Propose, PushUsage, ReportAction,
    TakeAction, Taken,
};
use reqwest::{Method, StatusCode, header};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

/// How long an answer may take, beside the time that was asked to wait.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a poll waits, in seconds: below what the server allows and proxies cut.
const POLL: u32 = 45;

/// One task's routes.
#[derive(Clone, Debug)]
pub(super) struct Api {
    http: reqwest::Client,
    base: String,
    task: String,
}

#[derive(Deserialize)]
struct Messages {
    items: Vec<MessageItem>,
}

/// Nothing to send.
const NOTHING: Option<&()> = None;

impl Api {
    pub(super) fn new(client: &Client, task: &str) -> Self {
        let (http, base) = client.beside();
        Self { http: http.clone(), base: base.to_owned(), task: task.to_owned() }
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

    async fn call<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        wait: u32,
    ) -> Result<A, Problem> {
        let timeout = PATIENCE + Duration::from_secs(wait.into());
        // A request whose answer got lost is not done twice.
        let once = format!("{:032x}", rand::random::<u128>());
        let mut backoff = Backoff::new();
        loop {
            let url = format!("{}{path}", self.base);
            let mut request = self.http.request(method.clone(), url).timeout(timeout);
            if let Some(body) = body {
                request = request.header("idempotency-key", &once).json(body);
            }
            let after = match answer(request).await {
                Answer::Done(answer) => return Ok(answer),
                Answer::Never(problem) => return Err(*problem),
                Answer::Later { why, after } => {
                    tracing::debug!(task = self.task, path, why, "the server cannot do it now");
                    after
                }
            };
            backoff.wait(after).await;
        }
    }
}

/// What became of one request.
pub(crate) enum Answer<A> {
    Done(A),
    Later { why: String, after: Option<Duration> },
    Never(Box<Problem>),
}

/// Sends a request once. Only a problem in the server's own words counts as its last word.
pub(crate) async fn answer<A: DeserializeOwned>(request: reqwest::RequestBuilder) -> Answer<A> {
    let later = |why: String| Answer::Later { why, after: None };
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return later(error.to_string()),
    };
    let status = response.status();
    let after = response.headers().get(header::RETRY_AFTER).and_then(|after| {
        Some(Duration::from_secs(after.to_str().ok()?.parse::<u64>().ok()?.min(60)))
    });
    let bytes = match response.bytes().await {
        Ok(bytes) => bytes,
        Err(error) => return later(error.to_string()),
    };
    if status.is_success() {
        // An answer without a body is `null` to a caller that needs none.
        let body = if bytes.is_empty() { b"null" } else { bytes.as_ref() };
        return match serde_json::from_slice(body) {
            Ok(answer) => Answer::Done(answer),
            Err(error) => later(format!("an unreadable answer: {error}")),
        };
    }
    let why = format!("the server answered {status}");
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) if status.is_client_error() && !waits(status) && !problem.retryable => {
            Answer::Never(Box::new(problem))
        }
        Ok(problem) => {
            Answer::Later { why: format!("{} {}", problem.title, problem.detail), after }
        }
        Err(_) => Answer::Later { why, after },
    }
}

fn waits(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}
