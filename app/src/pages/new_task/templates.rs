//! Three starts for work that should stop for a person.

use domain::TaskType;
use leptos::prelude::*;

/// What a start fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Template {
    /// Its name in the address.
    pub(super) key: &'static str,
    /// What it is for.
    pub(super) name: &'static str,
    /// The moments at which it stops.
    pub(super) note: &'static str,
    /// A prompt or a command.
    pub(super) kind: TaskType,
    /// Whether a person is asked before it runs.
    pub(super) before: bool,
    /// Whether its result waits for a person.
    pub(super) after: bool,
    /// An example of a title.
    pub(super) title: &'static str,
    /// What to write, so that whoever decides can tell what happens.
    pub(super) hint: &'static str,
}

/// The uses the guide names: deployments and infrastructure, production data, and what is costly to reverse.
pub(super) const TEMPLATES: [Template; 3] = [
    Template {
        key: "deploy",
        name: "Deploy or change infrastructure",
        note: "Asks before, and after",
        kind: TaskType::Command,
        before: true,
        after: true,
        title: "Deploy 1.4.0 to staging",
        hint: "Name the version and the environment, and end with a check that shows what runs now.",
    },
    Template {
        key: "data",
        name: "Change production data",
        note: "Asks before, and after",
        kind: TaskType::Command,
        before: true,
        after: true,
        title: "Run migration 0042 on myapp_staging",
        hint: "Name the database, back it up first, and print how many rows changed.",
    },
    Template {
        key: "costly",
        name: "Costly to reverse",
        note: "Asks before, and after",
        kind: TaskType::Command,
        before: true,
        after: true,
        title: "Remove backups older than a year",
        hint: "List what will be changed before changing it, and say how to get it back.",
    },
];

impl Template {
    /// The start of this name.
    pub(super) fn of(key: &str) -> Option<Self> {
        TEMPLATES.into_iter().find(|template| template.key == key)
    }
}

/// The three starts as links.
#[component]
pub(super) fn Templates(
    /// The one that was chosen.
    chosen: Option<Template>,
) -> impl IntoView {
    let link = |template: Template| {
        view! {
            <a
                href=format!("/tasks/new?template={}", template.key)
                aria-current=(chosen == Some(template)).then_some("true")
            >
                <b>{template.name}</b>
                <small>{template.note}</small>
            </a>
        }
    };
    view! {
        <div class="field">
            <span class="field-label" id="start">
                "Start from"
            </span>
            <div class="templates" role="group" aria-labelledby="start">
                {TEMPLATES.map(link).collect_view()}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_start_stops_for_a_person_and_is_found_by_its_name() {
        for template in TEMPLATES {
            assert!(template.before || template.after, "{}", template.key);
            assert_eq!(Template::of(template.key), Some(template));
            let says = (template.note.contains("before"), template.note.contains("after"));
            assert_eq!(says, (template.before, template.after), "{}", template.key);
        }
        assert_eq!(Template::of("other"), None);
    }
}
