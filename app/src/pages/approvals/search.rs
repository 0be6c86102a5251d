//! What the history is searched for. All of it stands in the address.

use super::Desk;
use crate::parts::{
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{Refusal, Timestamp, approval, wire::DesktopItem};
use leptos::prelude::*;
use service::{
    ApprovalList, ApprovalSearch,
    store::{ApprovalFilter, ApprovalOrder},
};

/// A day, in seconds.
const DAY: i64 = 24 * 3600;

/// Rows at once.
const ROWS: u32 = 50;

/// The fields of the form, as they stand in the address.
const FIELDS: [&str; 7] = ["q", "by", "asked", "desktop", "state", "from", "to"];

/// What the end of a request is called.
fn end_label(end: &str) -> &str {
    match end {
        "approved" => "Approved",
        "rejected" => "Rejected",
        "expired" => "Expired",
        "withdrawn" => "Withdrawn",
        "superseded" => "Superseded",
        "revoked" => "Revoked",
        "lapsed" => "Lapsed",
        other => other,
    }
}

/// What was typed, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sought {
    typed: Vec<(&'static str, String)>,
    cursor: Option<String>,
}

impl Sought {
    pub(super) fn of(desk: &Desk) -> Self {
        let typed = FIELDS.into_iter().filter_map(|field| Some((field, desk.query(field)?)));
        Self { typed: typed.collect(), cursor: desk.query("after") }
    }

    /// Whether anything narrows the list.
    pub(super) fn narrows(&self) -> bool {
        !self.typed.is_empty()
    }

    fn get(&self, field: &str) -> Option<String> {
        self.typed.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone())
    }

    /// What the service is asked. Refused when a field cannot be read: the list would be another than it says.
    pub(super) fn list(&self) -> Result<ApprovalList, Refusal> {
        let day = |field: &'static str| {
            let read = |text: String| {
                Timestamp::parse(&format!("{text}T00:00:00Z"))
                    .ok_or_else(|| Refusal::invalid(field, "It must be a date."))
            };
            self.get(field).map(read).transpose()
        };
        let end = |text: String| {
            approval::end(&text)
                .ok_or_else(|| Refusal::invalid("state", "It must be how a request ended."))
        };
        let search = ApprovalSearch {
            text: self.get("q"),
            decided_by: self.get("by"),
            asked_by: self.get("asked"),
            state: self.get("state").map(end).transpose()?,
            from: day("from")?,
            // The last day counts whole.
            to: day("to")?.map(|day| day.plus_seconds(DAY)),
        };
        Ok(ApprovalList {
            filter: ApprovalFilter::Decided,
            order: ApprovalOrder::NewestDecided,
            desktop: self.get("desktop"),
            search,
            cursor: self.cursor.clone(),
            limit: Some(ROWS),
            ..ApprovalList::default()
        })
    }

    /// The rows after these.
    pub(super) fn further(&self, cursor: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("tab", "history");
        query.extend_pairs(self.typed.iter().map(|(field, text)| (*field, text.as_str())));
        query.append_pair("after", cursor);
        format!("/approvals?{}", query.finish())
    }

    /// The form. It says what the list shows, and can be changed from there.
    pub(super) fn form(&self, desktops: &[DesktopItem]) -> AnyView {
        let typed = |field: &str| self.get(field).unwrap_or_default();
        let (desktop, state) = (typed("desktop"), typed("state"));
        let desktops = desktops.iter().map(|item| {
            view! {
                <option value=item.id.clone() selected=item.id == desktop>
                    {safe_text::plain(&item.name)}
                </option>
            }
        });
        let ends = approval::ENDS.map(|end| {
            view! {
                <option value=end selected=state == end>
                    {end_label(end)}
                </option>
            }
        });
        let date = |field: &'static str, label: &'static str| {
            view! {
                <label class="history-day">
                    {label} " "
                    <input class="input" type="date" name=field value=typed(field) />
                </label>
            }
        };
        view! {
            <form class="filter-bar" id="history-search" role="search" aria-label="Search the history" action="/approvals">
                <input type="hidden" name="tab" value="history" />
                <span class="search">
                    <Icon of=Symbol::Search />
                    <input
                        class="input"
                        type="search"
                        name="q"
                        value=typed("q")
                        placeholder="What was asked"
                        aria-label="What was asked"
                    />
                </span>
                <input
                    class="input history-name"
                    name="by"
                    value=typed("by")
                    placeholder="Decided by"
                    aria-label="Decided by"
                />
                <input
                    class="input history-name"
                    name="asked"
                    value=typed("asked")
                    placeholder="Asked by"
                    aria-label="Asked by"
                />
                <select class="select" name="desktop" aria-label="Desktop">
                    <option value="">"Every desktop"</option>
                    {desktops.collect_view()}
                </select>
                <select class="select" name="state" aria-label="Decision">
                    <option value="">"Every decision"</option>
                    {ends.collect_view()}
                </select>
                {date("from", "From")}
                {date("to", "to")}
                <button class="button">"Search"</button>
                {self
                    .narrows()
                    .then(|| {
                        view! {
                            <a class="button" data-kind="plain" href="/approvals?tab=history">
                                "Show all"
                            </a>
                        }
                    })}
            </form>
        }
        .into_any()
    }
}
