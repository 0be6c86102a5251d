//! A secret that is shown once: it travels in a short-lived cookie from the form to the next page, and is kept
//! nowhere on the server.

use crate::visitor::{CookiePolicy, cookie, cookie_of, holds_secret, set_cookie};
use axum::http::request::Parts;
use leptos::prelude::*;

const COOKIE: &str = "mission_control_once";
const SECONDS: u32 = 60;

/// Hands a secret to the page at `path`.
pub fn keep(path: &str, secret: &str) {
    let secure = use_context::<CookiePolicy>().unwrap_or_default().secure;
    set_cookie(&cookie(COOKIE, secret, path, SECONDS, secure));
}

/// The secret handed to this page, this once.
pub fn take(path: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let secret = cookie_of(&parts, COOKIE).filter(|secret| !secret.is_empty())?;
    let secure = use_context::<CookiePolicy>().unwrap_or_default().secure;
    set_cookie(&cookie(COOKIE, "", path, 0, secure));
    holds_secret();
    Some(secret)
}
