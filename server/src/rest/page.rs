//! Pages of lists that the service answers whole, because they are short.

use domain::{Refusal, limits, wire::Page};

use super::query::Query;

/// The part of the list that the query asks for. The cursor is the place of the next entry.
pub(super) fn of<T>(items: Vec<T>, query: &Query) -> Result<Page<T>, Refusal> {
    let read = |text: &str| text.parse::<usize>().ok();
    let start = query.word("cursor", "the nextCursor of the page before", read)?.unwrap_or(0);
    let limit = query.limit()?.unwrap_or(limits::PAGE) as usize;
    let end = start.saturating_add(limit);
    let next_cursor = (end < items.len()).then(|| end.to_string());
    Ok(Page { items: items.into_iter().skip(start).take(limit).collect(), next_cursor })
}
