//! One person: their role, another password, and the end of their account.

use super::{Desk, roles};
use crate::{
    api::people::PAGE,
    parts::{conditions::PasswordField, safe_text},
};
use domain::wire::PersonItem;
use leptos::prelude::*;

/// Somebody whose access ended: the one thing that can be done about it.
pub(super) fn let_in(desk: &Desk, person: &PersonItem) -> AnyView {
    let password = desk.asks_password().then(|| {
        view! {
            <PasswordField id="let-in-password".to_owned() words="Your password" required=true />
        }
    });
    view! {
        <section class="panel" id="change-person">
            <header>
                <h2>"Let " {safe_text::prose(&person.name)} " in again"</h2>
                <p>
                    "They sign in as " {person.role.as_str()}
                    " with the password they had. Their keys stay ended, and no browser is signed in."
                </p>
            </header>
            <form class="form after" method="post" action="/forms/let_in">
                <input type="hidden" name="id" value=person.id.clone() />
                {password}
                <div class="row">
                    <button class="button" data-kind="primary">
                        "Let in again"
                    </button>
                    <a class="button" data-kind="plain" href=PAGE>
                        "Cancel"
                    </a>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What can be changed about this person. Nobody changes their own role or ends their own account here.
pub(super) fn change(desk: &Desk, person: &PersonItem) -> AnyView {
    let asks = desk.asks_password();
    let password = |id: &'static str| {
        asks.then(|| {
            view! { <PasswordField id=id.to_owned() words="Your password" required=true /> }
        })
    };
    let name = || safe_text::prose(&person.name);
    let id = person.id.clone();
    let role = (!person.you).then(|| {
        view! {
            <form class="form after" method="post" action="/forms/change_role">
                <input type="hidden" name="id" value=id.clone() />
                {roles(desk, person.role)}
                {password("role-password")}
                <footer>
                    <button class="button" data-kind="primary">
                        "Save role"
                    </button>
                    <a class="button" data-kind="plain" href=PAGE>
                        "Cancel"
                    </a>
                </footer>
            </form>
        }
    });
    let own = person.you.then(|| {
        view! { <p class="after">"Another administrator changes your role and ends your account."</p> }
    });
    let end = (!person.you).then(|| {
        view! {
            <section class="panel" id="end-person">
                <header>
                    <h2>"End the access of " {name()}</h2>
                    <p>
                        "Their browsers and keys end at once, and what they approved and nothing ran on yet is asked again. What they decided stays in the record."
                    </p>
                </header>
                <form class="form after" method="post" action="/forms/deactivate_person">
                    <input type="hidden" name="id" value=id.clone() />
                    {password("end-password")}
                    <div>
                        <button class="button" data-kind="danger">
                            "End access"
                        </button>
                    </div>
                </form>
            </section>
        }
    });
    view! {
        <section class="panel" id="change-person">
            <header>
                <h2>"Change " {name()}</h2>
            </header>
            {role}
            {own}
        </section>
        <section class="panel" id="link-person">
            <header>
                <h2>"Another password for " {name()}</h2>
                <p>
                    "You get a link to send to them. The password they have works until they choose another one; then all their browsers are signed out."
                </p>
            </header>
            <form class="form after" method="post" action="/forms/link_person">
                <input type="hidden" name="id" value=id.clone() />
                {password("link-password")}
                <div>
                    <button class="button">"Make a link"</button>
                </div>
            </form>
        </section>
        {end}
    }
    .into_any()
}
