//! Which tasks the board shows. The filter lives in the address, so it can be kept, sent and gone back to.

use super::Desk;
use crate::parts::{
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
    stopped::StopAll,
};
use domain::{TaskStatus, TaskType, Timestamp, wire::DesktopItem};
use leptos::prelude::*;
use service::{TaskFilter, Window};

/// How many cards a column shows further on, where an address says from which place.
pub(super) const PART: u32 = 48;

/// How long ago a task was made, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OlderThan {
    TenMinutes,
    Hour,
    Day,
}

impl OlderThan {
    const ALL: [Self; 3] = [Self::TenMinutes, Self::Hour, Self::Day];

    const fn word(self) -> &'static str {
        match self {
            Self::TenMinutes => "10m",
            Self::Hour => "1h",
            Self::Day => "1d",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::TenMinutes => "Older than 10 min",
            Self::Hour => "Older than 1 h",
            Self::Day => "Older than 1 day",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::TenMinutes => 600,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }
}

/// The filter, and from where on columns are shown that do not begin with their first card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BoardFilter {
    pub(super) kind: Option<TaskType>,
    pub(super) desktop: Option<String>,
    pub(super) agent: Option<String>,
    pub(super) age: Option<OlderThan>,
    pub(super) waiting: bool,
    pub(super) text: Option<String>,
    pub(super) windows: Vec<Window>,
}

impl BoardFilter {
    /// The filter as the address says it: beside it, each column's name with the place from which it is shown.
    pub(super) fn of(desk: &Desk) -> Self {
        let window = |status: TaskStatus| {
            let from = desk.query(status.as_str())?.parse().ok()?;
            Some(Window { status, from, cards: PART })
        };
        let age = desk.query("age");
        Self {
            kind: desk.query("type").and_then(|kind| TaskType::parse(&kind)),
            desktop: desk.query("desktop"),
            agent: desk.query("agent"),
            age: OlderThan::ALL.into_iter().find(|older| Some(older.word()) == age.as_deref()),
            waiting: desk.query("waiting").is_some(),
            text: desk.query("q"),
            windows: TaskStatus::ALL.into_iter().filter_map(window).collect(),
        }
    }

    /// What the service is asked.
    pub(super) fn asked(&self, limit: u32, now: Timestamp) -> TaskFilter {
        TaskFilter {
            kind: self.kind,
            desktop: self.desktop.clone(),
            agent: self.agent.clone(),
            made_until: self.age.map(|older| now.plus_seconds(-older.seconds())),
            text: self.text.clone(),
            waiting: self.waiting,
            limit: Some(limit),
            ..TaskFilter::default()
        }
    }

    /// The board's address with this filter, and with one column shown from another place on.
    pub(super) fn address(&self, status: TaskStatus, from: u32) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut pair = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        };
        pair("q", self.text.as_deref());
        pair("type", self.kind.map(TaskType::as_str));
        pair("desktop", self.desktop.as_deref());
        pair("agent", self.agent.as_deref());
        pair("age", self.age.map(OlderThan::word));
        pair("waiting", self.waiting.then_some("on"));
        for window in self.windows.iter().filter(|window| window.status != status) {
            pair(window.status.as_str(), Some(&window.from.to_string()));
        }
        pair(status.as_str(), Some(&from.to_string()));
        format!("/?{}", query.finish())
    }

    fn hides(&self) -> bool {
        let chosen = [&self.desktop, &self.agent, &self.text];
        self.kind.is_some()
            || self.age.is_some()
            || self.waiting
            || chosen.iter().any(|chosen| chosen.is_some())
    }
}

/// `46 tasks are hidden by the filter.`
pub(super) fn hidden_text(hidden: u32) -> String {
    let verb = if hidden == 1 { "is" } else { "are" };
    format!("{} {verb} hidden by the filter.", counted(hidden, "task", "tasks"))
}

/// The form above the board, and beside it the button that stops everything.
#[component]
pub(super) fn FilterBar(
    /// What is filtered now.
    filter: BoardFilter,
    /// The desktops to choose from.
    desktops: Vec<DesktopItem>,
    /// The agents to choose from.
    agents: Vec<String>,
    /// How many tasks match.
    total: u32,
    /// Whether this person may stop everything now.
    may_stop: bool,
) -> impl IntoView {
    let clear = filter.hides().then(|| {
        view! {
            <a class="button" data-kind="plain" href="/">
                "Clear filter"
            </a>
        }
    });
    let kind = filter.kind.map(TaskType::as_str);
    let kinds = [("prompt", "Prompt"), ("command", "Command")];
    let kinds = kinds.map(|(value, words)| option(value, words.to_owned(), kind));
    let desktop = filter.desktop.as_deref();
    let desktops = desktops
        .iter()
        .map(|item| option(&item.id, safe_text::plain(&item.name), desktop))
        .collect_view();
    let agent = filter.agent.as_deref();
    // One that never worked here can stand in an address; what is chosen is shown as chosen.
    let stranger = agent.filter(|agent| !agents.iter().any(|name| name == agent));
    let agents = stranger
        .into_iter()
        .chain(agents.iter().map(String::as_str))
        .map(|name| option(name, safe_text::plain(name), agent))
        .collect_view();
    let age = filter.age.map(OlderThan::word);
    let ages = OlderThan::ALL.map(|older| option(older.word(), older.label().to_owned(), age));
    let stop = may_stop.then(|| {
        view! {
            <span class="row-end row">
                <StopAll />
            </span>
        }
    });
    view! {
        <form class="filter-bar" aria-label="Filter tasks" action="/" data-auto="" data-hold="">
            {filter.text.map(|text| view! { <input type="hidden" name="q" value=text /> })}
            <label class="chip">
                <input type="checkbox" name="waiting" checked=filter.waiting />
                " "
                <Icon of=Symbol::Gate />
                " Waits for a person"
            </label>
            {choice("type", "Type", "Type: all", kinds.collect_view().into_any())}
            {choice("desktop", "Desktop", "Desktop: all", desktops.into_any())}
            {choice("agent", "Agent", "Agent: all", agents.into_any())}
            {choice("age", "Age, since it was made", "Age: all", ages.collect_view().into_any())}
            <button class="button without-script">"Filter"</button>
            {clear}
            <span class="filter-count" id="filter-count">
                {counted(total, "task", "tasks")}
            </span>
            {stop}
        </form>
    }
}

fn choice(name: &'static str, label: &'static str, all: &'static str, options: AnyView) -> AnyView {
    view! {
        <select class="select" name=name aria-label=label>
            <option value="">{all}</option>
            {options}
        </select>
    }
    .into_any()
}

fn option(value: &str, words: String, chosen: Option<&str>) -> AnyView {
    view! {
        <option value=value.to_owned() selected=chosen == Some(value)>
            {words}
        </option>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_whole_filter() {
        let failed = Window { status: TaskStatus::Failed, from: 96, cards: PART };
        let done = Window { status: TaskStatus::Done, from: 12, cards: PART };
        let filter = BoardFilter {
            kind: Some(TaskType::Command),
            desktop: Some("d_1".into()),
            agent: Some("Fern & Co".into()),
            age: Some(OlderThan::Hour),
            waiting: true,
            text: Some("a b&c".into()),
            windows: vec![done, failed],
        };
        assert_eq!(
            filter.address(TaskStatus::Done, 60),
            "/?q=a+b%26c&type=command&desktop=d_1&agent=Fern+%26+Co&age=1h&waiting=on&failed=96&done=60"
        );
        assert_eq!(BoardFilter::default().address(TaskStatus::Pending, 0), "/?pending=0");
    }

    #[test]
    fn a_task_is_older_from_its_very_second_on() {
        let now = Timestamp(90_000_000_000);
        let filter = BoardFilter { age: Some(OlderThan::Day), ..BoardFilter::default() };
        assert_eq!(filter.asked(12, now).made_until, Some(Timestamp(3_600_000_000)));
        assert_eq!(BoardFilter::default().asked(12, now).made_until, None);
    }

    #[test]
    fn one_task_is_hidden_and_several_are() {
        assert_eq!(hidden_text(1), "1 task is hidden by the filter.");
        assert_eq!(hidden_text(46), "46 tasks are hidden by the filter.");
    }
}
