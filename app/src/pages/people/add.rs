//! A new person.

use super::{Desk, roles};
use crate::parts::{
    conditions::PasswordField,
    field::TextField,
    icon::{Icon, Symbol},
};
use domain::{limits, person::Role};
use leptos::prelude::*;

/// The form: a name, a role, and a link comes back.
pub(super) fn add(desk: &Desk) -> AnyView {
    let password = desk.asks_password().then(|| {
        view! { <PasswordField id="password".to_owned() words="Your password" required=true /> }
    });
    view! {
        <section class="panel" id="new-person">
            <header>
                <h2>"Add a person"</h2>
                <p>"You get a link to send to them. With it they choose their password."</p>
            </header>
            <form class="form after" method="post" action="/forms/invite_person">
                <TextField
                    name="name"
                    label="Name"
                    value=desk.typed("name").unwrap_or_default()
                    max=limits::NAME
                    hint="They sign in with it. Others see it beside their decisions."
                    required=true
                />
                {roles(desk, Role::Operator)}
                {password}
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Add person"
                    </button>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
