//! Events on their way to one client, for as long as its credential is accepted and the server runs.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use domain::Actor;
use futures::stream;
use service::{LiveEvents, News, Told};
use tokio::time::Instant;

use crate::auth::StillAccepted;
use crate::problem::Problem;
use crate::state::ServerState;

/// How often a credential is looked at again without cause: it may have become too old. What ends it is heard of at once.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// How often a stream says that it lives.
const COMMENT: Duration = Duration::from_secs(15);
/// The first thing sent: that the client is heard, and how soon it comes back when its stream breaks, in milliseconds.
const HELLO: &[u8] = b": here\nretry: 1000\n\n";
/// What a quiet stream says.
const ALIVE: &[u8] = b":\n\n";

/// One open stream.
struct Live {
    state: ServerState,
    accepted: StillAccepted,
    events: LiveEvents,
    /// What is still to be sent, the next one last.
    queue: Vec<Told>,
    greeted: bool,
    look_at: Instant,
    comment_at: Instant,
}

/// The events after a number, or from now on, as server-sent events.
pub async fn events(
    state: ServerState,
    actor: Actor,
    accepted: StillAccepted,
    after: Option<i64>,
) -> Result<Response, Problem> {
    let events = state.mission.live(&actor, after).await?;
    let now = Instant::now();
    let live = Live {
        state,
        accepted,
        events,
        queue: Vec::new(),
        greeted: false,
        // Many may have come at the same moment; they need not all be looked at in one.
        look_at: now + LOOK_AGAIN.mul_f32(rand::random_range(0.5..1.0)),
        comment_at: now + COMMENT,
    };
    let parts = stream::unfold(live, |mut live| async move {
        let part = live.next().await?;
        Some((Ok::<_, Infallible>(part), live))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy that collects answers would hold the events back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(parts)).into_response())
}

impl Live {
    /// What is sent next; `None` ends the stream. The client comes back with the number of the last event it got, so an
    /// end loses nothing.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.greeted {
            self.greeted = true;
            return Some(Bytes::from_static(HELLO));
        }
        while self.queue.is_empty() {
            let now = Instant::now();
            if now >= self.look_at {
                self.accepted().await?;
            }
            if now >= self.comment_at {
                self.comment_at = now + COMMENT;
                return Some(Bytes::from_static(ALIVE));
            }
            let wake_at = self.look_at.min(self.comment_at);
            tokio::select! {
                biased;
                () = self.state.stopping.cancelled() => return None,
                news = self.events.next() => match news.ok()? {
                    News::Events(told) => self.queue = told.into_iter().rev().collect(),
                    News::Doubt => self.accepted().await?,
                },
                () = tokio::time::sleep_until(wake_at) => {}
            }
        }
        self.queue.pop().map(|told| told.frame)
    }

    /// Asks for the credential anew; `None` if it is not accepted any more.
    async fn accepted(&mut self) -> Option<()> {
        // On the heap while it lasts: a stream that only waits is to be small.
        let accepted = Box::pin(self.accepted.now(&self.state.mission)).await;
        self.look_at = Instant::now() + LOOK_AGAIN;
        accepted.then_some(())
    }
}
