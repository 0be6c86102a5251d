//! When it stops for a person: the two toggles, and the road that follows them without script.
//!
//! `data-when` names what must be chosen for a piece to show; style/components/form.css has the rules.

use super::place::TOLD_APART;
use crate::parts::{
    gate_path::{GatePath, Look, Stop},
    icon::Symbol,
    properties::FactGroup,
};
use crate::routes::TASK_APPROVAL;
use domain::{TaskType, wire::DesktopItem};
use leptos::prelude::*;

/// The toggle for the gate before the run.
#[component]
pub(super) fn AskBefore(
    /// Whether it is on.
    on: bool,
) -> impl IntoView {
    view! {
        <div class="setting">
            <label class="setting-name" for="ask">
                "Ask before it runs"
            </label>
            <span class="toggle">
                <input
                    type="checkbox"
                    role="switch"
                    id="ask"
                    name="approve_before_run"
                    value="on"
                    checked=on
                />
                <span class="toggle-word"></span>
            </span>
            <p>
                "Nothing reaches the desktop until a person has read the "
                <span data-when="command">"command"</span><span data-when="prompt">"prompt"</span>
                " and approved it."
            </p>
        </div>
    }
}

/// The toggle for the gate after the run. While Task Approval Mode is on it cannot be switched off; the task's own
/// flag is then kept as it was.
#[component]
pub(super) fn RequiresApproval(
    /// The task's own flag.
    on: bool,
    /// Whether Task Approval Mode is on.
    mode: bool,
) -> impl IntoView {
    let input = if mode {
        view! {
            <input
                type="checkbox"
                role="switch"
                id="require"
                checked
                disabled
                aria-describedby="require-note"
            />
            {on.then(|| view! { <input type="hidden" name="requires_approval" value="on" /> })}
        }
        .into_any()
    } else {
        view! {
            <input
                type="checkbox"
                role="switch"
                id="require"
                name="requires_approval"
                value="on"
                checked=on
                aria-describedby="require-note"
            />
        }
        .into_any()
    };
    let link = move || view! { <a href=TASK_APPROVAL>"Task Approval Mode"</a> };
    let note = if mode {
        view! { " On for every task while " {link()} " is on." }.into_any()
    } else {
        view! { " " {link()} " is off, so each task says for itself." }.into_any()
    };
    view! {
        <div class="setting">
            <label class="setting-name" for="require">
                "Requires Approval"
            </label>
            <span class="toggle">
                {input}
                <span class="toggle-word"></span>
            </span>
            <p id="require-note">
                "It runs, then stops in Review before it counts as Done." {note}
            </p>
        </div>
    }
}

/// Which moments these toggles come to, in a sentence.
#[component]
pub(super) fn Moments() -> impl IntoView {
    view! {
        <p class="field-hint" role="status">
            <span data-when="before after">
                "A person is asked twice: before it runs, and before its result counts."
            </span>
            <span data-when="before no-after">
                "A person is asked once: before it runs. Its result counts at once."
            </span>
            <span data-when="no-before after">
                "A person is asked once: before its result counts. By then it has run."
            </span>
            <span data-when="no-before no-after">"Nobody is asked."</span>
        </p>
    }
}

/// The road of a task that is being made: every stop it could have, each with what must be chosen for it. `until` says what
/// the tasks come to that it waits for.
pub(super) fn stops(desktops: &[DesktopItem], until: &str) -> Vec<Stop> {
    let running = |when| Stop::new(Look::Plain, Symbol::Running, "Running").when(when);
    let on: Vec<String> = desktops.iter().map(|desktop| format!("on {}", desktop.name)).collect();
    // Without script the note follows the chosen desktop by its place in the list, and the styles know so many.
    let on = if on.len() > TOLD_APART { Vec::new() } else { on };
    vec![
        Stop::new(Look::Plain, Symbol::Pending, "Stays as it is")
            .note("until somebody asks it to run")
            .when("no-run"),
        Stop::new(Look::Plain, Symbol::Blocked, "Waits for other tasks")
            .note(until)
            .when("depends"),
        Stop::new(Look::Gate, Symbol::Gate, "A person approves the command")
            .note("before anything runs")
            .when("before command"),
        Stop::new(Look::Gate, Symbol::Gate, "A person approves the prompt")
            .note("before the agent sees it")
            .when("before prompt"),
        running("command").note("on the desktop").by_desktop(on),
        running("prompt").note("the agent works on it"),
        Stop::new(Look::Gate, Symbol::Eye, "A person approves the result")
            .note("in Review")
            .when("after"),
        Stop::new(Look::Off, Symbol::Eye, "Nobody is asked about the result").when("no-after"),
        Stop::new(Look::Plain, Symbol::Done, "Done"),
    ]
}

/// The stops of a task of which everything is chosen.
pub(super) fn fixed_stops(kind: TaskType, before: bool, after: bool) -> Vec<Stop> {
    let is = |token: &str| match token {
        "no-run" => true,
        "command" => kind == TaskType::Command,
        "prompt" => kind == TaskType::Prompt,
        "before" => before,
        "after" => after,
        "no-after" => !after,
        _ => false,
    };
    let mut stops = stops(&[], "");
    stops.retain(|stop| stop.when.is_none_or(|when| when.split(' ').all(is)));
    for stop in &mut stops {
        stop.when = None;
    }
    stops
}

/// The road beside the form.
#[component]
pub(super) fn Road(
    /// The stops.
    stops: Vec<Stop>,
    /// What else is known beforehand.
    more: AnyView,
) -> impl IntoView {
    view! {
        <aside class="properties" id="foreseen" data-looked="" aria-label="What will happen">
            <FactGroup title="What will happen">
                <GatePath stops />
            </FactGroup>
            {more}
        </aside>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens that style/components/form.css knows.
    const TOKENS: [&str; 7] =
        ["command", "prompt", "before", "after", "no-after", "no-run", "depends"];

    #[test]
    fn every_stop_is_steered_by_tokens_the_styles_know() {
        let styles = include_str!("../../../../style/components/form.css");
        for stop in stops(&[], "") {
            for token in stop.when.unwrap_or_default().split_whitespace() {
                assert!(TOKENS.contains(&token), "{token}");
                assert!(styles.contains(&format!("[data-when~=\"{token}\"]")), "{token}");
            }
        }
    }

    #[test]
    fn the_road_stops_where_the_toggles_say() {
        let gates = |kind, before, after| {
            let stops = fixed_stops(kind, before, after);
            let gates = stops.iter().filter(|stop| stop.look == Look::Gate);
            gates.map(|stop| stop.title.clone()).collect::<Vec<_>>()
        };
        let (command, prompt) = (TaskType::Command, TaskType::Prompt);
        assert_eq!(gates(command, false, false), [""; 0]);
        assert_eq!(gates(prompt, true, false), ["A person approves the prompt"]);
        assert_eq!(
            gates(command, true, true),
            ["A person approves the command", "A person approves the result"]
        );
    }
}
