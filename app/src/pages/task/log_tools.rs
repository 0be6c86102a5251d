//! What stands around a log: the search, the counts, and the ways to the rest of it. All of it are links and one form
//! that asks for the page again, so that it works without script.

use super::logs::{Asked, Part};
use crate::parts::{
    count::{counted, grouped},
    icon::{Icon, Symbol},
    printed::{self, MATCH},
};
use leptos::prelude::*;

/// The address of the log: on one stream or all, from a line on, or where something was found.
fn address(id: &str, asked: &Asked, more: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("tab", "logs");
    if asked.only_errors {
        query.append_pair("stream", "stderr");
    }
    query.extend_pairs(more);
    format!("/tasks/{id}?{}", query.finish())
}

/// Above the log. `running` says that more lines may come.
pub(super) fn tools(id: &str, asked: &Asked, part: &Part, running: bool) -> AnyView {
    let newest = asked.text.is_none() && asked.from.is_none();
    // Off without script, and where what comes is not on the page.
    let follow = (running && newest).then(|| {
        view! {
            <label class="check with-script">
                <input type="checkbox" id="log-follow" checked=true autocomplete="off" />
                " Follow"
            </label>
        }
    });
    let text = asked.text.clone().unwrap_or_default();
    let left_out = printed::left_out_text(part.removed, part.overwritten);
    view! {
        <form
            class="row tab-tools log-tools"
            id="log-tools"
            role="search"
            aria-label="Search the log"
            action=format!("/tasks/{id}#{MATCH}")
        >
            <input type="hidden" name="tab" value="logs" />
            <label class="search">
                <Icon of=Symbol::Search />
                <input
                    class="input"
                    type="search"
                    name="q"
                    value=text
                    placeholder="Search the log"
                    aria-label="Search the log"
                />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    class="only-stderr"
                    name="stream"
                    value="stderr"
                    checked=asked.only_errors
                />
                " stderr only"
            </label>
            <button class="button" data-size="small">
                "Search"
            </button>
            {follow}
            {found(id, asked, part)}
            <span class="quiet">{size(part)} {left_out.map(|words| format!(" · {words}"))}</span>
            <a class="row-end" href=format!("/api/mission-control/tasks/{id}/output") download="">
                "Download"
            </a>
        </form>
    }
    .into_any()
}

/// How much there is, and how much of it stands here.
fn size(part: &Part) -> String {
    let count = |number| counted(u32::try_from(number).unwrap_or(u32::MAX), "line", "lines");
    let shown = part.shown.len();
    let part_of = (shown < part.asked).then(|| {
        format!(", {} to {} here", grouped(part.shown.start + 1), grouped(part.shown.end))
    });
    format!(
        "{}, {} on stderr{}",
        count(part.all),
        grouped(part.errors),
        part_of.unwrap_or_default()
    )
}

/// How many lines hold what is looked for, and the ways to the others.
fn found(id: &str, asked: &Asked, part: &Part) -> Option<AnyView> {
    let (number, place) = part.found?;
    let words = match number {
        0 => "No line holds it".to_owned(),
        1 => "1 of 1 line".to_owned(),
        many => format!("{} of {} lines", grouped(place), grouped(many)),
    };
    let way = |to: usize, name: &'static str| {
        let text = asked.text.as_deref().unwrap_or_default();
        let more = [("q", text), ("match", &to.to_string())];
        let href = format!("{}#{MATCH}", address(id, asked, &more));
        view! { <a href=href>{name}</a> }
    };
    let previous = (place > 1 && number > 0).then(|| way(place - 1, "Previous"));
    let next = (place < number).then(|| way(place + 1, "Next"));
    Some(
        view! {
            <strong id="log-found" role="status">
                {words}
            </strong>
            {previous}
            {next}
            <a href=address(id, asked, &[])>"Clear search"</a>
        }
        .into_any(),
    )
}

/// Below the log: the ways to the parts that are not here.
pub(super) fn further(id: &str, asked: &Asked, part: &Part) -> Option<AnyView> {
    let (start, end) = (part.shown.start, part.shown.end);
    let way = |from: usize, name: &'static str| {
        let href = address(id, asked, &[("from", &from.to_string())]);
        view! { <a href=href>{name}</a> }
    };
    let first = (start > 0).then(|| way(1, "From the beginning"));
    let next = (end < part.asked).then(|| way(end + 1, "Next part"));
    let newest = (end < part.asked).then(|| {
        view! { <a href=address(id, asked, &[])>"The newest part"</a> }
    });
    (start > 0 || end < part.asked).then(|| {
        view! {
            <p class="row after" id="log-parts">
                {first}
                {next}
                {newest}
            </p>
        }
        .into_any()
    })
}
