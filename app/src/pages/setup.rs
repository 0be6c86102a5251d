//! The first person: an administrator, made with the link the program prints when it starts.

use super::{
    login::{LoginFooter, LoginMark},
    signed_out_page,
};
use crate::{
    parts::notice::RefusalBanner,
    visitor::{holds_secret, visitor},
};
use domain::limits;
use leptos::prelude::*;

/// The first person.
#[component]
pub fn SetupPage() -> impl IntoView {
    signed_out_page("Set up", |query, refused| {
        let token = query.get("token");
        holds_secret();
        let (words, content) = if visitor().setup_open {
            ("Make the first person. They are an administrator.", form(token))
        } else {
            ("Agents ask. People decide.", done())
        };
        view! {
            <main id="main" class="login">
                <div class="login-box">
                    <LoginMark words />
                    <RefusalBanner notice=refused />
                    {content}
                </div>
                <LoginFooter />
            </main>
        }
    })
}

fn done() -> AnyView {
    view! {
        <p>"Setup is done: the first person exists."</p>
        <a class="button" data-kind="primary" href="/login">
            "Sign in"
        </a>
    }
    .into_any()
}

fn form(token: Option<String>) -> AnyView {
    let password_hint = format!("At least {} characters.", limits::PASSWORD_MIN);
    let token = match token {
        Some(token) => view! { <input type="hidden" name="secret" value=token /> }.into_any(),
        None => view! {
            <div class="field">
                <label for="secret">"Setup token"</label>
                <input class="input mono" id="secret" name="secret" required autocomplete="off" />
                <span class="field-hint">
                    "The program prints a setup link when it starts: open it, or paste what follows token= here."
                </span>
            </div>
        }
        .into_any(),
    };
    view! {
        <form method="post" action="/forms/set_up">
            {token}
            <div class="field">
                <label for="name">"Name"</label>
                <input
                    class="input"
                    id="name"
                    name="name"
                    autocomplete="username"
                    autocapitalize="off"
                    spellcheck="false"
                    required
                    maxlength=limits::NAME
                    autofocus
                />
                <span class="field-hint">"You sign in with it. Others see it beside your decisions."</span>
            </div>
            <div class="field">
                <label for="password">"Password"</label>
                <input
                    class="input"
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="new-password"
                    required
                    minlength=limits::PASSWORD_MIN
                    maxlength=limits::PASSWORD_MAX
                    aria-describedby="password-hint"
                />
                <span class="field-hint" id="password-hint">
                    {password_hint}
                </span>
            </div>
            <button class="button" data-kind="primary">
                "Create account and sign in"
            </button>
        </form>
    }
    .into_any()
}
