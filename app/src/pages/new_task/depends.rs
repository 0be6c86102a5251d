//! The tasks it waits for: each a token, and a field to find one more.
//!
//! Everything is a button of the form, so it works without script; with it, islands/look.rs sends the form by itself and
//! takes the keys.

use super::{LOOK, draft::Draft};
use crate::parts::{
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
    status::Status,
};
use domain::{TaskStatus, wire::Task};
use leptos::prelude::*;
use service::{Error, TaskFilter};

/// How many tasks are offered at once.
const OFFERED: u32 = 8;

/// The tasks that were chosen, and those that are offered.
#[derive(Clone, Debug, Default)]
pub(super) struct Depends {
    /// Those it waits for, in their order.
    pub(super) chosen: Vec<Task>,
    /// What stands in the field.
    find: String,
    /// What was found for that; none when nothing was looked for.
    found: Option<Vec<Task>>,
}

impl Depends {
    /// Reads what the draft names. With `settle`, names in the field that are tasks' own become tokens.
    pub(super) async fn load(
        desk: &super::Desk,
        draft: &Draft,
        settle: bool,
    ) -> Result<Self, Error> {
        let mut depends = Self::default();
        let mut rest = Vec::new();
        for name in &draft.depends_on {
            depends.add(desk, name, &mut rest).await?;
        }
        if settle {
            for name in names(&draft.find) {
                depends.add(desk, &name, &mut rest).await?;
            }
        } else {
            rest.extend(Some(draft.find.trim().to_owned()).filter(|find| !find.is_empty()));
        }
        depends.find = rest.join(" ");
        if draft.list || !depends.find.is_empty() {
            depends.found = Some(depends.offer(desk).await?);
        }
        Ok(depends)
    }

    async fn add(
        &mut self,
        desk: &super::Desk,
        name: &str,
        rest: &mut Vec<String>,
    ) -> Result<(), Error> {
        match desk.mission.task_named(&desk.actor, name).await? {
            Some(task) if self.has(&task) => {}
            Some(task) => self.chosen.push(task),
            None => rest.push(name.to_owned()),
        }
        Ok(())
    }

    fn has(&self, task: &Task) -> bool {
        self.chosen.iter().any(|chosen| chosen.id == task.id)
    }

    /// The task of that very number first, then the newest that are not over.
    async fn offer(&self, desk: &super::Desk) -> Result<Vec<Task>, Error> {
        let mut found: Vec<Task> = Vec::new();
        found.extend(desk.mission.task_named(&desk.actor, &self.find).await?);
        let filter = TaskFilter {
            statuses: vec![TaskStatus::Pending, TaskStatus::Running, TaskStatus::Review],
            text: Some(self.find.clone()),
            limit: Some(OFFERED + u32::try_from(self.chosen.len()).unwrap_or(0)),
            ..TaskFilter::default()
        };
        for task in desk.mission.tasks(&desk.actor, filter).await?.items {
            if !found.iter().any(|other| other.id == task.id) {
                found.push(task);
            }
        }
        found.retain(|task| !self.has(task));
        found.truncate(OFFERED as usize);
        Ok(found)
    }

    /// What the road says about them.
    pub(super) fn note(&self) -> String {
        if let Some(over) = self.chosen.iter().find(|task| never(task)) {
            return format!("{} is {}, so it would not start", over.label(), over.status.label());
        }
        let open: Vec<String> = self
            .chosen
            .iter()
            .filter(|task| task.status != TaskStatus::Done)
            .map(Task::label)
            .collect();
        match open.as_slice() {
            [] => "all of them are Done".to_owned(),
            [one] => format!("until {one} is Done"),
            [all @ .., last] if all.len() < 3 => {
                format!("until {} and {last} are Done", all.join(", "))
            }
            [first, rest @ ..] => format!("until {first} and {} more are Done", rest.len()),
        }
    }
}

/// What stands in the field, name by name.
pub(crate) fn names(text: &str) -> Vec<String> {
    let names = text.split([',', ';', ' ', '\t', '\n']).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Whether what waits for this task would never start.
const fn never(task: &Task) -> bool {
    matches!(task.status, TaskStatus::Failed | TaskStatus::Cancelled)
}

pub(super) fn field(depends: &Depends, invalid: Option<&'static str>) -> AnyView {
    let open = depends.found.as_ref().is_some_and(|found| !found.is_empty());
    view! {
        <div class="field depends">
            <label for="depends">"Depends on"</label>
            <div class="tokens" data-focus="depends">
                <span class="token-list" id="depends-tokens" data-looked="">
                    {depends.chosen.iter().map(token).collect_view()}
                </span>
                <input
                    id="depends"
                    name="depends_find"
                    value=depends.find.clone()
                    placeholder="Add a task"
                    autocomplete="off"
                    spellcheck="false"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=if open { "true" } else { "false" }
                    aria-controls="depends-found"
                    aria-describedby="depends-hint"
                    aria-invalid=invalid
                />
            </div>
            <button name="list" value="on" formaction=LOOK formnovalidate data-list="" hidden></button>
            {offers(depends)}
            <span class="field-hint" id="depends-hint">
                "By number or title. It starts when all of these are Done."
            </span>
        </div>
    }
    .into_any()
}

fn token(task: &Task) -> AnyView {
    let title = safe_text::plain(&task.title);
    let over = never(task).then(|| format!(" {}", task.status.label()));
    view! {
        <span class="token" title=title.clone() data-tone=never(task).then_some("stop")>
            <input type="hidden" name="depends_on[]" value=task.id.clone() />
            <span class="mono">{task.label()}</span>
            <span class="token-title">{title.clone()}</span>
            {over}
            <button
                name="drop"
                value=task.id.clone()
                formaction=LOOK
                formnovalidate
                aria-label=format!("Remove {}", task.label())
            >
                <Icon of=Symbol::Cross />
            </button>
        </span>
    }
    .into_any()
}

/// The list below the field, and what a screen reader is told about it.
fn offers(depends: &Depends) -> AnyView {
    let found = depends.found.as_deref().unwrap_or_default();
    let said = match (&depends.found, found.len()) {
        (None, _) => String::new(),
        (Some(_), 0) => "No open task has this number or title.".to_owned(),
        (Some(_), number) => {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            format!("{} to choose from.", counted(number, "task", "tasks"))
        }
    };
    let option = |(at, task): (usize, &Task)| {
        view! {
            <button
                class="option"
                role="option"
                id=format!("depends-option-{}", at + 1)
                aria-selected="false"
                name="add"
                value=task.id.clone()
                formaction=LOOK
                formnovalidate
            >
                <Status status=task.status bare=true />
                <span class="mono">{task.label()}</span>
                " "
                <span>{safe_text::prose(&task.title)}</span>
                " "
                <small>{task.status.label()}</small>
            </button>
        }
    };
    let options = found.iter().enumerate().map(option).collect_view();
    let empty = depends.found.is_some() && found.is_empty();
    view! {
        <div
            class="options"
            id="depends-found"
            role="listbox"
            aria-label="Tasks"
            data-looked=""
            hidden=found.is_empty()
        >
            {options}
        </div>
        <span
            class=if empty { "field-hint" } else { "hidden-text" }
            id="depends-said"
            role="status"
            data-looked=""
        >
            {said}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn task(number: i64, status: &str) -> Task {
        serde_json::from_value(json!({
            "id": format!("t_{number}"), "number": number, "type": "command", "title": "x",
            "content": "true", "status": status, "phase": null,
            "desktop": {"id": "d_1", "name": "web-1", "online": true},
            "requiresApproval": false, "approveBeforeRun": false, "dependsOn": [], "blockedBy": [],
            "holds": 0, "pendingApprovalIds": [], "attempt": 1, "outputTruncated": false,
            "createdBy": {"id": "u_1", "name": "Ana", "kind": "person"},
            "createdAt": "2026-01-02T03:04:05Z", "timeoutSeconds": 60,
        }))
        .expect("a task")
    }

    #[test]
    fn the_road_names_what_it_waits_for() {
        let note = |chosen: &[(i64, &str)]| {
            let chosen = chosen.iter().map(|(number, status)| task(*number, status)).collect();
            Depends { chosen, ..Depends::default() }.note()
        };
        assert_eq!(note(&[(1, "review")]), "until MC-1 is Done");
        assert_eq!(
            note(&[(1, "review"), (2, "done"), (3, "pending")]),
            "until MC-1 and MC-3 are Done"
        );
        assert_eq!(note(&[(1, "done")]), "all of them are Done");
        assert_eq!(note(&[(1, "running"), (7, "failed")]), "MC-7 is Failed, so it would not start");
        let many: Vec<_> = (1..=9).map(|number| (number, "pending")).collect();
        assert_eq!(note(&many), "until MC-1 and 8 more are Done");
    }

    #[test]
    fn names_are_told_apart_as_people_write_them() {
        assert_eq!(names(" MC-1, 2;t_3  "), ["MC-1", "2", "t_3"]);
        assert!(names(" , ").is_empty());
    }
}
