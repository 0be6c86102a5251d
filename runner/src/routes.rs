//! The server's routes beside the runner's own, for whoever asks there: what can succeed later is tried again, and a problem
//! in the server's own words is its last one.

use crate::{
    backoff::Backoff,
    client::{Client, after},
};
use domain::wire::Problem;
use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use std::{ops::ControlFlow, time::Duration};

/// How long an answer may take, beside the time that was asked to wait.
const PATIENCE: Duration = Duration::from_secs(20);

/// Nothing to send.
pub(crate) const NOTHING: Option<&()> = None;

/// The way to those routes.
#[derive(Clone, Debug)]
pub(crate) struct Routes {
    http: reqwest::Client,
    base: String,
}

impl Routes {
    /// With the client's own token.
    pub(crate) fn of(client: &Client) -> Self {
        let (http, base) = client.beside();
        Self { http: http.clone(), base: base.to_owned() }
    }

    /// Sends a request until it is answered. `later` hears each time why that can succeed only later, and may end the trying.
    /// What has a body is done once, also where its answer got lost on the way.
    pub(crate) async fn call<B: Serialize + Sync, A: DeserializeOwned, E>(
        &self,
        (method, path): (Method, &str),
        body: Option<&B>,
        wait: u32,
        mut later: impl FnMut(String) -> ControlFlow<E> + Send,
    ) -> Result<Result<A, Box<Problem>>, E> {
        let timeout = PATIENCE + Duration::from_secs(wait.into());
        let once = format!("{:032x}", rand::random::<u128>());
        let mut backoff = Backoff::new();
        loop {
            let url = format!("{}{path}", self.base);
            let mut request = self.http.request(method.clone(), url).timeout(timeout);
            if let Some(body) = body {
                request = request.header("idempotency-key", &once).json(body);
            }
            match answer(request).await {
                Answer::Done(answer) => return Ok(Ok(answer)),
                Answer::Never(problem) => return Ok(Err(problem)),
                Answer::Later { why, after } => match later(why) {
                    ControlFlow::Break(tired) => return Err(tired),
                    ControlFlow::Continue(()) => backoff.wait(after).await,
                },
            }
        }
    }
}

/// What became of one request.
enum Answer<A> {
    Done(A),
    Later { why: String, after: Option<Duration> },
    Never(Box<Problem>),
}

/// Sends a request once. Only a problem in the server's own words counts as its last word.
async fn answer<A: DeserializeOwned>(request: reqwest::RequestBuilder) -> Answer<A> {
    let later = |why: String| Answer::Later { why, after: None };
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return later(error.to_string()),
    };
    let status = response.status();
    let after = after(response.headers());
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
