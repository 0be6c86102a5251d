//! Signing in.

use super::signed_out_page;
use crate::parts::{
    icon::{Icon, Symbol},
    notice::{Notice, RefusalBanner},
};
use leptos::prelude::*;

/// Signing in.
#[component]
pub fn LoginPage() -> impl IntoView {
    signed_out_page("Sign in", |query, refused| {
        let next = query.get("next").unwrap_or_else(|| "/".to_owned());
        let wrong = refused.as_ref().is_some_and(|notice| notice.code == "wrong_password");
        let (error, other) = if wrong { (refused, None) } else { (None, refused) };
        view! {
            <main id="main" class="login">
                <div class="login-box">
                    <LoginMark words="Agents ask. People decide." />
                    <RefusalBanner notice=other />
                    <form method="post" action="/forms/sign_in">
                        <input type="hidden" name="next" value=next />
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
                                autofocus
                            />
                        </div>
                        <div class="field">
                            <label for="password">"Password"</label>
                            <input
                                class="input"
                                id="password"
                                name="password"
                                type="password"
                                autocomplete="current-password"
                                required
                                aria-invalid=wrong.then_some("true")
                                aria-describedby=wrong.then_some("wrong")
                            />
                            {error.map(wrong_password)}
                        </div>
                        <button class="button" data-kind="primary">
                            "Sign in"
                        </button>
                    </form>
                </div>
                <LoginFooter />
            </main>
        }
    })
}

fn wrong_password(notice: Notice) -> AnyView {
    view! {
        <span class="field-error" id="wrong" role="alert">
            <Icon of=Symbol::Warning />
            <span>{notice.title} " " {notice.detail}</span>
        </span>
    }
    .into_any()
}

/// The product's mark and name.
#[component]
pub(super) fn LoginMark(
    /// What stands below the name.
    words: &'static str,
) -> impl IntoView {
    view! {
        <div class="login-mark">
            <Icon of=Symbol::Gate />
            <h1>"Mission Control"</h1>
            <p>{words}</p>
        </div>
    }
}

/// The version, where nobody is signed in yet.
#[component]
pub(super) fn LoginFooter() -> impl IntoView {
    view! {
        <footer>
            <span>"version " {env!("CARGO_PKG_VERSION")}</span>
        </footer>
    }
}
