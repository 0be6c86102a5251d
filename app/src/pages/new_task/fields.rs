//! The form.

use super::{
    Choices, agent,
    draft::Draft,
    gates::{AskBefore, Moments, RequiresApproval},
    templates::Templates,
};
use crate::parts::{
    icon::{Icon, Symbol},
    notice::{Notice, RefusalBanner},
    safe_text,
};
use domain::{TaskType, limits, wire::Task};
use leptos::prelude::*;

pub(super) fn form(draft: &Draft, choices: &Choices, notice: Option<Notice>) -> AnyView {
    let (before, after, mode) = (draft.before, draft.after, choices.mode);
    view! {
        <form class="form" method="post" action="/forms/create_task">
            <RefusalBanner notice />
            <Templates chosen=draft.template />
            {kind(draft.kind)}
            {texts(draft)}
            <div class="form-pair">{desktop(draft, choices)} {depends_on(draft, &choices.open)}</div>
            {agent::agent(draft, choices)}
            <div class="field">
                <span class="field-label">"When should it stop for a person?"</span>
                <div class="form-gates">
                    <AskBefore on=before />
                    <RequiresApproval on=after mode />
                </div>
                <Moments />
            </div>
            {limits(draft)}
            <footer>
                <button class="button" data-kind="primary">
                    "Create task"
                </button>
                <a class="button" data-kind="plain" href="/">
                    "Cancel"
                </a>
                <label class="check">
                    <input type="checkbox" name="run" value="on" checked=draft.run />
                    " Run now"
                </label>
            </footer>
        </form>
    }
    .into_any()
}

fn kind(chosen: TaskType) -> AnyView {
    let choice = |kind: TaskType, symbol, word| {
        view! {
            <label>
                <input
                    type="radio"
                    name="kind"
                    id=format!("kind-{}", kind.as_str())
                    value=kind.as_str()
                    checked={kind == chosen}
                />
                <Icon of=symbol />
                {word}
            </label>
        }
    };
    view! {
        <div class="field">
            <span class="field-label" id="kind">
                "Type"
            </span>
            <div class="segmented" role="radiogroup" aria-labelledby="kind">
                {choice(TaskType::Prompt, Symbol::Prompt, " Prompt")}
                {choice(TaskType::Command, Symbol::Command, " Command")}
            </div>
            <span class="field-hint">
                "A prompt is work for an agent. A command runs as written, the same every time."
            </span>
        </div>
    }
    .into_any()
}

fn texts(draft: &Draft) -> AnyView {
    let example = draft.template.map_or("What it does, in a few words", |t| t.title);
    let hint = draft.template.map(|template| view! { {template.hint} " " });
    view! {
        <div class="field">
            <label for="title">"Title"</label>
            <input
                class="input"
                id="title"
                name="title"
                value=draft.title.clone()
                maxlength=limits::TITLE
                placeholder=example
                aria-invalid=draft.invalid("title")
            />
            <span class="field-hint">"Without one, the first line is the title."</span>
        </div>
        <div class="field">
            <label for="content">
                <span data-when="command">"Command"</span>
                <span data-when="prompt">"Prompt"</span>
            </label>
            {content(&draft.content, draft.invalid("content"))}
            <span class="field-hint">
                {hint} <span data-when="command">"Stored and run byte for byte."</span>
                <span data-when="prompt">"The agent gets exactly these words."</span>
            </span>
        </div>
    }
    .into_any()
}

/// The field for the command or the prompt. The line break before its text is not part of it: browsers drop the first.
pub(super) fn content(text: &str, invalid: Option<&'static str>) -> AnyView {
    view! {
        <textarea
            class="textarea mono"
            id="content"
            name="content"
            rows="5"
            required
            spellcheck="false"
            autocapitalize="off"
            aria-invalid=invalid
        >
            {format!("\n{text}")}
        </textarea>
    }
    .into_any()
}

fn desktop(draft: &Draft, choices: &Choices) -> AnyView {
    let options = choices.desktops.iter().map(|desktop| {
        let state = if desktop.online { "online" } else { "offline" };
        let user = desktop.system.as_ref().map(|s| format!(", runs as {}", s.user));
        let words = format!("{}, {state}{}", desktop.name, user.unwrap_or_default());
        view! {
            <option value=desktop.id.clone() selected={desktop.id == draft.desktop}>
                {safe_text::plain(&words)}
            </option>
        }
    });
    let none = choices.desktops.is_empty().then(|| {
        view! {
            <span class="field-hint">
                "There is no desktop yet. " <a href="/settings/desktops">"Add one first."</a>
            </span>
        }
    });
    view! {
        <div class="field">
            <label for="desktop">"Desktop"</label>
            <select
                class="select"
                id="desktop"
                name="desktop_id"
                required
                aria-invalid=draft.invalid("desktopId")
            >
                {options.collect_view()}
            </select>
            {none}
        </div>
    }
    .into_any()
}

fn depends_on(draft: &Draft, open: &[Task]) -> AnyView {
    let choice = |task: &Task| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name="depends_on[]"
                    value=task.id.clone()
                    checked={draft.depends_on.contains(&task.id)}
                />
                <span>
                    <span class="mono">{task.label()}</span>
                    " "
                    {safe_text::prose(&task.title)}
                    " "
                    <span class="quiet">{task.status.label()}</span>
                </span>
            </label>
        }
    };
    let choices = if open.is_empty() {
        view! { <span class="quiet">"No other task is open."</span> }.into_any()
    } else {
        open.iter().map(choice).collect_view().into_any()
    };
    view! {
        <div class="field">
            <span class="field-label" id="depends">
                "Depends on"
            </span>
            <div class="choices" role="group" aria-labelledby="depends" tabindex="0">
                {choices}
            </div>
            <span class="field-hint">"Starts when all of these are Done"</span>
        </div>
    }
    .into_any()
}

fn limits(draft: &Draft) -> AnyView {
    view! {
        <div class="form-pair">
            <div class="field">
                <label for="cwd">"Directory"</label>
                <input
                    class="input mono"
                    id="cwd"
                    name="cwd"
                    value=draft.cwd.clone()
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="tasks/NUMBER"
                    aria-invalid=draft.invalid("cwd")
                />
                <span class="field-hint">
                    "Inside the desktop's workspace. Without one, it gets its own."
                </span>
            </div>
            <div class="field">
                <label for="timeout">"Time limit, in seconds"</label>
                <input
                    class="input"
                    id="timeout"
                    name="timeout_seconds"
                    type="number"
                    min="1"
                    max=limits::TIMEOUT
                    value=draft.timeout.clone()
                    placeholder=limits::DEFAULT_TIMEOUT.to_string()
                    aria-invalid=draft.invalid("timeoutSeconds")
                />
                <span class="field-hint">"It is stopped when it runs longer."</span>
            </div>
        </div>
    }
    .into_any()
}
