//! Settings › Mission Control › Task Approval.

use super::page;
use crate::parts::{
    banner::Banner,
    conditions::PasswordField,
    count::counted,
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    topbar::Place,
};
use domain::wire::SettingsItem;
use leptos::prelude::*;
use service::ModeHistory;

/// Task Approval Mode.
#[component]
pub fn SettingsPage() -> impl IntoView {
    page("Task Approval", Some(Place::Settings), async |desk| {
        let settings = desk.mission.settings(&desk.actor).await?;
        let history = desk.mission.mode_history(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let (refused, password) = (desk.notice.clone(), desk.asks_password());
        let hint = history.relax.then(|| relax(&history, admin));
        let record = record(&history);
        let why = (!admin).then(|| {
            view! {
                <p class="quiet" id="only-admins">
                    "Only people with the role admin can change this."
                </p>
            }
        });
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
                        {why}
                        <Switch
                            id="mode"
                            field="task_approval_mode"
                            name="Task Approval Mode"
                            words="Every task stops in Review until a person approves the result, whatever its own setting says. Tasks that run now are caught when they finish. Turning this off does not release what already waits."
                            on=settings.task_approval_mode
                            admin
                            password
                        />
                        {record}
                        <Switch
                            id="second"
                            field="second_person"
                            name="Second person"
                            words="Nobody approves what they, or an agent of theirs, asked for: somebody else has to. Anybody who decides can still reject. It needs two people who may decide."
                            on=settings.second_person
                            admin
                            password
                        />
                        {times(&settings, admin)}
                        {keeping(&settings, admin, password)}
                    </section>
                </div>
            </main>
        })
    })
}

/// A switch, as a form; others than administrators see what is set, and why they cannot change it.
#[component]
fn Switch(
    /// The element that names it.
    id: &'static str,
    /// The form's field.
    field: &'static str,
    /// What it is called.
    name: &'static str,
    /// What it does.
    words: &'static str,
    /// Whether it is on.
    on: bool,
    /// Whether this person may change it.
    admin: bool,
    /// Whether the password is asked for to switch it off.
    password: bool,
) -> impl IntoView {
    let note = format!("{id}-note");
    let (to, verb) = if on { ("off", "Turn off") } else { ("on", "Turn on") };
    let password = (on && password).then(|| {
        view! { <PasswordField id=format!("{id}-password") words="Your password, to turn it off" /> }
    });
    let change = if admin {
        view! {
            <form class="setting-change" method="post" action="/forms/change_settings">
                {password} <span class="setting-state">{if on { "On" } else { "Off" }}</span>
                <button
                    class="button"
                    data-kind=(!on && field == "task_approval_mode").then_some("primary")
                    name=field
                    value=to
                    aria-label=format!("{verb} {name}")
                    aria-describedby=note.clone()
                >
                    {verb}
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
                    aria-labelledby=id
                    aria-describedby=format!("{note} only-admins")
                />
                <span class="toggle-word"></span>
            </span>
        }
        .into_any()
    };
    view! {
        <div class="setting">
            <span class="setting-name" id=id>
                {name}
            </span>
            {change}
            <p id=note>{words}</p>
        </div>
    }
}

/// How long people have, and after how long they are told again.
fn times(settings: &SettingsItem, admin: bool) -> AnyView {
    let field = |name: &'static str, label: &'static str, minutes: u32| {
        view! {
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                name=name
                type="number"
                min="0"
                max=domain::limits::WAIT_MINUTES
                value=minutes
                disabled=!admin
                aria-describedby="times-note"
            />
        }
    };
    let save = admin.then(|| view! { <button class="button">"Save"</button> });
    view! {
        <div class="setting">
            <span class="setting-name">"Time, in minutes"</span>
            <form class="setting-change times" method="post" action="/forms/change_settings">
                {field(
                    "decide_before_run",
                    "To decide before a task runs",
                    settings.decide_before_run_minutes,
                )}
                {field("decide_action", "To decide an action", settings.decide_action_minutes)}
                {field("decide_result", "To decide a result", settings.decide_result_minutes)}
                {field("remind_after", "Until a reminder", settings.remind_after_minutes)} {save}
            </form>
            <p id="times-note">
                "0 is as long as it takes, and no reminder. A rule of the policy, or an agent that asks, can only make the time for an action shorter. What nobody decides in time counts as not approved and can be asked again with one click. A reminder stands in the thread and the log: who may decide, and which tasks wait behind it; what has a deadline is named once more when three quarters of its time are over."
            </p>
        </div>
    }
    .into_any()
}

/// How long texts are kept.
fn keeping(settings: &SettingsItem, admin: bool, password: bool) -> AnyView {
    let password = (admin && password).then(|| {
        view! { <PasswordField id="keep-password".to_owned() words="Your password, to shorten it" /> }
    });
    let save = admin.then(|| view! { <button class="button">"Save"</button> });
    view! {
        <div class="setting">
            <span class="setting-name">"Texts, in days"</span>
            <form class="setting-change times" method="post" action="/forms/change_settings">
                <label for="keep_payloads">"Kept for"</label>
                <input
                    class="input"
                    id="keep_payloads"
                    name="keep_payloads"
                    type="number"
                    min="0"
                    max=domain::limits::KEEP_DAYS
                    value=settings.keep_payloads_days
                    disabled=!admin
                    aria-describedby="keep-note"
                />
                {password}
                {save}
            </form>
            <p id="keep-note">
                "0 is for ever. After that many days the commands, prompts, output, files and messages of tasks that are over are erased. Who decided what, and when, stays, and so does the log."
            </p>
        </div>
    }
    .into_any()
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
