//! How long people have, and how long texts are kept.

use crate::parts::conditions::PasswordField;
use domain::wire::SettingsItem;
use leptos::prelude::*;

/// How long people have, and after how long they are told again.
pub(super) fn times(settings: &SettingsItem, admin: bool) -> AnyView {
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
pub(super) fn keeping(settings: &SettingsItem, admin: bool, password: bool) -> AnyView {
    let note = "0 is for ever. After that many days the commands, prompts, output, files and messages of tasks that are over are erased. Who decided what, and when, stays, and so does the log.";
    days("keep_payloads", "Texts, in days", settings.keep_payloads_days, note, admin, password)
}

/// How long what happened is kept.
pub(super) fn activity(settings: &SettingsItem, admin: bool, password: bool) -> AnyView {
    let note = "0 is for ever. After that many days what stands on Activity, and what webhooks were told, is forgotten; the newest thousand stay. Tasks, approvals and the audit log are kept: who decided what stands there.";
    days("keep_activity", "Activity, in days", settings.keep_activity_days, note, admin, password)
}

/// A number of days that is changed by itself.
fn days(
    name: &'static str,
    label: &'static str,
    value: u32,
    note: &'static str,
    admin: bool,
    password: bool,
) -> AnyView {
    let password = (admin && password).then(|| {
        let id = format!("{name}-password");
        view! { <PasswordField id words="Your password, to shorten it" /> }
    });
    let save = admin.then(|| view! { <button class="button">"Save"</button> });
    let note_id = format!("{name}-note");
    view! {
        <div class="setting">
            <span class="setting-name">{label}</span>
            <form class="setting-change times" method="post" action="/forms/change_settings">
                <label for=name>"Kept for"</label>
                <input
                    class="input"
                    id=name
                    name=name
                    type="number"
                    min="0"
                    max=domain::limits::KEEP_DAYS
                    value=value
                    disabled=!admin
                    aria-describedby=note_id.clone()
                />
                {password}
                {save}
            </form>
            <p id=note_id>{note}</p>
        </div>
    }
    .into_any()
}
