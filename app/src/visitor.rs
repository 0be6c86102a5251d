//! Who looks at the page, as the server established it, and the cookie that says so.

use axum::http::{HeaderValue, request::Parts};
use domain::Actor;
use leptos::prelude::*;

/// Who asks for this page. The server provides it with every request.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The signed-in person; nobody on the sign-in and setup pages.
    pub actor: Option<Actor>,
    /// Whether the first person is still to be made.
    pub setup_open: bool,
}

/// How cookies are set. The server provides it with every request.
#[derive(Clone, Copy, Debug, Default)]
pub struct CookiePolicy {
    /// Whether the site is reached over TLS, so that cookies must not travel without.
    pub secure: bool,
}

/// The name of the cookie that keeps the session's secret. `__Host-` binds it to this one host and to TLS; over plain
/// HTTP browsers refuse such a name, Safari even on loopback.
pub const fn session_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-mc_session" } else { "mc_session" }
}

/// The `Set-Cookie` value that signs a browser in: not readable by scripts, and sent on this site's pages only.
pub fn session_cookie(secret: &str, secure: bool) -> String {
    cookie(session_cookie_name(secure), secret, "/", 365 * 24 * 3600, secure)
}

/// The `Set-Cookie` value that signs a browser out.
pub fn ended_session_cookie(secure: bool) -> String {
    cookie(session_cookie_name(secure), "", "/", 0, secure)
}

pub(crate) fn cookie(name: &str, value: &str, path: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The value of a cookie of this request.
pub(crate) fn cookie_of(parts: &Parts, name: &str) -> Option<String> {
    let all = parts.headers.get_all(axum::http::header::COOKIE);
    all.iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// Who asks, or nobody.
pub fn visitor() -> Visitor {
    use_context::<Visitor>().unwrap_or_default()
}

/// The name to show for whoever is signed in.
pub fn visitor_name() -> Option<String> {
    visitor().actor.map(|actor| actor.party().name)
}

pub(crate) fn set_cookie(value: &str) {
    let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(value))
    else {
        return;
    };
    response.append_header(axum::http::header::SET_COOKIE, value);
}

/// Says that this answer stays as it is on its way: the length of a compressed page tells something about its text, and
/// this one holds a secret.
pub(crate) fn holds_secret() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let whole = HeaderValue::from_static("no-store, no-transform");
        response.insert_header(axum::http::header::CACHE_CONTROL, whole);
    }
}
