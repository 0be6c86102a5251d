//! Signing in and out.

use super::answer::{Answer, Form, local};
use crate::visitor::{CookiePolicy, ended_session_cookie, session_cookie, set_cookie};
use axum::http::{header, request::Parts};
use leptos::prelude::*;
use service::SignedIn;

pub(super) fn user_agent() -> String {
    let parts = use_context::<Parts>();
    let header = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT));
    header.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

pub(super) fn signed_in(person: &SignedIn) {
    let secure = use_context::<CookiePolicy>().unwrap_or_default().secure;
    set_cookie(&session_cookie(&person.secret, secure));
}

/// Signs a person in and goes to the page they wanted.
#[server(prefix = "/forms", endpoint = "sign_in")]
pub async fn sign_in(
    /// The person's name.
    #[server(default)]
    name: String,
    /// Their password.
    #[server(default)]
    password: String,
    /// The page they wanted.
    #[server(default)]
    next: String,
) -> Answer {
    let form = Form::here();
    let came = form.mission.sign_in(&name, &password, &user_agent()).await;
    let came = came.inspect(signed_in).map(|_| (local(&next), String::new()));
    form.answer(came).await
}

/// Makes the first person, an administrator, and signs them in.
#[server(prefix = "/forms", endpoint = "set_up")]
pub async fn set_up(
    /// The secret of the setup link.
    #[server(default)]
    secret: String,
    /// The person's name.
    #[server(default)]
    name: String,
    /// Their password.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = form.mission.set_up(&secret, &name, &password, &user_agent()).await;
    let came = came.inspect(signed_in).map(|_| ("/".to_owned(), String::new()));
    form.answer(came).await
}

/// Ends the session of this browser.
#[server(prefix = "/forms", endpoint = "sign_out")]
pub async fn sign_out() -> Answer {
    let form = Form::here();
    let came = match form.actor() {
        Ok(actor) => form.mission.sign_out(&actor).await,
        Err(error) => Err(error),
    };
    let secure = use_context::<CookiePolicy>().unwrap_or_default().secure;
    set_cookie(&ended_session_cookie(secure));
    form.answer(came.map(|()| ("/login".to_owned(), String::new()))).await
}

/// Signs another browser of the same person out.
#[server(prefix = "/forms", endpoint = "end_session")]
pub async fn end_session(
    /// The session.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = match form.actor() {
        Ok(actor) => form.mission.end_session(&actor, &id).await,
        Err(error) => Err(error),
    };
    form.answer(came.map(|()| (String::new(), "That browser is signed out.".to_owned()))).await
}

/// Signs every other browser of the same person out.
#[server(prefix = "/forms", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Answer {
    let form = Form::here();
    let came = match form.actor() {
        Ok(actor) => form.mission.end_other_sessions(&actor).await,
        Err(error) => Err(error),
    };
    form.answer(came.map(|()| (String::new(), "All other browsers are signed out.".to_owned())))
        .await
}
