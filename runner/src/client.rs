//! The server's runner routes, one function each. Nothing is tried twice here; who calls decides that by [`Trouble`].

use crate::tls;
use anyhow::Context as _;
use domain::{
    change::FileChange,
    limits,
    wire::{
        Claim, Heartbeat, HeartbeatAnswer, LogPiece, Problem, PushFiles, PushLogs, PushLook,
        ReportResult, Work, WorkAnswer,
    },
};
use reqwest::{StatusCode, header, redirect};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// How long an answer may take, beside the time that was asked to wait.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The server could not be reached or could not do it now: the same call may succeed later.
    #[error("{why}")]
    Later { why: String, after: Option<Duration> },
    /// The token is not, or no longer, that of a desktop.
    #[error("the server does not accept this desktop's token: {0}")]
    Unknown(String),
    /// The work is no longer ours.
    #[error("the server gave this work up: {0}")]
    Lost(String),
    /// The server will never accept this.
    #[error("the server refused: {0}")]
    Refused(String),
}

/// One desktop's connection to its server.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    pub(crate) fn new(server: &str, token: &str) -> anyhow::Result<Self> {
        Self::of("mission-control-runner", server, token)
    }

    /// The connection of a program of this name.
    pub(crate) fn of(program: &str, server: &str, token: &str) -> anyhow::Result<Self> {
        let url = reqwest::Url::parse(server).context("the server's address is not a URL")?;
        anyhow::ensure!(
            matches!(url.scheme(), "http" | "https") && url.has_host(),
            "the server's address must begin with https:// or http://"
        );
        let mut key = header::HeaderValue::from_str(token).context("the token is not a token")?;
        key.set_sensitive(true);
        tls::ready();
        let http = reqwest::Client::builder()
            .user_agent(format!("{program}/{}", env!("CARGO_PKG_VERSION")))
            .default_headers(header::HeaderMap::from_iter([(
                header::HeaderName::from_static("x-api-key"),
                key,
            )]))
            // A redirect could carry the token elsewhere.
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()?;
        let base = format!("{}/api/mission-control/runner", server.trim_end_matches('/'));
        Ok(Self { http, base })
    }

    /// The HTTP client, which carries the token, and the address of the whole API: agents use routes beside the runner's.
    pub(crate) fn beside(&self) -> (&reqwest::Client, &str) {
        (&self.http, self.base.trim_end_matches("/runner"))
    }

    /// Asks for work and waits for it. `None` when there was none in time.
    pub(crate) async fn claim(&self, claim: &Claim, wait: u32) -> Result<Option<Work>, Trouble> {
        let url = format!("{}/claim?wait={wait}", self.base);
        let answer: Option<WorkAnswer> = self.post(url, claim, wait).await?;
        Ok(answer.map(|answer| answer.work))
    }

    /// Renews the lease and waits for a cancel.
    pub(crate) async fn heartbeat(
        &self,
        work: &str,
        lease: &str,
        wait: u32,
    ) -> Result<HeartbeatAnswer, Trouble> {
        let url = format!("{}/work/{work}/heartbeat?wait={wait}", self.base);
        let answer = self.post(url, &Heartbeat { lease: lease.to_owned() }, wait).await?;
        answer.ok_or_else(|| later("the server answered a heartbeat with nothing"))
    }

    /// Sends pieces of output.
    pub(crate) async fn logs(
        &self,
        work: &str,
        lease: &str,
        pieces: Vec<LogPiece>,
    ) -> Result<(), Trouble> {
        self.tell(work, "logs", &PushLogs { lease: lease.to_owned(), pieces }).await
    }

    /// Sends the list of changed files.
    pub(crate) async fn files(
        &self,
        work: &str,
        lease: &str,
        files: Vec<FileChange>,
    ) -> Result<(), Trouble> {
        self.tell(work, "files", &PushFiles { lease: lease.to_owned(), files }).await
    }

    /// Says how the run ended.
    pub(crate) async fn result(&self, work: &str, result: &ReportResult) -> Result<(), Trouble> {
        self.tell(work, "result", result).await
    }

    /// Says what was found in files.
    pub(crate) async fn look(&self, action: &str, found: &PushLook) -> Result<(), Trouble> {
        self.tell(action, "look", found).await
    }

    async fn tell<B: Serialize + Sync>(
        &self,
        work: &str,
        what: &str,
        body: &B,
    ) -> Result<(), Trouble> {
        let url = format!("{}/work/{work}/{what}", self.base);
        self.post::<_, serde::de::IgnoredAny>(url, body, 0).await.map(drop)
    }

    async fn post<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        url: String,
        body: &B,
        wait: u32,
    ) -> Result<Option<A>, Trouble> {
        let timeout = PATIENCE + Duration::from_secs(wait.into());
        let answer = self.http.post(url).json(body).timeout(timeout).send().await;
        let answer = answer.map_err(|error| later(chain(&error)))?;
        let status = answer.status();
        let after = after(answer.headers());
        let bytes = answer.bytes().await.map_err(|error| later(chain(&error)))?;
        if status == StatusCode::NO_CONTENT {
            return Ok(None);
        }
        if status.is_success() {
            let answer = serde_json::from_slice(&bytes);
            return answer
                .map(Some)
                .map_err(|error| later(format!("an unreadable answer: {error}")));
        }
        Err(trouble(status, &bytes, after))
    }
}

/// When the server wants to be asked again, if it says so; a minute at most.
pub(crate) fn after(headers: &header::HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.parse::<u64>().ok()?;
    Some(Duration::from_secs(seconds.min(60)))
}

/// Only a problem in the server's own words counts as its last word; a proxy's error page says nothing about the work.
fn trouble(status: StatusCode, body: &[u8], after: Option<Duration>) -> Trouble {
    let Ok(problem) = serde_json::from_slice::<Problem>(body) else {
        return Trouble::Later { why: format!("the server answered {status}"), after };
    };
    let why = format!("{} {}", problem.title, problem.detail);
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Trouble::Unknown(why),
        StatusCode::NOT_FOUND | StatusCode::CONFLICT | StatusCode::GONE => Trouble::Lost(why),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
            Trouble::Later { why, after }
        }
        status if status.is_client_error() && !problem.retryable => Trouble::Refused(why),
        _ => Trouble::Later { why, after },
    }
}

fn later(why: impl Into<String>) -> Trouble {
    Trouble::Later { why: why.into(), after: None }
}

/// An error with its causes: the outermost alone says only that a request failed.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// How many bytes of output go into one request: base64 and JSON make a third more of them.
pub(crate) const LOGS_AT_ONCE: usize = limits::RUNNER_BODY / 16;
