//! What happened: as a list, and live.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json as Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::Refusal;
use domain::wire::{ActivityItem, Page};
use futures::Stream;
use service::MissionControl;

use super::query::Query;
use crate::auth::{StillAccepted, Who};
use crate::live;
use crate::problem::Problem;
use crate::state::ServerState;

/// Events, oldest first.
#[utoipa::path(get, path = "/activity", tag = "activity", responses((status = 200, body = Page<ActivityItem>)), params(
    ("after" = Option<i64>, Query, description = "Only events after this number"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<ActivityItem>>, Problem> {
    let query = query.only(&["after", "cursor", "limit"])?;
    let after = query.after()?.unwrap_or(0);
    Ok(Body(mission.activity(&actor, after, query.limit()?).await?))
}

/// Events as they happen, as server-sent events. `Last-Event-ID`, else `after`, resumes; without either it starts now.
#[utoipa::path(get, path = "/activity/stream", tag = "activity", params(
    ("after" = Option<i64>, Query, description = "Only events after this number"),
    ("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event that was received"),
), responses((status = 200, body = String, content_type = "text/event-stream")))]
pub async fn stream(
    State(state): State<ServerState>,
    Who(actor): Who,
    accepted: StillAccepted,
    headers: HeaderMap,
    query: Query,
) -> Result<
    ([(HeaderName, &'static str); 2], Sse<impl Stream<Item = Result<Event, Infallible>>>),
    Problem,
> {
    let after = match last_event_id(&headers)? {
        Some(last) => Some(last),
        None => query.only(&["after"])?.after()?,
    };
    let events = live::events(state, actor, accepted, after).await?;
    let comments = KeepAlive::new().interval(Duration::from_secs(15));
    // A proxy that collects answers would hold the events back.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), "no");
    let headers = [unbuffered, (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Sse::new(events).keep_alive(comments)))
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<i64>, Refusal> {
    let wrong = |_| Refusal::invalid("Last-Event-ID", "It must be the number of an event.");
    let sent = headers.get("last-event-id").map(|value| value.to_str().unwrap_or("?"));
    sent.filter(|text| !text.is_empty()).map(|text| text.parse().map_err(wrong)).transpose()
}
