//! Which tasks the board shows. The filter lives in the address, so it can be kept, sent and gone back to.

use super::Desk;
use crate::parts::{
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{TaskStatus, TaskType, wire::DesktopItem};
use leptos::prelude::*;
use service::TaskFilter;

/// The filter, and how far one column was paged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BoardFilter {
    pub(super) kind: Option<TaskType>,
    pub(super) desktop: Option<String>,
    pub(super) waiting: bool,
    pub(super) text: Option<String>,
    pub(super) paged: Option<Paged>,
}

/// One column that shows more than its first tasks, or older ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paged {
    pub(super) column: TaskStatus,
    /// The cursor: only tasks before it.
    pub(super) before: Option<String>,
    /// How many were shown on the pages before.
    pub(super) shown: u32,
    /// How many it shows here.
    pub(super) cards: u32,
}

impl BoardFilter {
    /// The filter as the address says it.
    pub(super) fn of(desk: &Desk) -> Self {
        let paged = desk.query("column").and_then(|column| {
            let number = |name: &str| desk.query(name)?.parse().ok();
            Some(Paged {
                column: TaskStatus::parse(&column)?,
                before: desk.query("before"),
                shown: number("shown").unwrap_or(0),
                cards: number("cards")?,
            })
        });
        Self {
            kind: desk.query("type").and_then(|kind| TaskType::parse(&kind)),
            desktop: desk.query("desktop"),
            waiting: desk.query("waiting").is_some(),
            text: desk.query("q"),
            paged,
        }
    }

    /// What the service is asked.
    pub(super) fn asked(&self, limit: u32) -> TaskFilter {
        TaskFilter {
            kind: self.kind,
            desktop: self.desktop.clone(),
            text: self.text.clone(),
            waiting: self.waiting,
            limit: Some(limit),
            ..TaskFilter::default()
        }
    }

    /// The board's address with this filter, and with a column paged.
    pub(super) fn address(&self, paged: Option<&Paged>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(text) = &self.text {
            query.append_pair("q", text);
        }
        if let Some(kind) = self.kind {
            query.append_pair("type", kind.as_str());
        }
        if let Some(desktop) = &self.desktop {
            query.append_pair("desktop", desktop);
        }
        if self.waiting {
            query.append_pair("waiting", "on");
        }
        if let Some(paged) = paged {
            query.append_pair("column", paged.column.as_str());
            if let Some(before) = &paged.before {
                query.append_pair("before", before);
                query.append_pair("shown", &paged.shown.to_string());
            }
            query.append_pair("cards", &paged.cards.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
    }

    fn hides(&self) -> bool {
        self.kind.is_some() || self.desktop.is_some() || self.waiting || self.text.is_some()
    }
}

/// `46 tasks are hidden by the filter.`
pub(super) fn hidden_text(hidden: u32) -> String {
    let verb = if hidden == 1 { "is" } else { "are" };
    format!("{} {verb} hidden by the filter.", counted(hidden, "task", "tasks"))
}

/// The form above the board.
#[component]
pub(super) fn FilterBar(
    /// What is filtered now.
    filter: BoardFilter,
    /// The desktops to choose from.
    desktops: Vec<DesktopItem>,
    /// How many tasks match.
    total: u32,
) -> impl IntoView {
    let clear = filter.hides().then(|| {
        view! {
            <a class="button" data-kind="plain" href="/">
                "Clear filter"
            </a>
        }
    });
    let kind = filter.kind;
    let chosen = filter.desktop.clone();
    let options = desktops.into_iter().map(|desktop| {
        let selected = chosen.as_deref() == Some(desktop.id.as_str());
        view! {
            <option value=desktop.id selected=selected>
                {safe_text::plain(&desktop.name)}
            </option>
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
            <select class="select" name="type" aria-label="Type">
                <option value="">"Type: all"</option>
                <option value="prompt" selected=kind == Some(TaskType::Prompt)>
                    "Prompt"
                </option>
                <option value="command" selected=kind == Some(TaskType::Command)>
                    "Command"
                </option>
            </select>
            <select class="select" name="desktop" aria-label="Desktop">
                <option value="">"Desktop: all"</option>
                {options.collect_view()}
            </select>
            <button class="button without-script">"Filter"</button>
            {clear}
            <span class="filter-count" id="filter-count">
                {counted(total, "task", "tasks")}
            </span>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_whole_filter() {
        let filter = BoardFilter {
            kind: Some(TaskType::Command),
            desktop: Some("d_1".into()),
            waiting: true,
            text: Some("a b&c".into()),
            paged: None,
        };
        assert_eq!(filter.address(None), "/?q=a+b%26c&type=command&desktop=d_1&waiting=on");
        let longer = Paged { column: TaskStatus::Done, before: None, shown: 0, cards: 42 };
        let address = |paged: &Paged| BoardFilter::default().address(Some(paged));
        assert_eq!(address(&longer), "/?column=done&cards=42");
        let further = Paged { before: Some("12".into()), shown: 200, ..longer };
        assert_eq!(address(&further), "/?column=done&before=12&shown=200&cards=42");
        assert_eq!(BoardFilter::default().address(None), "/");
    }

    #[test]
    fn one_task_is_hidden_and_several_are() {
        assert_eq!(hidden_text(1), "1 task is hidden by the filter.");
        assert_eq!(hidden_text(46), "46 tasks are hidden by the filter.");
    }
}
