//! The stop switch on screen: what is stopped, and the button that stops or lets go on.

use super::{
    age::{Moment, Precision},
    banner::{Banner, Tone},
    safe_text,
};
use domain::{Timestamp, wire::StopItem};
use leptos::prelude::*;

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
    let switch = may.then(|| view! { <StopSwitch stopped=true label="Let it go on" /> });
    view! {
        <div class="stopped">
            <Banner tone=Tone::Stop>
                <strong>"Everything is stopped. "</strong>
                {safe_text::prose(&stop.by.name)}
                " stopped it "
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
