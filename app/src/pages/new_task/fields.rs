//! The form.

use super::{
    Choices, LOOK, agent, depends,
    draft::Draft,
    foreseen,
    gates::{AskBefore, Moments, RequiresApproval},
    limits as more, place,
    templates::Templates,
};
use crate::parts::{
    icon::{Icon, Symbol},
    notice::{Notice, RefusalBanner},
};
use domain::{TaskType, limits};
use leptos::prelude::*;

pub(super) fn form(draft: &Draft, choices: &Choices, notice: Option<Notice>) -> AnyView {
    let (before, after, mode) = (draft.before, draft.after, choices.mode);
    view! {
        <form class="form" method="post" action="/forms/create_task" data-look=LOOK>
            // What Enter presses in a line: the first button of a form, which must not be one that takes something out.
            <button hidden></button>
            <RefusalBanner notice />
            <Templates chosen=draft.template />
            {kind(draft.kind)}
            {texts(draft, choices)}
            <div class="form-pair">
                {place::desktop(draft, choices)}
                {depends::field(&choices.depends, draft.invalid("dependsOn"))}
            </div>
            {agent::agent(draft, choices)}
            <div class="field">
                <span class="field-label">"When should it stop for a person?"</span>
                <div class="form-gates">
                    <AskBefore on=before />
                    <RequiresApproval on=after mode />
                </div>
                <Moments />
            </div>
            {more::fields(draft)}
            <footer>
                <button class="button" data-kind="primary" data-send="">
                    "Create task"
                </button>
                <a class="button" data-kind="plain" href="/">
                    "Cancel"
                </a>
                <button
                    class="button without-script"
                    name="check"
                    value="on"
                    formaction=LOOK
                    formnovalidate
                >
                    "Check"
                </button>
                <label class="check">
                    <input type="checkbox" name="run" id="run" value="on" checked=draft.run />
                    " Run now"
                </label>
                <label class="check">
                    <input type="checkbox" name="another" value="on" checked=draft.another />
                    " Create another"
                </label>
                <span class="quiet with-script row-end wide-only">
                    <kbd class="kbd">"Ctrl"</kbd>
                    " "
                    <kbd class="kbd">"Enter"</kbd>
                    " creates it"
                </span>
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

fn texts(draft: &Draft, choices: &Choices) -> AnyView {
    let example = draft.template.map_or("What it does, in a few words", |t| t.title);
    let hint = draft.template.map(|template| {
        view! { <span class="field-hint">{template.hint}</span> }
    });
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
            {hint}
            {foreseen::below(&choices.written)}
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
