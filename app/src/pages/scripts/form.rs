//! The form for a script's text, new or changed.

use super::super::Desk;
use crate::{api::scripts::ParameterLine, parts::editable::editable};
use domain::{action::Interpreter, limits, wire::ScriptItem};
use leptos::prelude::*;

/// How many empty lines for parameters stand under the filled ones.
const MORE_LINES: usize = 4;

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    name: String,
    interpreter: String,
    body: String,
    /// How many characters of the body had to be written out to be seen.
    written_out: usize,
    description: String,
    parameters: Vec<ParameterLine>,
    refused: Option<String>,
}

impl Draft {
    /// What was typed before a refusal; else the script as it is, or nothing.
    pub(super) fn of(desk: &Desk, script: Option<&ScriptItem>) -> Self {
        let Some(notice) = desk.refusal().filter(|notice| notice.typed("parameters").is_some())
        else {
            return script.map(Self::from).unwrap_or_default();
        };
        let text = |field: &str| notice.typed(field).unwrap_or_default();
        let (body, written_out) = editable(&text("body"));
        Self {
            name: editable(&text("name")).0,
            interpreter: text("interpreter"),
            body,
            written_out,
            description: editable(&text("description")).0,
            parameters: serde_json::from_str(&text("parameters")).unwrap_or_default(),
            refused: notice.field.clone(),
        }
    }

    fn invalid(&self, field: &str) -> Option<&'static str> {
        (self.refused.as_deref() == Some(field)).then_some("true")
    }
}

impl From<&ScriptItem> for Draft {
    fn from(script: &ScriptItem) -> Self {
        let (body, written_out) = editable(&script.body);
        Self {
            name: editable(&script.name).0,
            interpreter: script.interpreter.as_str().to_owned(),
            body,
            written_out,
            description: editable(&script.description).0,
            parameters: script.parameters.iter().map(ParameterLine::from).collect(),
            refused: None,
        }
    }
}

/// Name, interpreter, command, description, parameters.
#[component]
pub fn ScriptForm(
    /// What the fields hold.
    draft: Draft,
    /// The script that is changed and the version that was read; a new one without.
    script: Option<(String, i64)>,
) -> impl IntoView {
    let (action, word, back) = match &script {
        Some((id, _)) => ("/forms/change_script", "Save script", format!("/scripts/{id}")),
        None => ("/forms/create_script", "Save script", "/scripts".to_owned()),
    };
    let hidden = script.map(|(id, version)| {
        view! {
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="version" value=version />
        }
    });
    let interpreters = [Interpreter::Bash, Interpreter::Sh, Interpreter::Powershell].map(|item| {
        view! {
            <option value=item.as_str() selected={item.as_str() == draft.interpreter}>
                {item.label()}
            </option>
        }
    });
    view! {
        <form class="form after" method="post" action=action>
            {hidden}
            <div class="form-pair">
                <div class="field">
                    <label for="name">"Name"</label>
                    <input
                        class="input"
                        id="name"
                        name="name"
                        value=draft.name.clone()
                        required
                        maxlength=limits::NAME
                        autocomplete="off"
                        aria-invalid=draft.invalid("name")
                    />
                </div>
                <div class="field">
                    <label for="interpreter">"Interpreter"</label>
                    <select
                        class="select"
                        id="interpreter"
                        name="interpreter"
                        aria-invalid=draft.invalid("interpreter")
                    >
                        {interpreters.collect_view()}
                    </select>
                </div>
            </div>
            <div class="field">
                <label for="body">"Command"</label>
                {body(&draft)}
                {written_out(draft.written_out)}
                <span class="field-hint">
                    "Stored and run byte for byte. Parameters are set as variables above it."
                </span>
            </div>
            <div class="field">
                <label for="description">"Description"</label>
                <textarea
                    class="textarea"
                    id="description"
                    name="description"
                    rows="2"
                    maxlength=limits::DESCRIPTION
                    aria-invalid=draft.invalid("description")
                >
                    {format!("\n{}", draft.description)}
                </textarea>
                <span class="field-hint">"What it does, when to use it, and how it was tested."</span>
            </div>
            <ParameterLines lines=draft.parameters />
            <footer>
                <button class="button" data-kind="primary">
                    {word}
                </button>
                <a class="button" data-kind="plain" href=back>
                    "Cancel"
                </a>
            </footer>
        </form>
    }
}

/// The line break before the text is not part of it: browsers drop the first.
fn body(draft: &Draft) -> AnyView {
    let invalid = draft.invalid("body").or_else(|| draft.invalid("script"));
    view! {
        <textarea
            class="textarea mono"
            id="body"
            name="body"
            rows="8"
            required
            spellcheck="false"
            autocapitalize="off"
            aria-invalid=invalid
        >
            {format!("\n{}", draft.body)}
        </textarea>
    }
    .into_any()
}

fn written_out(number: usize) -> Option<AnyView> {
    (number > 0).then(|| {
        view! {
            <span class="field-error">
                {number.to_string()}
                " characters of the text cannot be seen. They are written out here as \\u{…}."
            </span>
        }
        .into_any()
    })
}

/// One line of fields for each parameter, and some empty ones.
#[component]
fn ParameterLines(
    /// The filled ones.
    lines: Vec<ParameterLine>,
) -> impl IntoView {
    let number = (lines.len() + MORE_LINES).min(limits::PARAMETERS.max(lines.len()));
    let mut lines = lines;
    lines.resize(number, ParameterLine::default());
    let lines = lines.into_iter().enumerate().map(|(at, line)| parameter(at, line));
    view! {
        <div class="field">
            <span class="field-label" id="parameters">
                "Parameters"
            </span>
            <div role="group" aria-labelledby="parameters">
                {lines.collect_view()}
            </div>
            <span class="field-hint">
                "Filled in before each run. A line without a name is left out; after saving there are empty ones again."
            </span>
        </div>
    }
}

fn parameter(at: usize, line: ParameterLine) -> AnyView {
    let number = at + 1;
    let input = |key: &'static str, word: &'static str, value: String, mono: bool| {
        let id = format!("parameter-{number}-{key}");
        view! {
            <div class="field">
                <label for=id.clone()>{word}</label>
                <input
                    class=if mono { "input mono" } else { "input" }
                    id=id
                    name=format!("parameters[{at}][{key}]")
                    value=value
                    autocomplete="off"
                    spellcheck="false"
                />
            </div>
        }
    };
    let optional = ticked(&line);
    let show = |text: &str| editable(text).0;
    view! {
        <fieldset class="parameter-line">
            <legend class="hidden-text">{format!("Parameter {number}")}</legend>
            {input("name", "Name", show(&line.name), true)}
            {input("description", "What to fill in", show(&line.description), false)}
            {input("default", "Default", show(&line.default), true)}
            <label class="check">
                <input
                    type="checkbox"
                    name=format!("parameters[{at}][optional]")
                    value="on"
                    checked=optional
                />
                " Optional"
            </label>
        </fieldset>
    }
    .into_any()
}

fn ticked(line: &ParameterLine) -> bool {
    !line.optional.is_empty()
}
