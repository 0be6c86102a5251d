//! Events on their way to one client, for as long as its credential is accepted and the server runs.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::Event;
use domain::Actor;
use domain::wire::ActivityItem;
use futures::{Stream, StreamExt, stream};
use service::LiveEvents;

use crate::auth::StillAccepted;
use crate::problem::Problem;
use crate::state::ServerState;

/// How often a quiet stream's credential is looked at again; a stream that has something to say looks before it does.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How soon a browser whose stream broke comes back.
const COME_BACK: Duration = Duration::from_secs(1);

/// One open stream.
struct Live {
    state: ServerState,
    accepted: StillAccepted,
    events: LiveEvents,
}

/// The events after a number, or from now on. The first thing sent is a comment, so that the client knows it is heard.
pub async fn events(
    state: ServerState,
    actor: Actor,
    accepted: StillAccepted,
    after: Option<i64>,
) -> Result<impl Stream<Item = Result<Event, Infallible>>, Problem> {
    let events = state.mission.live(&actor, after).await?;
    let hello = Event::default().retry(COME_BACK).comment("here");
    let batches = stream::unfold(Live { state, accepted, events }, |mut live| async move {
        live.next().await.map(|items| (items, live))
    });
    let items = batches.flat_map(|items| stream::iter(items.into_iter().map(event)));
    Ok(stream::once(async { hello }).chain(items).map(Ok))
}

impl Live {
    /// The next events; `None` ends the stream. The client comes back with the number of the last event it got, so an
    /// end loses nothing.
    async fn next(&mut self) -> Option<Vec<ActivityItem>> {
        let next = self.events.next();
        tokio::pin!(next);
        loop {
            tokio::select! {
                () = self.state.stopping.cancelled() => return None,
                items = &mut next => {
                    let allowed = self.accepted.now(&self.state.mission).await;
                    return items.ok().filter(|_| allowed);
                }
                () = tokio::time::sleep(LOOK_AGAIN) => {
                    if !self.accepted.now(&self.state.mission).await {
                        return None;
                    }
                }
            }
        }
    }
}

/// Without a name, so that `EventSource.onmessage` gets it.
fn event(item: ActivityItem) -> Event {
    let id = item.seq.to_string();
    match Event::default().id(id).json_data(&item) {
        Ok(event) => event,
        Err(error) => {
            tracing::error!(seq = item.seq, %error, "an event could not be written as JSON");
            Event::default().comment("left out")
        }
    }
}
