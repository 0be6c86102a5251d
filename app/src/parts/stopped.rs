//! The stop switch on screen: what is stopped, and the button that stops or lets go on.

use super::{
    age::{Moment, Precision},
    banner::{Banner, Tone},
    count::counted,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{Timestamp, wire::StopItem};
use leptos::prelude::*;

/// What is asked before everything is stopped, and where its button leads.
const QUESTION: &str = "stop-question";

/// The words of everything that is stopped, from edge to edge.
#[component]
pub fn StoppedBanner(
    /// What stops everything.
    stop: StopItem,
    /// When the page is made.
    now: Timestamp,
    /// Whether this person may let it go on.
    may: bool,
) -> impl IntoView {
    let switch = may.then(|| view! { <StopSwitch stopped=true label="Start again" /> });
    view! {
        <div class="stopped">
            <Banner tone=Tone::Stop>
                <strong>"All runs are stopped"</strong>
                " by "
                {safe_text::prose(&stop.by.name)}
                " since "
                <Moment at=stop.at now precision=Precision::Second />
                ". Nothing starts; what runs goes on, and can be cancelled."
            </Banner>
            {switch}
        </div>
    }
}

/// The button, as a form.
#[component]
pub fn StopSwitch(
    /// The agent; everything when absent.
    #[prop(optional, into)]
    agent: Option<String>,
    /// Whether it is stopped.
    stopped: bool,
    /// The button's words.
    label: &'static str,
) -> impl IntoView {
    let action = if stopped { "/forms/resume_work" } else { "/forms/stop_work" };
    let named = agent.map(|agent| {
        let what = format!("{label}: {agent}");
        (view! { <input type="hidden" name="agent" value=agent /> }, what)
    });
    let (field, described) = named.unzip();
    view! {
        <form method="post" action=action>
            {field}
            <button
                class="button"
                data-kind=(!stopped).then_some("danger")
                data-size="small"
                aria-label=described
            >
                {label}
            </button>
        </form>
    }
}

/// The button that stops everything. It asks first, and stands outside of every form.
#[component]
pub fn StopAll() -> impl IntoView {
    view! {
        <button class="button" data-kind="danger" type="button" popovertarget=QUESTION>
            <Icon of=Symbol::Stop />
            " Stop all runs"
        </button>
    }
}

/// What [`StopAll`] asks. The browser itself opens and closes it, so that it works without script.
#[component]
pub fn StopQuestion(
    /// How many tasks run now, where that is known.
    #[prop(optional_no_strip)]
    running: Option<u32>,
) -> impl IntoView {
    let runs = match running {
        None => "What runs goes on, and can be cancelled.".to_owned(),
        Some(0) => "Nothing runs now.".to_owned(),
        Some(number) => {
            let verb = if number == 1 { "runs" } else { "run" };
            format!(
                "{} {verb} now: that goes on, and can be cancelled.",
                counted(number, "task", "tasks")
            )
        }
    };
    view! {
        <dialog class="dialog" id=QUESTION popover="auto" aria-labelledby="stop-title">
            <header>
                <h2 id="stop-title">"Stop all runs?"</h2>
            </header>
            <div class="dialog-body">
                <p>
                    "No desktop takes a new command and no agent begins, until somebody starts them again. "
                    {runs} " Requests stay, and can be read."
                </p>
            </div>
            <footer>
                <form method="post" action="/forms/stop_work">
                    <button class="button" data-kind="danger">
                        <Icon of=Symbol::Stop />
                        " Stop all runs"
                    </button>
                </form>
                <button
                    class="button"
                    data-kind="plain"
                    type="button"
                    popovertarget=QUESTION
                    popovertargetaction="hide"
                >
                    "Cancel"
                </button>
            </footer>
        </dialog>
    }
}
