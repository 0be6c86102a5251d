//! The form to run a script.

use super::{super::Desk, Origin, list::address};
use crate::parts::{
    editable::editable,
    icon::{Icon, Symbol},
    safe_text,
    target::Target,
};
use domain::{
    limits,
    script::Parameter,
    wire::{DesktopItem, ScriptItem},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What the form holds: what was typed before a refusal or a look at the exact text, else the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The parameters, by name.
    pub filled: BTreeMap<String, String>,
    /// The chosen desktop.
    pub desktop: String,
    /// Whether a person is asked before it runs.
    pub ask: bool,
}

impl Values {
    pub(super) fn of(desk: &Desk, script: &ScriptItem) -> Self {
        if let Some(typed) = desk.refusal().and_then(|notice| notice.typed("values")) {
            return Self {
                filled: serde_json::from_str(&typed).unwrap_or_default(),
                desktop: desk.typed("desktop_id").unwrap_or_default(),
                ask: desk.typed("approve_before_run").is_some(),
            };
        }
        let shown = desk.query("preview").is_some();
        let value = |parameter: &Parameter| {
            let typed = shown
                .then(|| desk.query(&format!("values[{}]", parameter.name)).unwrap_or_default());
            let value = typed.or_else(|| parameter.default.clone())?;
            Some((parameter.name.clone(), value))
        };
        Self {
            filled: script.parameters.iter().filter_map(value).collect(),
            desktop: desk.query("desktop_id").unwrap_or_default(),
            ask: desk.query("approve_before_run").is_some(),
        }
    }
}

/// Where, with which values, and whether a person is asked first.
#[component]
pub fn RunForm(
    /// The script.
    script: ScriptItem,
    /// The desktops to choose from; not needed for a task.
    desktops: Vec<DesktopItem>,
    /// The task it is run for.
    origin: Option<Origin>,
    /// What the fields hold.
    values: Values,
    /// The exact text, when it was asked for.
    exact: Option<AnyView>,
) -> impl IntoView {
    let heading = match &origin {
        Some(origin) => format!("Run for {}", origin.label),
        None => "Run".to_owned(),
    };
    let place = match &origin {
        Some(origin) => for_task(origin),
        None => choose(&desktops, &values.desktop),
    };
    let back = origin.as_ref().map(|origin| {
        view! {
            <a class="button" data-kind="plain" href=format!("/tasks/{}", origin.id)>
                "Back to the task"
            </a>
        }
    });
    let fields = script.parameters.iter().map(|parameter| field(parameter, &values));
    let look = address(&script.id, origin.as_ref());
    let look = look.split('?').next().unwrap_or_default().to_owned();
    let disabled = origin.is_none() && desktops.is_empty();
    view! {
        <section class="panel" id="run">
            <header>
                <h2>{heading}</h2>
            </header>
            {exact}
            <form class="form after" method="post" action="/forms/run_script">
                <input type="hidden" name="id" value=script.id.clone() />
                {place}
                <div class="form-pair">{fields.collect_view()}</div>
                <div class="form-gates">
                    <AskFirst on=values.ask />
                </div>
                <footer>
                    <button class="button" data-kind="primary" disabled=disabled>
                        <Icon of=Symbol::Running />
                        " Run script"
                    </button>
                    <button
                        class="button"
                        formaction=look
                        formmethod="get"
                        name="preview"
                        value="on"
                    >
                        "Show the exact text"
                    </button>
                    {back}
                </footer>
            </form>
        </section>
    }
}

fn for_task(origin: &Origin) -> AnyView {
    view! {
        <input type="hidden" name="task_id" value=origin.id.clone() />
        <Target
            desktop=origin.desktop.clone()
            offline_note="It runs when the desktop is back."
        />
    }
    .into_any()
}

fn choose(desktops: &[DesktopItem], chosen: &str) -> AnyView {
    let options = desktops.iter().map(|desktop| {
        let state = if desktop.online { "online" } else { "offline" };
        let words = safe_text::plain(&format!("{}, {state}", desktop.name));
        view! {
            <option value=desktop.id.clone() selected={desktop.id == chosen}>
                {words}
            </option>
        }
    });
    let none = desktops.is_empty().then(|| {
        view! {
            <span class="field-hint">
                "There is no desktop yet. " <a href="/settings/desktops">"Add one first."</a>
            </span>
        }
    });
    view! {
        <div class="field">
            <label for="desktop">"Desktop"</label>
            <select class="select" id="desktop" name="desktop_id" required>
                {options.collect_view()}
            </select>
            {none}
        </div>
    }
    .into_any()
}

/// A parameter: its name is ours to trust (letters, digits, underscores), the rest is text from outside.
fn field(parameter: &Parameter, values: &Values) -> AnyView {
    let id = format!("value-{}", parameter.name);
    let value = values.filled.get(&parameter.name).map(|text| editable(text).0);
    let hint = format!("{id}-hint");
    let needed = if parameter.default.is_some() { "" } else { " Needed." };
    view! {
        <div class="field">
            <label for=id.clone()>
                <code>{parameter.name.clone()}</code>
            </label>
            <input
                class="input mono"
                id=id
                name=format!("values[{}]", parameter.name)
                value=value.unwrap_or_default()
                required=parameter.default.is_none()
                maxlength=limits::DESCRIPTION
                autocomplete="off"
                spellcheck="false"
                aria-describedby=hint.clone()
            />
            <span class="field-hint" id=hint>
                {safe_text::prose(&parameter.description)}
                {needed}
            </span>
        </div>
    }
    .into_any()
}

/// The toggle for the gate before the run.
#[component]
fn AskFirst(
    /// Whether it is on.
    on: bool,
) -> impl IntoView {
    view! {
        <div class="setting">
            <label class="setting-name" for="ask-first">
                "Ask before it runs"
            </label>
            <span class="toggle">
                <input
                    type="checkbox"
                    role="switch"
                    id="ask-first"
                    name="approve_before_run"
                    value="on"
                    checked=on
                />
                <span class="toggle-word"></span>
            </span>
            <p>
                "Nothing reaches the desktop until a person has read the exact text and approved it."
            </p>
        </div>
    }
}
