//! Where a credential stands in a request.

use app::visitor::session_cookie_name;
use axum::http::{HeaderMap, header};

use crate::config::Front;

/// What was sent, not yet looked at.
#[derive(Clone)]
pub(super) enum Credential {
    /// A key or a runner's token.
    Key(String),
    /// A session cookie's value.
    Session(String),
}

/// Secrets do not belong into logs.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(…)",
            Self::Session(_) => "Session(…)",
        })
    }
}

impl Credential {
    /// The key alone, where no cookie counts.
    pub(super) fn key_of(headers: &HeaderMap) -> Option<Self> {
        let key = text(headers, "x-api-key").or_else(|| bearer(headers))?;
        Some(Self::Key(key.to_owned()))
    }

    /// A key goes before the cookie: whoever sends one means it.
    pub(super) fn of(headers: &HeaderMap, front: &Front) -> Option<Self> {
        let session = || cookie(headers, session_cookie_name(front.secure()));
        Self::key_of(headers).or_else(|| session().map(|secret| Self::Session(secret.to_owned())))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text(headers, header::AUTHORIZATION.as_str())?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
