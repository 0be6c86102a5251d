//! Settings › Mission Control › Task Approval.

use super::page;
use crate::parts::{
    banner::Banner,
    count::counted,
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    topbar::Place,
};
use leptos::prelude::*;
use service::ModeHistory;

/// Task Approval Mode.
#[component]
pub fn SettingsPage() -> impl IntoView {
    page("Task Approval", Some(Place::Settings), async |desk| {
        let on = desk.mission.settings(&desk.actor).await?.task_approval_mode;
        let history = desk.mission.mode_history(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let refused = desk.notice.clone();
        let hint = history.relax.then(|| relax(&history, admin));
        let record = record(&history);
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::TaskApproval />
                <div>
                    <section class="panel" id="task-approval">
                        <header>
                            <SettingsPath group="Mission Control" name="Task Approval" />
                        </header>
                        <RefusalBanner notice=refused />
                        {hint}
                        <ModeSwitch on admin />
                        {record}
                    </section>
                </div>
            </main>
        })
    })
}

/// The switch, as a form; others than administrators see what is set, and why they cannot change it.
#[component]
fn ModeSwitch(
    /// Whether the mode is on.
    on: bool,
    /// Whether this person may change it.
    admin: bool,
) -> impl IntoView {
    let (to, words) = if on { ("off", "Turn off") } else { ("on", "Turn on") };
    let change = if admin {
        view! {
            <form class="setting-change" method="post" action="/forms/change_settings">
                <span class="setting-state">{if on { "On" } else { "Off" }}</span>
                <button
                    class="button"
                    data-kind=(!on).then_some("primary")
                    name="task_approval_mode"
                    value=to
                    aria-describedby="mode-note"
                >
                    {words}
                </button>
            </form>
        }
        .into_any()
    } else {
        view! {
            <span class="toggle">
                <input
                    type="checkbox"
                    role="switch"
                    checked=on
                    disabled
                    aria-labelledby="mode"
                    aria-describedby="mode-note mode-why"
                />
                <span class="toggle-word"></span>
            </span>
        }
        .into_any()
    };
    let why = (!admin).then(|| {
        view! {
            <p class="quiet" id="mode-why">
                "Only people with the role admin can change this."
            </p>
        }
    });
    view! {
        <div class="setting">
            <span class="setting-name" id="mode">
                "Task Approval Mode"
            </span>
            {change}
            <p id="mode-note">
                "Every task stops in Review until a person approves the result, whatever its own setting says. Tasks that run now are caught when they finish. Turning this off does not release what already waits."
            </p>
            {why}
        </div>
    }
}

/// What was decided in the last fortnight.
fn record(history: &ModeHistory) -> AnyView {
    let counts = history.record;
    let words = if counts.approved + counts.rejected == 0 {
        "No result was decided in the last 14 days.".to_owned()
    } else {
        format!(
            "In the last 14 days {} and {}.",
            counted(counts.approved, "result was approved", "results were approved"),
            counted(counts.rejected, "was rejected", "were rejected"),
        )
    };
    view! {
        <div class="setting">
            <span class="setting-name">"The record"</span>
            <p>
                {words}
                " Keep the mode on until you trust the work. Then turn it off and set Requires Approval on the tasks that need it."
            </p>
        </div>
    }
    .into_any()
}

/// The record speaks for gating single tasks only.
fn relax(history: &ModeHistory, admin: bool) -> AnyView {
    let words = counted(history.record.approved, "result", "results");
    let next =
        if admin { "You can turn the mode off" } else { "An administrator can turn the mode off" };
    view! {
        <Banner boxed=true>
            <strong>"A fortnight without a rejection."</strong>
            {format!(
                " {words} approved, none rejected. {next} and ask for single tasks only: set Requires Approval where a mistake is costly.",
            )}
        </Banner>
    }
    .into_any()
}
