//! A setting that is on or off.

use crate::parts::conditions::PasswordField;
use leptos::prelude::*;

/// A switch, as a form; others than administrators see what is set, and why they cannot change it.
#[component]
pub(super) fn Switch(
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
    let to = if on { "off" } else { "on" };
    let password = (admin && on && password).then(|| {
        view! { <PasswordField id=format!("{id}-password") words="Your password, to turn it off" /> }
    });
    let change = if admin {
        view! {
            <form class="setting-change" method="post" action="/forms/change_settings">
                {password}
                <button
                    class="toggle"
                    role="switch"
                    name=field
                    value=to
                    aria-checked=if on { "true" } else { "false" }
                    aria-labelledby=id
                    aria-describedby=note.clone()
                >
                    <span class="toggle-track"></span>
                    <span class="toggle-word"></span>
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
