//! Where it runs: the desktop, and below it as whom and with which shell.

use super::{Choices, draft::Draft};
use crate::parts::safe_text;
use domain::{action::Interpreter, desktop::SystemFacts, wire::DesktopItem};
use leptos::prelude::*;

/// How many desktops style/components/form.css tells apart.
pub(super) const TOLD_APART: usize = 24;

pub(super) fn desktop(draft: &Draft, choices: &Choices) -> AnyView {
    let chosen = &choices.written.wanted.desktop_id;
    let options = choices.desktops.iter().map(|desktop| {
        let state = if desktop.online { "online" } else { "offline" };
        let words = format!("{}, {state}", desktop.name);
        view! {
            <option value=desktop.id.clone() selected={desktop.id == *chosen}>
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
    let many = choices.desktops.len() > TOLD_APART;
    let hints = (!many).then(|| {
        let hint = |(at, desktop): (usize, &DesktopItem)| {
            view! { <span data-of-desktop=at + 1>{hint(desktop)}</span> }
        };
        let hints = choices.desktops.iter().enumerate().map(hint);
        view! { <span class="field-hint" id="desktop-hint">{hints.collect_view()}</span> }
    });
    view! {
        <div class="field">
            <label for="desktop">"Desktop"</label>
            <select
                class="select"
                id="desktop"
                name="desktop_id"
                required
                aria-describedby=hints.is_some().then_some("desktop-hint")
                aria-invalid=draft.invalid("desktopId")
            >
                {options.collect_view()}
            </select>
            {hints}
            {none}
        </div>
    }
    .into_any()
}

/// As whom something runs there, what reads a command, and what an absence means.
fn hint(desktop: &DesktopItem) -> AnyView {
    let system = desktop.system.as_ref();
    let user = system.map(|system| system.user.as_str()).filter(|user| !user.is_empty());
    let runs = user.map(|user| {
        view! {
            "Runs as "
            {safe_text::code(user)}
        }
    });
    let shell = system.and_then(SystemFacts::shell).map(|shell| {
        let with = if runs.is_some() { " with " } else { "Runs with " };
        view! { <span data-when="command">{with} {usual(shell)}</span> }
    });
    let stop = (runs.is_some() || shell.is_some()).then_some(". ");
    let away = (!desktop.online).then_some("It is offline: this runs when it is back.");
    view! {
        {runs}
        {shell}
        {stop}
        {away}
    }
    .into_any()
}

/// What a desktop takes for a command that names no shell.
const fn usual(shell: Interpreter) -> &'static str {
    match shell {
        Interpreter::Bash => "Bash, or sh where there is none",
        other => other.label(),
    }
}
