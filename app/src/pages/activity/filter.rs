//! Which part of what happened is shown. It stands in the address, so it can be kept and sent.

use super::Desk;
use crate::parts::safe_text;
use domain::{
    DesktopId, Refusal, Timestamp,
    event::EventKind,
    wire::{AgentItem, DesktopItem},
};
use leptos::prelude::*;
use service::HappenedQuery;

/// The address of the page.
pub(super) const PAGE: &str = "/activity";

/// Rows at once.
const ROWS: u32 = 50;

/// What can be chosen, by the word before the dot of its events.
const KINDS: [(&str, &str); 6] = [
    ("task", "Tasks"),
    ("approval", "Approvals"),
    ("action", "Actions"),
    ("message", "Messages"),
    ("desktop", "Desktops"),
    ("settings", "Settings"),
];

/// The filter as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    by: Option<String>,
    agent: Option<String>,
    kind: Option<String>,
    desktop: Option<String>,
    day: Option<(String, Timestamp)>,
    before: Option<i64>,
    top: Option<i64>,
}

impl Narrowed {
    /// Refused when a field cannot be read: the list would be another than the address says.
    pub(super) fn of(desk: &Desk) -> Result<Self, Refusal> {
        let number = |field: &'static str| {
            let wrong = |_| Refusal::invalid(field, "It must be the number of an event.");
            desk.query(field).map(|text| text.parse().map_err(wrong)).transpose()
        };
        Ok(Self {
            by: desk.query("by"),
            agent: desk.query("agent"),
            kind: desk.query("kind").map(known).transpose()?,
            desktop: desk.query("desktop"),
            day: desk.query("day").map(day).transpose()?,
            before: number("before")?,
            top: number("top")?,
        })
    }

    /// What the service is asked.
    pub(super) fn asked(&self) -> HappenedQuery {
        let whole =
            |(_, from): &(String, Timestamp)| (*from, from.plus_seconds(Timestamp::DAY_SECONDS));
        HappenedQuery {
            before: self.before,
            after: None,
            kind: self.kind.clone(),
            by: self.by.clone(),
            agent: self.agent.clone(),
            desktop: self.desktop.as_deref().map(DesktopId::new),
            day: self.day.as_ref().map(whole),
            oldest_first: false,
            limit: ROWS,
        }
    }

    pub(super) const fn narrows(&self) -> bool {
        self.by.is_some()
            || self.agent.is_some()
            || self.kind.is_some()
            || self.desktop.is_some()
            || self.day.is_some()
    }

    /// On an earlier page: the number of the newest event that was looked at.
    pub(super) const fn top(&self) -> Option<i64> {
        self.top
    }

    /// The address of what happened before this.
    pub(super) fn further(&self, before: i64, top: Option<i64>) -> String {
        Self { before: Some(before), top, ..self.clone() }.address()
    }

    /// The address of the newest.
    pub(super) fn newest(&self) -> String {
        Self { before: None, top: None, ..self.clone() }.address()
    }

    fn address(&self) -> String {
        let numbers = [("before", self.before), ("top", self.top)];
        let texts = [
            ("by", self.by.clone()),
            ("agent", self.agent.clone()),
            ("kind", self.kind.clone()),
            ("desktop", self.desktop.clone()),
            ("day", self.day.as_ref().map(|(day, _)| day.clone())),
        ];
        let numbers = numbers.map(|(name, number)| (name, number.map(|number| number.to_string())));
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, text) in texts.into_iter().chain(numbers) {
            if let Some(text) = text {
                query.append_pair(name, &text);
            }
        }
        let query = query.finish();
        if query.is_empty() { PAGE.to_owned() } else { format!("{PAGE}?{query}") }
    }

    /// The form. It says what the list shows, and can be changed from there.
    pub(super) fn form(&self, desktops: &[DesktopItem], agents: &[AgentItem]) -> AnyView {
        let option = |value: String, label: String, chosen: Option<&str>| {
            let selected = chosen == Some(value.as_str());
            view! {
                <option value=value selected=selected>
                    {label}
                </option>
            }
        };
        let (kind, agent, desktop) =
            (self.kind.as_deref(), self.agent.as_deref(), self.desktop.as_deref());
        let mut kinds: Vec<_> =
            KINDS.map(|(word, label)| option(word.into(), label.into(), kind)).into();
        if let Some(word) = kind.filter(|word| word.contains('.')) {
            kinds.push(option(word.to_owned(), word.to_owned(), kind));
        }
        let agents =
            agents.iter().map(|one| option(one.name.clone(), safe_text::plain(&one.name), agent));
        let desktops =
            desktops.iter().map(|one| option(one.id.clone(), safe_text::plain(&one.name), desktop));
        let clear = self.narrows().then(|| {
            view! {
                <a class="button" data-kind="plain" href=PAGE>
                    "Clear filter"
                </a>
            }
        });
        view! {
            <form class="insights-filter" aria-label="Filter what happened" action=PAGE data-auto="">
                <input
                    class="input history-name"
                    name="by"
                    value=self.by.clone()
                    placeholder="Who"
                    aria-label="Who, by name"
                    autocomplete="off"
                />
                <select class="select" name="kind" aria-label="Kind">
                    <option value="">"Everything"</option>
                    {kinds}
                </select>
                <select class="select" name="agent" aria-label="Agent">
                    <option value="">"Every agent"</option>
                    {agents.collect_view()}
                </select>
                <select class="select" name="desktop" aria-label="Desktop">
                    <option value="">"Every desktop"</option>
                    {desktops.collect_view()}
                </select>
                <label class="history-day">
                    "Day "
                    <input
                        class="input"
                        type="date"
                        name="day"
                        value=self.day.as_ref().map(|(day, _)| day.clone())
                    />
                </label>
                <button class="button">"Filter"</button>
                {clear}
            </form>
        }
        .into_any()
    }
}

fn known(kind: String) -> Result<String, Refusal> {
    if EventKind::is_named_by(&kind) {
        return Ok(kind);
    }
    Err(Refusal::invalid("kind", "It must be one that is offered, or the name of an event."))
}

fn day(text: String) -> Result<(String, Timestamp), Refusal> {
    let start = Timestamp::parse(&format!("{text}T00:00:00Z"));
    let start = start.ok_or_else(|| Refusal::invalid("day", "It must be a day, as 2026-12-31."))?;
    Ok((text, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_whole_filter() {
        let narrowed = Narrowed {
            by: Some("Ana & Bo".into()),
            kind: Some("approval".into()),
            day: Some(day("2026-01-31".into()).expect("a day")),
            ..Narrowed::default()
        };
        let kept = "/activity?by=Ana+%26+Bo&kind=approval&day=2026-01-31";
        assert_eq!(narrowed.newest(), kept);
        assert_eq!(narrowed.further(7, Some(90)), format!("{kept}&before=7&top=90"));
        assert_eq!(Narrowed::default().newest(), "/activity");
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(day("yesterday".into()).is_err());
        assert!(known("weather".into()).is_err() && known("task.done".into()).is_ok());
    }
}
