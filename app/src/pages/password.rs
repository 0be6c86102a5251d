//! Where a link for a password leads.

use super::{
    login::{LoginFooter, LoginMark},
    signed_out_page,
};
use crate::{parts::notice::RefusalBanner, visitor::holds_secret};
use domain::limits;
use leptos::prelude::*;

/// Choosing a password with a link.
#[component]
pub fn PasswordPage() -> impl IntoView {
    signed_out_page("Choose a password", |query, refused| {
        holds_secret();
        let token = query.get("token").unwrap_or_default();
        let hint = format!("At least {} characters. A few words do.", limits::PASSWORD_MIN);
        view! {
            <main id="main" class="login">
                <div class="login-box">
                    <LoginMark words="Choose your password." />
                    <RefusalBanner notice=refused />
                    <form method="post" action="/forms/use_link">
                        <input type="hidden" name="secret" value=token />
                        <div class="field">
                            <label for="password">"Password"</label>
                            <input
                                class="input"
                                id="password"
                                name="password"
                                type="password"
                                autocomplete="new-password"
                                required
                                autofocus
                                minlength=limits::PASSWORD_MIN
                                maxlength=limits::PASSWORD_MAX
                                aria-describedby="password-hint"
                            />
                            <span class="field-hint" id="password-hint">
                                {hint}
                            </span>
                        </div>
                        <button class="button" data-kind="primary">
                            "Save and sign in"
                        </button>
                    </form>
                </div>
                <LoginFooter />
            </main>
        }
    })
}
