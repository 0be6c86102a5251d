//! When somebody's attention is low, and what follows.

use super::switch::Switch;
use crate::parts::conditions::PasswordField;
use domain::{
    limits::{ATTENTION_ANSWERS, ATTENTION_SHARE},
    wire::SettingsItem,
};
use leptos::prelude::*;

/// The switch, and the two numbers it goes by.
pub(super) fn settings(
    settings: &SettingsItem,
    deciders: usize,
    admin: bool,
    password: bool,
) -> AnyView {
    let on = settings.attention_second_person;
    let alone = (on && deciders < 2).then(|| {
        view! {
            <p class="quiet" id="attention-alone">
                "Only one person may decide now, so it asks nobody for more."
            </p>
        }
    });
    view! {
        <Switch
            id="attention"
            field="attention_second_person"
            name="A second person for very quick approvals"
            words="While a person's attention is low, their approval counts as one of two: one more person is needed until it recovers. Anybody who decides can still reject alone. It needs two people who may decide."
            on
            admin
            password
        />
        {alone}
        {numbers(settings, admin, on && password)}
    }
    .into_any()
}

/// When it is low.
fn numbers(settings: &SettingsItem, admin: bool, password: bool) -> AnyView {
    let field = |name: &'static str, label: &'static str, value: u32, from: u32, to: u32| {
        view! {
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                name=name
                type="number"
                min=from
                max=to
                value=value
                disabled=!admin
                aria-describedby="low-note"
            />
        }
    };
    let (share, answers) = (ATTENTION_SHARE, ATTENTION_ANSWERS);
    let password = (admin && password).then(|| {
        view! { <PasswordField id="low-password".to_owned() words="Your password, to loosen it" /> }
    });
    let save = admin.then(|| view! { <button class="button">"Save"</button> });
    view! {
        <div class="setting">
            <span class="setting-name">"When attention is low"</span>
            <form class="setting-change times" method="post" action="/forms/change_settings">
                {field(
                    "attention_answers",
                    "Of the last answers",
                    settings.attention_answers,
                    *answers.start(),
                    *answers.end(),
                )}
                {field(
                    "attention_share",
                    "Under 3 s, in percent",
                    settings.attention_share_percent,
                    *share.start(),
                    *share.end(),
                )} {password} {save}
            </form>
            <p id="low-note">
                "When at least that share of a person's last answers within 14 days came less than 3 seconds after the request was asked, and none was a rejection. Fewer than ten answers say nothing. One rejection, slower answers or time bring it back. "
                <a href="/insights#attention">"Insights"</a>
                " shows it for everybody, whether this is on or not."
            </p>
        </div>
    }
    .into_any()
}
