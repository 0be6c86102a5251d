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
