//! The keys of programs.

use super::{
    answer::{Answer, Form},
    once,
};
use domain::{
    Refusal, Timestamp,
    key::Scope,
    wire::{CreateKey, Password},
};
use leptos::prelude::*;

/// Where keys are listed.
pub const PAGE: &str = "/settings/keys";

fn scope(text: &str) -> Result<Scope, Refusal> {
    Scope::parse(text).ok_or_else(|| Refusal::invalid("scopes", "One of them does not exist."))
}

/// The end of a day that was chosen.
pub(super) fn end_of(day: &str) -> Result<Option<Timestamp>, Refusal> {
    if day.is_empty() {
        return Ok(None);
    }
    let end = Timestamp::parse(&format!("{day}T23:59:59Z")).or_else(|| Timestamp::parse(day));
    end.map(Some).ok_or_else(|| Refusal::invalid("expiresAt", "It must be a day."))
}

/// Makes a key; the next page shows its secret, once.
#[server(prefix = "/forms", endpoint = "add_key")]
pub async fn add_key(
    /// What to call it.
    #[server(default)]
    name: String,
    /// The person it belongs to; whoever asks when empty.
    #[server(default)]
    user: String,
    /// What it may do, as `scopes[]`.
    #[server(default)]
    scopes: Vec<String>,
    /// The last day it works, as `2026-12-31`; no end when empty.
    #[server(default)]
    expires_at: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here()
        .typed("name", &name)
        .typed("user", &user)
        .typed("scopes", &scopes.join(" "))
        .typed("expires_at", &expires_at);
    let came = async {
        let wanted = CreateKey {
            name,
            user: (!user.is_empty()).then_some(user),
            scopes: scopes.iter().map(|text| scope(text)).collect::<Result<_, _>>()?,
            expires_at: end_of(&expires_at)?,
            password: Password::typed(password),
        };
        form.mission.add_key(&form.actor()?, wanted).await
    };
    let came = came.await.inspect(|made| once::keep(PAGE, &made.secret));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Ends a key.
#[server(prefix = "/forms", endpoint = "revoke_key")]
pub async fn revoke_key(
    /// The key.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.revoke_key(&form.actor()?, &id).await }.await;
    form.answer(came.map(|()| (PAGE.to_owned(), "The key no longer works.".to_owned()))).await
}
