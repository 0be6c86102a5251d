//! What happened: as a list, and live.

use axum::Json as Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::event::EventKind;
use domain::wire::{ActivityItem, Page};
use domain::{DesktopId, Refusal, Timestamp, limits};
use service::{HappenedQuery, MissionControl};

use super::query::Query;
use crate::auth::{StillAccepted, Who};
use crate::live;
use crate::problem::Problem;
use crate::state::ServerState;

/// Events, oldest first. With a filter, or newest first, without what runs print.
#[utoipa::path(get, path = "/activity", tag = "activity", responses((status = 200, body = Page<ActivityItem>)), params(
    ("after" = Option<i64>, Query, description = "Only events after this number"),
    ("order" = Option<String>, Query, description = "`oldest` (the default) or `newest`"),
    ("kind" = Option<String>, Query, description = "Only events of this name, such as `task.done`, or of this noun, such as `task`"),
    ("by" = Option<String>, Query, description = "Only what this person or agent did, by name"),
    ("agent" = Option<String>, Query, description = "Only about tasks that this agent works on"),
    ("desktopId" = Option<String>, Query, description = "Only about this desktop or its tasks"),
    ("day" = Option<String>, Query, description = "Only on this day (UTC), such as `2026-12-31`"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<ActivityItem>>, Problem> {
    let filters = ["order", "kind", "by", "agent", "desktopId", "day"];
    let query = query.only(&[&["after", "cursor", "limit"], &filters[..]].concat())?;
    if filters.iter().all(|name| query.all(name).is_empty()) {
        let after = query.after()?.unwrap_or(0);
        return Ok(Body(mission.activity(&actor, after, query.limit()?).await?));
    }
    Ok(Body(mission.filtered_activity(&actor, filtered(&query)?).await?))
}

/// The filters in the query. The cursor is the number of an event, in either order.
fn filtered(query: &Query) -> Result<HappenedQuery, Refusal> {
    let read = |text: &str| matches!(text, "oldest" | "newest").then(|| text == "oldest");
    let oldest_first = query.word("order", "oldest or newest", read)?.unwrap_or(true);
    let kind = |text: &str| EventKind::is_named_by(text).then(|| text.to_owned());
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    let after = query.word("after", "a number from 0 up", number)?;
    let cursor = query.word("cursor", "the nextCursor of the page before", number)?;
    let day = |text: &str| {
        let start = Timestamp::parse(&format!("{text}T00:00:00Z"))?;
        Some((start, start.plus_seconds(Timestamp::DAY_SECONDS)))
    };
    Ok(HappenedQuery {
        before: cursor.filter(|_| !oldest_first),
        after: cursor.filter(|_| oldest_first).or(after),
        kind: query.word("kind", "the name of an event, or what stands before its dot", kind)?,
        by: query.owned("by")?,
        agent: query.owned("agent")?,
        desktop: query.owned("desktopId")?.map(DesktopId::new),
        day: query.word("day", "a day such as 2026-12-31", day)?,
        oldest_first,
        limit: query.limit()?.unwrap_or(limits::PAGE),
    })
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
) -> Result<Response, Problem> {
    let after = match last_event_id(&headers)? {
        Some(last) => Some(last),
        None => query.only(&["after"])?.after()?,
    };
    live::events(state, actor, accepted, after).await
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<i64>, Refusal> {
    let wrong = |_| Refusal::invalid("Last-Event-ID", "It must be the number of an event.");
    let sent = headers.get("last-event-id").map(|value| value.to_str().unwrap_or("?"));
    sent.filter(|text| !text.is_empty()).map(|text| text.parse().map_err(wrong)).transpose()
}
